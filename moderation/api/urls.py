"""Addresses of reports and objections in the API."""

from django.urls import re_path

from moderation.api.objections import DecisionViewSet, ObjectionViewSet, OwnObjectionViewSet
from moderation.api.reports import ReportViewSet
from moderation.api.staff import BulkViewSet
from moderation.api.watch import AbuseFlagViewSet, ReviewFlagViewSet, WatchWordViewSet
from polibat.api.routes import Routes
from polibat.api.views import PUBLIC_ID

routes = Routes()
routes.register("api/reports", ReportViewSet, "report")
routes.register("api/admin/bulk", BulkViewSet, "staff-bulk")
routes.register("api/admin/objections", ObjectionViewSet, "staff-objection")
routes.register("api/admin/decisions", DecisionViewSet, "staff-decision")
routes.register("api/admin/abuse-flags", AbuseFlagViewSet, "staff-abuse-flag")
routes.register("api/admin/review-flags", ReviewFlagViewSet, "staff-review-flag")
routes.register("api/admin/watch-words", WatchWordViewSet, "staff-watch-word")

urlpatterns = [
    re_path(
        rf"^api/objections/(?P<id>{PUBLIC_ID})$",
        OwnObjectionViewSet.as_view({"get": "retrieve", "post": "create"}, detail=True),
        name="objection",
    ),
    *routes.urls,
]
