"""Polls through the API; an option is named by its place, and results are for whoever the page shows them to."""

from copy import copy
from dataclasses import dataclass

import django_filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action

from boards.api.serializers.common import body_of
from boards.models import Post
from boards.services.view_counts import count_view
from polibat.api.errors import ApiError
from polibat.api.filters import LabelledChoiceFilter
from polibat.api.permissions import EVERYBODY
from polibat.api.views import ApiViewSet, Listed
from polls.api.serializers.polls import (
    BallotInput,
    CloseInput,
    PollInput,
    PollRowSerializer,
    PollSerializer,
    PollStatsSerializer,
    ResultsSerializer,
)
from polls.models import Poll, PollOption, PollState
from polls.models.poll import PollQuerySet
from polls.queries.abilities import may_vote
from polls.queries.results import totals
from polls.queries.viewer_state import PollOptionView, PollViewerState, viewer_state
from polls.services import cast_ballot, close_poll, edit_poll, publish_poll

NO_POLL = ("VOTE_NOT_FOUND", "투표를 찾을 수 없습니다.")
CLOSED = ApiError("VOTE_ALREADY_CLOSED", "이미 종료된 투표입니다.")


@dataclass(frozen=True, slots=True)
class PollDetail:
    """A poll whole, as one viewer sees it."""

    poll: Poll
    viewer: PollViewerState
    options: list[PollOptionView]
    can_vote: bool
    views: int


class PollFilters(django_filters.FilterSet):
    """Polls by state: 예정, 진행, 마감."""

    status = LabelledChoiceFilter(by=PollQuerySet.in_state, choices=PollState.choices)


@extend_schema_view(list=extend_schema(summary="투표 목록"))
class PollViewSet(Listed, ApiViewSet):
    """투표."""

    permissions = {
        "list": EVERYBODY,
        "retrieve": EVERYBODY,
        "results": EVERYBODY,
        "stats": EVERYBODY,
        "participate": "polls.cast_ballot",
        "create": "polls.add_poll",
        "partial_update": "polls.change_poll",
        "close": "polls.close_poll",
    }
    not_found = NO_POLL
    own_codes = {409: {"VOTE_ALREADY_PARTICIPATED"}}
    lookup_field = "post__public_id"
    field_names = {"body": "content", "starts_at": "startDate", "ends_at": "endDate", "option_ids": "optionIds"}
    refusals = {
        "not_started": (400, "VOTE_NOT_IN_PERIOD"),
        "closed": (400, "VOTE_NOT_IN_PERIOD"),
        "single": (400, "VOTE_MULTIPLE_NOT_ALLOWED"),
        "none": (400, "VOTE_INVALID_OPTION"),
        "option": (400, "VOTE_INVALID_OPTION"),
        "dates": (400, "VOTE_INVALID_DATES"),
        "too_few": (400, "VOTE_INSUFFICIENT_OPTIONS"),
        "too_many": (400, "VOTE_TOO_MANY_OPTIONS"),
        "duplicate": (400, "VOTE_DUPLICATE_OPTIONS"),
        "over": (400, "VOTE_ALREADY_CLOSED"),
    }
    serializer_class = PollRowSerializer
    filterset_class = PollFilters

    def get_queryset(self):
        """Polls that stand in the list; of one poll also what its maker and staff may see."""
        if not self.detail:
            return Poll.objects.listed().for_list().order_by("-pk")
        return Poll.objects.visible_to(self.request.user).for_detail()

    def check_object_permissions(self, request, obj):
        """Who may vote is asked with the post of the poll, as the page does."""
        super().check_object_permissions(request, obj.post if self.action == "participate" else obj)

    @extend_schema(summary="투표 하나", responses=PollSerializer)
    def retrieve(self, request, id):  # noqa: A002 - the address calls it so
        """투표 하나: 결과는 투표한 사람에게, 마감 뒤에는 모두에게."""
        poll = self.get_object()
        return self.show_poll(poll, waiting=count_view(request, poll.post.public_id))

    def show_poll(self, poll, *, status=200, waiting=0):
        """Answer with one poll whole."""
        return self.show(self._detail(poll, waiting=waiting), PollSerializer, status=status)

    def _detail(self, poll, *, ballot=None, waiting=0):
        """The poll as the asker sees it."""
        member = self.request.user
        viewer = viewer_state(poll, member, ballot=ballot)
        options = PollOption.objects.filter(poll=poll.pk).select_related("picture").order_by("order")
        return PollDetail(
            poll=poll,
            viewer=viewer,
            options=viewer.shown(options),
            can_vote=poll.is_running and not viewer.has_voted and may_vote(member, poll),
            views=poll.post.counts.views + waiting,
        )

    @extend_schema(summary="투표 결과", responses=ResultsSerializer, filters=False)
    @action(detail=True, pagination_class=None, filter_backends=[])
    def results(self, request, id):  # noqa: A002 - the address calls it so
        """결과: 볼 수 없는 사람에게는 참여한 사람의 수만."""
        return self.show(self._detail(self.get_object()), ResultsSerializer)

    @extend_schema(summary="투표 통계", responses=PollStatsSerializer, filters=False)
    @action(detail=False, pagination_class=None, filter_backends=[])
    def stats(self, request):
        """투표의 수와 참여한 사람의 수."""
        return self.show(totals(Poll.objects.listed()), PollStatsSerializer)

    @extend_schema(summary="투표하기", request=BallotInput, responses=ResultsSerializer, filters=False)
    @action(detail=True, methods=["post"], pagination_class=None, filter_backends=[])
    def participate(self, request, id):  # noqa: A002 - the address calls it so
        """한 사람이 한 번만 투표합니다; 바꾸거나 취소할 수 없습니다."""
        poll = self.get_object()
        self.field_names = {"options": "optionIds"}
        places = self.read(BallotInput)["optionIds"]
        keys = dict(PollOption.objects.filter(poll=poll.pk).values_list("order", "pk"))
        # A place that is none of this poll becomes a key that no option has; the verb refuses it.
        ballot = cast_ballot(poll, options=[keys.get(place, -place) for place in places], by=request.user)
        return self.show(self._detail(poll, ballot=ballot), ResultsSerializer)

    @extend_schema(summary="투표 만들기", request=PollInput, responses={201: PollSerializer})
    def create(self, request):
        """운영자가 투표를 만듭니다."""
        data = self.read(PollInput)
        poll = Poll(
            post=Post(title=data["title"], body=body_of(data)),
            starts_at=data["starts_at"],
            ends_at=data["ends_at"],
            allows_multiple=data["allows_multiple"],
        )
        poll = publish_poll(poll, options=[PollOption(**option) for option in data["options"]], by=request.user)
        return self.show_poll(self._stored(poll), status=201)

    @extend_schema(summary="투표 고치기", request=PollInput(partial=True), responses=PollSerializer)
    def partial_update(self, request, id):  # noqa: A002 - the address calls it so
        """예정이면 모두, 진행 중이면 제목과 설명만 고칩니다."""
        poll = self.get_object()
        data = self.read(PollInput, partial=True)
        changed = copy(poll)
        changed.post = copy(poll.post)
        changed.post.title = data.get("title", poll.post.title)
        changed.post.body = body_of(data, otherwise=poll.post.body)
        for name in ("starts_at", "ends_at", "allows_multiple"):
            setattr(changed, name, data.get(name, getattr(poll, name)))
        options = [PollOption(**option) for option in data["options"]] if "options" in data else None
        edit_poll(changed, by=request.user, options=options)
        return self.show_poll(self._stored(poll))

    @extend_schema(summary="투표 조기 마감", request=CloseInput, responses=PollSerializer, filters=False)
    @action(detail=True, methods=["patch"], pagination_class=None, filter_backends=[])
    def close(self, request, id):  # noqa: A002 - the address calls it so
        """사유를 남기고 지금 마감합니다."""
        poll = self.get_object()
        if not close_poll(poll, by=request.user, reason=self.read(CloseInput)["reason"]):
            raise CLOSED
        return self.show_poll(self._stored(poll))

    def _stored(self, poll):
        return Poll.objects.visible_to(self.request.user).for_detail().get(pk=poll.pk)
