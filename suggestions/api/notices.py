"""Notices through the API: the pinned ones first."""

from dataclasses import dataclass

import django_filters
from drf_spectacular.utils import extend_schema, extend_schema_view

from boards.models import Post
from boards.models.post import LIST_FIELDS
from boards.services.view_counts import count_view
from polibat.api.filters import LabelledChoiceFilter
from polibat.api.permissions import EVERYBODY
from polibat.api.views import ApiViewSet, Listed
from suggestions.api.serializers.notices import NoticeRowSerializer, NoticeSerializer
from suggestions.models import Notice


@dataclass(frozen=True)
class NoticeDetail:
    """A notice whole; what it does not say itself, the notice says."""

    notice: Notice
    views: int

    def __getattr__(self, name: str) -> object:
        return getattr(self.notice, name)


class NoticeFilters(django_filters.FilterSet):
    """Notices by 말머리."""

    category = LabelledChoiceFilter(choices=Notice.Category.choices)


@extend_schema_view(list=extend_schema(summary="공지 목록"))
class NoticeViewSet(Listed, ApiViewSet):
    """공지사항."""

    permissions = {"list": EVERYBODY, "retrieve": EVERYBODY}
    not_found = ("NOTICE_NOT_FOUND", "공지를 찾을 수 없습니다.")
    lookup_field = "post__public_id"
    serializer_class = NoticeRowSerializer
    filterset_class = NoticeFilters

    def get_queryset(self):
        """Notices that everybody may read, PINNED before PUBLISHED; of one notice also what staff may see."""
        if self.detail:
            return Notice.objects.visible_to(self.request.user).select_related("post__counts")
        shown = [f"post__{name}" for name in LIST_FIELDS if not name.startswith(("author", "politician"))]
        listed = Notice.objects.filter(post__status__in=Post.LISTED).select_related("post__counts")
        return listed.only("category", "pinned_slot", *shown).order_by("post__status", "-pk")

    @extend_schema(summary="공지 하나", responses=NoticeSerializer)
    def retrieve(self, request, id):  # noqa: A002 - the address calls it so
        """공지 하나."""
        notice = self.get_object()
        views = notice.post.counts.views + count_view(request, id)
        return self.show(NoticeDetail(notice, views), NoticeSerializer)
