"""Addresses of reports in the API."""

from moderation.api.reports import ReportViewSet
from moderation.api.staff import BulkViewSet
from polibat.api.routes import Routes

routes = Routes()
routes.register("api/reports", ReportViewSet, "report")
routes.register("api/admin/bulk", BulkViewSet, "staff-bulk")

urlpatterns = routes.urls
