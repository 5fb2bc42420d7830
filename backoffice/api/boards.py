"""/api/admin/votes, /suggestions and /notices."""

from django.core.exceptions import ValidationError
from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action

from backoffice.api.base import StaffViewSet, staff_list
from backoffice.api.serializers import boards as serializers
from backoffice.api.texts import ALREADY, DECIDING, Decided, with_record
from backoffice.lists import NoticeList, SuggestionList, VoteList
from boards.models import Image, Post
from polibat.staff.serializers import ReasonSerializer
from polibat.text import html_from_plain
from polls import services as poll_services
from polls.models import Poll, PollOption
from polls.queries.results import results_of
from suggestions import services as suggestion_services
from suggestions.models import Notice

VOTE = serializers.StaffVoteDetailSerializer


class OnPost(Decided):
    """What is kept beside a post, and decided about by its post."""

    lookup_field = "post__public_id"

    def text_of(self, row):
        """The post."""
        return row.post if hasattr(row, "post") else row

    def show_detail(self, row):
        """The row with the record of its post."""
        self.page.fill([row])
        with_record(row.post, by=self.request.user)
        return self.show(self.with_more(row), self.detail_serializer)

    def with_more(self, row):
        """What else the page of one shows."""
        return row


def body_of(text):
    """The body of a post: markup as it is, plain lines as paragraphs."""
    return text if "<" in text else html_from_plain(text)


def picture_of(token, by):
    """The picture of one's own with this token; None without one."""
    if not token:
        return None
    found = Image.objects.filter(author=by, token=token).first()
    if found is None:
        raise ValidationError({"image": ValidationError("올린 이미지를 찾을 수 없습니다.", code="image")})
    return found


@staff_list(VoteList)
class VoteViewSet(OnPost, StaffViewSet):
    """투표관리."""

    detail_serializer = serializers.StaffVoteDetailSerializer
    permissions = {
        "retrieve": "polls.view_poll",
        "create": "polls.add_poll",
        "partial_update": "polls.change_poll",
        "close": "polls.close_poll",
        **DECIDING,
    }
    not_found = ("VOTE_NOT_FOUND", "투표를 찾을 수 없습니다.")
    field_names = {"starts_at": "startDate", "ends_at": "endDate", "body": "description"}

    def with_more(self, row):
        """The options with their votes of this moment."""
        results = results_of(row)
        row.shown = list(row.options.select_related("picture").order_by("order"))
        for option in row.shown:
            option.votes_now, option.percent = results.votes.get(option.pk, 0), results.percent(option.pk)
        return row

    @extend_schema(
        request=serializers.StaffVoteInputSerializer,
        responses={201: VOTE},
        summary="투표 등록",
    )
    def create(self, request, *args, **kwargs):
        """A new poll with 2 to 10 options."""
        data = self.read(serializers.StaffVoteInputSerializer)
        poll = Poll(
            post=Post(title=data["title"], body=body_of(data["description"])),
            starts_at=data["startDate"],
            ends_at=data["endDate"],
            allows_multiple=data["isMultiple"],
            picture=picture_of(data.get("image"), request.user),
        )
        options = [self._option(PollOption(), given) for given in data["options"]]
        made = poll_services.publish_poll(poll, options=options, by=request.user)
        response = self.show_detail(self.get_queryset().get(pk=made.pk))
        response.status_code = 201
        return response

    @extend_schema(
        request=serializers.StaffVoteInputSerializer(partial=True),
        responses=VOTE,
        summary="투표 수정",
    )
    def partial_update(self, request, *args, **kwargs):
        """While it runs, title and description alone; before, everything."""
        shown = self.get_object()
        data = self.read(serializers.StaffVoteInputSerializer, partial=True)
        poll = Poll.objects.select_related("post").get(pk=shown.pk)
        poll.post.title = data.get("title", poll.post.title)
        poll.post.body = body_of(data["description"]) if "description" in data else poll.post.body
        poll.starts_at, poll.ends_at = data.get("startDate", poll.starts_at), data.get("endDate", poll.ends_at)
        poll.allows_multiple = data.get("isMultiple", poll.allows_multiple)
        if "image" in data:
            poll.picture = picture_of(data["image"], request.user)
        options = self._options(poll, data["options"]) if "options" in data else None
        poll_services.edit_poll(poll, options=options, by=request.user)
        return self.show_detail(self.get_object())

    @extend_schema(request=ReasonSerializer, responses=VOTE, summary="투표 마감")
    @action(detail=True, methods=["post"])
    def close(self, request, *args, **kwargs):
        """진행 (or 예정) becomes 마감 now."""
        poll = self.get_object()
        reason = self.read(ReasonSerializer)["reason"]
        if not poll_services.close_poll(poll, by=request.user, reason=reason):
            raise ValidationError("이미 마감된 투표입니다.", code="decided")
        return self.show_detail(self.get_object())

    def _options(self, poll, given):
        stored = {option.pk: option for option in poll.options.all()}
        return [self._option(stored.get(one.get("id")) or PollOption(), one) for one in given]

    def _option(self, option, given):
        option.name, option.affiliation = given["name"], given["description"]
        if "image" in given:
            option.picture = picture_of(given["image"], self.request.user)
        return option


@staff_list(SuggestionList)
class SuggestionViewSet(OnPost, StaffViewSet):
    """불편/제안 접수 관리."""

    detail_serializer = serializers.StaffSuggestionDetailSerializer
    permissions = {"retrieve": "suggestions.view_suggestion", "answer": "suggestions.answer_suggestion", **DECIDING}
    not_found = ("SUGGESTION_NOT_FOUND", "불편/제안을 찾을 수 없습니다.")
    field_names = {"reply": "details"}

    def with_more(self, row):
        """Every step that it took."""
        row.steps = list(row.changes.order_by("-pk"))
        return row

    @extend_schema(
        request=serializers.StaffActionSerializer,
        responses=serializers.StaffSuggestionDetailSerializer,
        summary="처리 상태 변경",
    )
    @action(detail=True, methods=["post"], url_path="action")
    def answer(self, request, *args, **kwargs):
        """The new state, with what was done; its author is told."""
        row = self.get_object()
        data = self.read(serializers.StaffActionSerializer)
        suggestion_services.answer_suggestion(row, by=request.user, state=data["state"], reply=data["details"])
        return self.show_detail(self.get_object())


@staff_list(NoticeList)
class NoticeViewSet(OnPost, StaffViewSet):
    """공지사항 관리."""

    detail_serializer = serializers.StaffNoticeDetailSerializer
    permissions = {
        "retrieve": "suggestions.view_notice",
        "create": "suggestions.add_notice",
        "partial_update": "suggestions.change_notice",
        "pin": "suggestions.change_notice",
        "unpin": "suggestions.change_notice",
        **DECIDING,
    }
    not_found = ("NOTICE_NOT_FOUND", "공지사항을 찾을 수 없습니다.")
    field_names = {"body": "content"}

    @extend_schema(
        request=serializers.StaffNoticeInputSerializer,
        responses={201: serializers.StaffNoticeDetailSerializer},
        summary="공지사항 등록",
    )
    def create(self, request, *args, **kwargs):
        """A new notice, pinned when asked so (five at most)."""
        data = self.read(serializers.StaffNoticeInputSerializer)
        post = Post(title=data["title"], body=body_of(data["content"]))
        notice = Notice(post=post, category=data["category"])
        made = suggestion_services.publish_notice(notice, by=request.user, pinned=data["status"] == "PINNED")
        response = self.show_detail(self.get_queryset().get(pk=made.pk))
        response.status_code = 201
        return response

    @extend_schema(
        request=serializers.StaffNoticeInputSerializer(partial=True),
        responses=serializers.StaffNoticeDetailSerializer,
        summary="공지사항 수정",
    )
    def partial_update(self, request, *args, **kwargs):
        """Change 말머리, title, text; 게시 or 게시(고정)."""
        shown = self.get_object()
        data = self.read(serializers.StaffNoticeInputSerializer, partial=True)
        notice = Notice.objects.select_related("post").get(pk=shown.pk)
        notice.category = data.get("category", notice.category)
        notice.post.title = data.get("title", notice.post.title)
        notice.post.body = body_of(data["content"]) if "content" in data else notice.post.body
        with transaction.atomic():
            if {"category", "title", "content"} & set(data):
                suggestion_services.edit_notice(notice, by=request.user)
            if "status" in data:
                pin = suggestion_services.pin_notice if data["status"] == "PINNED" else suggestion_services.unpin_notice
                pin(notice, by=request.user)
        return self.show_detail(self.get_object())

    @extend_schema(request=None, responses=serializers.StaffNoticeDetailSerializer, summary="공지사항 고정")
    @action(detail=True, methods=["post"])
    def pin(self, request, *args, **kwargs):
        """게시 becomes 게시(고정)."""
        return self._pin(suggestion_services.pin_notice)

    @extend_schema(request=None, responses=serializers.StaffNoticeDetailSerializer, summary="공지사항 고정 해제")
    @action(detail=True, methods=["post"])
    def unpin(self, request, *args, **kwargs):
        """게시(고정) becomes 게시."""
        return self._pin(suggestion_services.unpin_notice)

    def _pin(self, verb):
        if not verb(self.get_object(), by=self.request.user):
            raise ValidationError(ALREADY, code="decided")
        return self.show_detail(self.get_object())
