"""A resource as the API's views are made, over posts: what the kit promises is tried on it."""

import django_filters
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers

from boards.models import Board, Post
from boards.services import publish_post
from polibat.api.filters import DaysFilterSet, LabelledChoiceFilter, ordered
from polibat.api.permissions import EVERYBODY
from polibat.api.routes import Routes
from polibat.api.views import ApiViewSet, Found, Listed
from polibat.urls import handler400, handler403, handler404, handler500  # noqa: F401 - Django looks here for them
from polibat.urls import urlpatterns as site


class Input(serializers.Serializer):
    """What a post is made of."""

    title = serializers.CharField()
    content = serializers.CharField(source="body")


class Output(serializers.Serializer):
    """What is shown of a post."""

    id = serializers.CharField(source="public_id")
    title = serializers.CharField()


class PostFilters(DaysFilterSet):
    """By author and board, and by two kinds of days."""

    date_types = {"published": "published_at", "edited": "edited_at"}
    board = LabelledChoiceFilter(choices=Board.choices)
    author = django_filters.CharFilter(field_name="author__public_id")


@extend_schema_view(
    list=extend_schema(parameters=[OpenApiParameter("sortBy", str), OpenApiParameter("sortOrder", str)])
)
class PostViewSet(Listed, Found, ApiViewSet):
    """Posts."""

    permissions = {"list": EVERYBODY, "retrieve": EVERYBODY, "create": "boards.add_post"}
    not_found = ("POST_NOT_FOUND", "게시글을 찾을 수 없습니다.")
    field_names = {"body": "content"}
    serializer_class = Output
    filterset_class = PostFilters

    def get_queryset(self):
        """Posts that the asker may read."""
        rows = Post.objects.visible_to(self.request.user).select_related("author")
        return ordered(self.request, rows, {"published": "published_at", "id": "pk"}, default="id")

    def create(self, request):
        """Publish on the free board."""
        post = Post(board=Board.FREE, author=request.user, **self.read(Input))
        return self.show(publish_post(post, by=request.user), status=201)


routes = Routes()
routes.register("api/kit-posts", PostViewSet, "kit-post")
urlpatterns = [*routes.urls, *site]
