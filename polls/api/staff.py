"""What staff do with polls through the API; the back office joins it with its list."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action

from boards.models import Image, Post
from polibat.staff.acts import StaffActs
from polibat.staff.detail import RowDetail
from polibat.staff.serializers import ReasonSerializer
from polibat.text import html_from_either
from polls import services
from polls.api.serializers import staff as serializers
from polls.models import Poll, PollOption
from polls.queries.results import results_of
from polls.queries.viewer_state import PollOptionView, PollViewerState


@dataclass(frozen=True)
class StaffPollDetail(RowDetail):
    """A poll with its options and their votes of this moment."""

    options: list[PollOptionView]


def picture_of(token, by):
    """The picture of one's own with this token; None without one."""
    if not token:
        return None
    found = Image.objects.filter(author=by, token=token).first()
    if found is None:
        raise ValidationError({"image": ValidationError("올린 이미지를 찾을 수 없습니다.", code="image")})
    return found


class PollActs(StaffActs):
    """투표관리."""

    permissions = {
        "retrieve": "polls.view_poll",
        "create": "polls.add_poll",
        "partial_update": "polls.change_poll",
        "close": "polls.close_poll",
    }
    not_found = ("VOTE_NOT_FOUND", "투표를 찾을 수 없습니다.")
    lookup_field = "post__public_id"
    field_names = {"starts_at": "startDate", "ends_at": "endDate", "body": "description"}

    @extend_schema(request=serializers.StaffVoteInputSerializer, summary="투표 등록")
    def create(self, request, *args, **kwargs):
        """A new poll with 2 to 10 options."""
        data = self.read(serializers.StaffVoteInputSerializer)
        poll = Poll(
            post=Post(title=data["title"], body=html_from_either(data["description"])),
            starts_at=data["startDate"],
            ends_at=data["endDate"],
            allows_multiple=data["allowMultiple"],
            picture=picture_of(data.get("image"), request.user),
        )
        options = [self._option(PollOption(), given) for given in data["options"]]
        made = services.publish_poll(poll, options=options, by=request.user)
        return self.show_detail(self.get_queryset().get(pk=made.pk), status=201)

    @extend_schema(request=serializers.StaffVoteInputSerializer(partial=True), summary="투표 수정")
    def partial_update(self, request, *args, **kwargs):
        """While it runs, title and description alone; before, everything."""
        shown = self.get_object()
        data = self.read(serializers.StaffVoteInputSerializer, partial=True)
        poll = Poll.objects.select_related("post").get(pk=shown.pk)
        poll.post.title = data.get("title", poll.post.title)
        poll.post.body = html_from_either(data["description"]) if "description" in data else poll.post.body
        poll.starts_at, poll.ends_at = data.get("startDate", poll.starts_at), data.get("endDate", poll.ends_at)
        poll.allows_multiple = data.get("allowMultiple", poll.allows_multiple)
        if "image" in data:
            poll.picture = picture_of(data["image"], request.user)
        options = self._options(poll, data["options"]) if "options" in data else None
        services.edit_poll(poll, options=options, by=request.user)
        return self.show_detail(self.get_object())

    @extend_schema(request=ReasonSerializer, summary="투표 마감")
    @action(detail=True, methods=["post"])
    def close(self, request, *args, **kwargs):
        """진행 (or 예정) becomes 마감 now."""
        return self.act(services.close_poll, otherwise="이미 마감된 투표입니다.")

    def _options(self, poll, given):
        stored = {option.pk: option for option in poll.options.all()}
        return [self._option(stored.get(one.get("id")) or PollOption(), one) for one in given]

    def _option(self, option, given):
        option.name, option.affiliation = given["name"], given["description"]
        if "image" in given:
            option.picture = picture_of(given["image"], self.request.user)
        return option

    def detail_of(self, row):
        """With its options."""
        options = row.options.select_related("picture").order_by("order")
        shown = PollViewerState(row, results=results_of(row)).shown(options)
        return StaffPollDetail(super().detail_of(row), options=shown)
