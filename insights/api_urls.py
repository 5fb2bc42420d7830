"""Addresses of the figures in the API."""

from insights.api.dashboard import DashboardViewSet
from polibat.api.routes import Routes

routes = Routes()
routes.register("api/admin/dashboard", DashboardViewSet, basename="admin-dashboard")

urlpatterns = routes.urls
