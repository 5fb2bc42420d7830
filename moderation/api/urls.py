"""Addresses of reports in the API."""

from moderation.api.reports import ReportViewSet
from polibat.api.routes import Routes

routes = Routes()
routes.register("api/reports", ReportViewSet, "report")

urlpatterns = routes.urls
