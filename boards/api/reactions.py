"""좋아요 and 싫어요 through the API: by the text they are about; there is no list of who pressed what."""

from dataclasses import dataclass

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action

from accounts.models import Member
from boards.api import lookup
from boards.api.serializers.reactions import ReactionInput, ReactionStatsSerializer, ToggleInput, ToggleSerializer
from boards.models import Comment, Post, PostCounts
from boards.services import react, set_reaction, take_back_reaction
from polibat.api.permissions import EVERYBODY, MEMBERS
from polibat.api.views import ApiViewSet

DONE = {
    "created": "반응이 추가되었습니다.",
    "updated": "반응이 변경되었습니다.",
    "deleted": "반응이 취소되었습니다.",
}
LOOK = {"POST": lookup.post_at, "COMMENT": lookup.comment_at}


@dataclass(frozen=True)
class Reactions:
    """How often a text was liked and disliked, what the asker pressed, and after pressing what became of it."""

    target: Post | Comment
    mine: str
    action: str = ""

    @property
    def numbers(self) -> PostCounts | Comment:
        """The row in which likes and dislikes are counted."""
        return self.target.counts if isinstance(self.target, Post) else self.target

    @property
    def message(self) -> str:
        """What was done, in words."""
        return DONE[self.action]


def reactions_to(target: Post | Comment, member: Member) -> Reactions:
    """Return the reactions to `target` as `member` sees them."""
    return Reactions(target, lookup.reaction_to(target, member))


class ReactionOfTarget:
    """What a post or a comment offers for the asker's reaction; asking twice is asking once."""

    @extend_schema(summary="반응 수와 나의 반응", responses=ReactionStatsSerializer, filters=False)
    @action(detail=True, pagination_class=None, filter_backends=[])
    def reaction(self, request, id):  # noqa: A002 - the address calls it so
        """좋아요와 싫어요의 수, 그리고 나의 반응."""
        return self._show_reaction(self.get_object())

    def _show_reaction(self, target):
        return self.show(reactions_to(target, self.request.user), ReactionStatsSerializer)

    @extend_schema(summary="반응 정하기", request=ReactionInput, responses=ReactionStatsSerializer, filters=False)
    @reaction.mapping.put
    def set_reaction(self, request, id):  # noqa: A002 - the address calls it so
        """나의 반응을 정합니다; 다시 보내도 그대로입니다."""
        target = self.get_object()
        set_reaction(target, by=request.user, value=self.read(ReactionInput)["reactionType"])
        return self._show_reaction(target)

    @extend_schema(summary="반응 취소", request=None, responses={200: ReactionStatsSerializer}, filters=False)
    @reaction.mapping.delete
    def take_reaction_back(self, request, id):  # noqa: A002 - the address calls it so
        """나의 반응을 취소합니다; 없으면 그대로입니다."""
        target = self.get_object()
        if value := lookup.reaction_to(target, request.user):
            take_back_reaction(target, by=request.user, value=value)
        return self._show_reaction(target)


class ReactionViewSet(ApiViewSet):
    """반응: 다시 누르면 취소되고, 다른 것을 누르면 바뀝니다."""

    own_codes = {404: {"POST_NOT_FOUND", "COMMENT_NOT_FOUND"}}
    permissions = {"create": MEMBERS, "stats": EVERYBODY}
    # Of the text whose numbers are asked for: POST or COMMENT.
    kind = None

    @extend_schema(
        summary="반응 누르기",
        request=ToggleInput,
        responses={200: ToggleSerializer, 201: ToggleSerializer},
    )
    def create(self, request):
        """없으면 추가(201), 같으면 취소, 다르면 변경(200)합니다."""
        data = self.read(ToggleInput)
        target = LOOK[data["targetType"]](request.user, data["targetId"])
        before = lookup.reaction_to(target, request.user)
        now = react(target, by=request.user, value=data["reactionType"])
        action = "deleted" if now is None else "updated" if before else "created"
        reactions = Reactions(target, now or "", action)
        return self.show(reactions, ToggleSerializer, status=201 if action == "created" else 200)

    @extend_schema(summary="반응 수", responses=ReactionStatsSerializer, filters=False)
    def stats(self, request, id):  # noqa: A002 - the address calls it so
        """한 글이나 댓글의 좋아요와 싫어요 수."""
        return self.show(reactions_to(LOOK[self.kind](request.user, id), request.user), ReactionStatsSerializer)
