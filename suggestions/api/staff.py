"""What staff do with suggestions and notices through the API; the back office joins it with its lists."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action

from boards.models import Post
from boards.models.visibility import PostStatus
from polibat.api.former import former
from polibat.staff.acts import TEXT_IS_DECIDED, StaffActs
from polibat.staff.detail import RowDetail
from polibat.text import html_from_either
from suggestions import services
from suggestions.api.serializers import staff as serializers
from suggestions.models import Notice, SuggestionChange


@dataclass(frozen=True)
class SuggestionDetail(RowDetail):
    """A suggestion with every step that it took, the newest first."""

    steps: list[SuggestionChange]


class SuggestionActs(StaffActs):
    """불편/제안 접수 관리."""

    permissions = {"retrieve": "suggestions.view_suggestion", "answer": "suggestions.answer_suggestion"}
    not_found = ("SUGGESTION_NOT_FOUND", "불편/제안을 찾을 수 없습니다.")
    lookup_field = "post__public_id"
    field_names = {"reply": "details"}

    @extend_schema(request=serializers.StaffActionSerializer, summary="처리 상태 변경")
    @action(detail=True, methods=["post"], url_path="action")
    def answer(self, request, *args, **kwargs):
        """The new state, with what was done; its author is told."""
        row = self.get_object()
        data = self.read(serializers.StaffActionSerializer)
        services.answer_suggestion(row, by=request.user, state=data["state"], reply=data["details"])
        return self.show_detail(self.get_object())

    def detail_of(self, row):
        """With its steps."""
        return SuggestionDetail(super().detail_of(row), steps=list(row.changes.select_related("by").order_by("-pk")))


class NoticeActs(StaffActs):
    """공지사항 관리."""

    permissions = {
        "retrieve": "suggestions.view_notice",
        "create": "suggestions.add_notice",
        "partial_update": "suggestions.change_notice",
        "pin": "suggestions.change_notice",
        "unpin": "suggestions.change_notice",
        "set_pin": "suggestions.change_notice",
    }
    not_found = ("NOTICE_NOT_FOUND", "공지사항을 찾을 수 없습니다.")
    other_answers = ("set_pin",)
    lookup_field = "post__public_id"
    field_names = {"body": "content"}
    edited = ("category", "post.title", "post.body", "post.status")

    @extend_schema(request=serializers.StaffNoticeInputSerializer, summary="공지사항 등록")
    def create(self, request, *args, **kwargs):
        """A new notice, pinned when asked so (five at most)."""
        data = self.read(serializers.StaffNoticeInputSerializer)
        post = Post(title=data["title"], body=html_from_either(data["content"]))
        notice = Notice(post=post, category=data["category"])
        made = services.publish_notice(notice, by=request.user, pinned=data["status"] == PostStatus.PINNED)
        return self.show_detail(self.get_queryset().get(pk=made.pk), status=201)

    @extend_schema(request=serializers.StaffNoticeInputSerializer(partial=True), summary="공지사항 수정")
    def partial_update(self, request, *args, **kwargs):
        """Change 말머리, title, text; 게시 or 게시(고정)."""
        shown = self.get_object()
        data = self.read(serializers.StaffNoticeInputSerializer, partial=True)
        notice = Notice.objects.select_related("post").get(pk=shown.pk)
        notice.category = data.get("category", notice.category)
        notice.post.title = data.get("title", notice.post.title)
        notice.post.body = html_from_either(data["content"]) if "content" in data else notice.post.body
        with transaction.atomic():
            if {"category", "title", "content"} & set(data):
                services.edit_notice(notice, by=request.user)
            if "status" in data:
                pin = services.pin_notice if data["status"] == PostStatus.PINNED else services.unpin_notice
                pin(notice, by=request.user)
        return self.show_detail(self.get_object())

    @extend_schema(request=None, summary="공지사항 고정")
    @action(detail=True, methods=["post"])
    def pin(self, request, *args, **kwargs):
        """게시 becomes 게시(고정)."""
        return self._pin(services.pin_notice)

    @extend_schema(request=None, summary="공지사항 고정 해제")
    @action(detail=True, methods=["post"])
    def unpin(self, request, *args, **kwargs):
        """게시(고정) becomes 게시."""
        return self._pin(services.unpin_notice)

    @former(instead="POST …/pin, …/unpin", request=serializers.PinnedSerializer, summary="고정 (예전 주소)")
    @pin.mapping.patch
    def set_pin(self, request, *args, **kwargs):
        """게시(고정) or 게시."""
        self.get_object()
        is_pinned = self.read(serializers.PinnedSerializer)["isPinned"]
        return self._pin(services.pin_notice if is_pinned else services.unpin_notice)

    def _pin(self, verb):
        if not verb(self.get_object(), by=self.request.user):
            raise ValidationError(TEXT_IS_DECIDED, code="decided")
        return self.show_detail(self.get_object())
