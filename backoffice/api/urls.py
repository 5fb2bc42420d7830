"""Addresses of the back office's API."""

from django.urls import path

from backoffice.api import (
    boards,
    cases,
    dashboard,
    displays,
    exports,
    history,
    members,
    policies,
    search,
    staff,
    texts,
)
from polibat.api.routes import Routes

routes = Routes()
routes.register("api/admin/dashboard", dashboard.DashboardViewSet, "admin-dashboard")
routes.register("api/admin/cases", cases.CaseViewSet, "admin-cases")
routes.register("api/admin/members", members.MemberViewSet, "staff-member")
routes.register("api/admin/politicians", members.PoliticianMemberViewSet, "staff-politician")
routes.register("api/admin/status-history", members.StatusChangeViewSet, "staff-status-change")
routes.register("api/admin/reactions", history.ReactionViewSet, "staff-reaction")
routes.register("api/admin/ballots", history.BallotViewSet, "staff-ballot")
routes.register("api/admin/posts", texts.PostViewSet, "staff-post")
routes.register("api/admin/comments", texts.CommentViewSet, "staff-comment")
routes.register("api/admin/reports", texts.ReportViewSet, "staff-report")
routes.register("api/admin/votes", boards.VoteViewSet, "staff-vote")
routes.register("api/admin/suggestions", boards.SuggestionViewSet, "staff-suggestion")
routes.register("api/admin/notices", boards.NoticeViewSet, "staff-notice")
routes.register("api/admin/popups", displays.PopupViewSet, "staff-popup")
routes.register("api/admin/banners", displays.BannerViewSet, "staff-banner")
routes.register("api/admin/policy-templates", policies.TemplateViewSet, "staff-policy-template")
routes.register("api/admin/policies", policies.PolicyViewSet, "staff-policy")
routes.register("api/admin/staff", staff.StaffMemberViewSet, "staff-account")
routes.register("api/admin/email-accesses", staff.EmailAccessViewSet, "staff-email-access")
routes.register("api/admin/exports", exports.StaffExportViewSet, "staff-export")

urlpatterns = [
    path("api/admin/search", search.StaffSearchViewSet.as_view({"get": "search"}), name="staff-search"),
    *routes.urls,
]
