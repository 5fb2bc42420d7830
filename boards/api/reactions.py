"""좋아요 and 싫어요 through the API: by the text they are about; there is no list of who pressed what."""

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action

from boards.api import lookup
from boards.api.serializers.reactions import ReactionInput, ReactionStatsSerializer, ToggleInput, ToggleSerializer
from boards.models import Post
from boards.services import react, set_reaction, take_back_reaction
from polibat.api.permissions import EVERYBODY, MEMBERS
from polibat.api.views import ApiViewSet

DONE = {
    "created": "반응이 추가되었습니다.",
    "updated": "반응이 변경되었습니다.",
    "deleted": "반응이 취소되었습니다.",
}
LOOK = {"POST": lookup.post_at, "COMMENT": lookup.comment_at}


def dress_target(target, member):
    """Give a text its numbers and what `member` pressed."""
    target.numbers = target.counts if isinstance(target, Post) else target
    target.my_reaction = lookup.reaction_to(target, member)
    return target


class ReactionOfTarget:
    """What a post or a comment offers for the asker's reaction; asking twice is asking once."""

    @extend_schema(summary="반응 수와 나의 반응", responses=ReactionStatsSerializer, filters=False)
    @action(detail=True, pagination_class=None, filter_backends=[])
    def reaction(self, request, id):  # noqa: A002 - the address calls it so
        """좋아요와 싫어요의 수, 그리고 나의 반응."""
        return self._show_reaction(self.get_object())

    def _show_reaction(self, target):
        return self.show(dress_target(target, self.request.user), ReactionStatsSerializer)

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
        target = dress_target(target, request.user)
        target.my_reaction = now or ""
        target.action = "deleted" if now is None else "updated" if before else "created"
        target.message = DONE[target.action]
        return self.show(target, ToggleSerializer, status=201 if target.action == "created" else 200)

    @extend_schema(summary="반응 수", responses=ReactionStatsSerializer, filters=False)
    def stats(self, request, id):  # noqa: A002 - the address calls it so
        """한 글이나 댓글의 좋아요와 싫어요 수."""
        return self.show(dress_target(LOOK[self.kind](request.user, id), request.user), ReactionStatsSerializer)
