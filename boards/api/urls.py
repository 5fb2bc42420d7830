"""Addresses of the boards in the API."""

from django.urls import re_path

from boards.api.comments import CommentViewSet
from boards.api.drafts import DraftViewSet
from boards.api.posts import PostViewSet
from boards.api.reactions import ReactionViewSet
from polibat.api.routes import Routes
from polibat.api.views import PUBLIC_ID

routes = Routes()
routes.register("api/posts", PostViewSet, "post")
routes.register("api/comments", CommentViewSet, "comment")
routes.register("api/reactions", ReactionViewSet, "reaction")
routes.register("api/drafts", DraftViewSet, "draft")

urlpatterns = [
    *(
        re_path(
            rf"^api/reactions/stats/{kind}/(?P<id>{PUBLIC_ID})$",
            ReactionViewSet.as_view({"get": "stats"}, detail=True, kind=kind),
            name=f"reaction-stats-{kind.lower()}",
        )
        for kind in ("POST", "COMMENT")
    ),
    *routes.urls,
]
