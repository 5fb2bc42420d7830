"""Addresses of the back office's API."""

from insights.api import exports, members
from polibat.api.routes import Routes

routes = Routes()
routes.register("api/admin/members", members.MemberViewSet, "staff-member")
routes.register("api/admin/politicians", members.PoliticianMemberViewSet, "staff-politician")
routes.register("api/admin/status-history", members.StatusChangeViewSet, "staff-status-change")
routes.register("api/admin/exports", exports.StaffExportViewSet, "staff-export")

urlpatterns = routes.urls
