"""Drafts through the API."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from boards.api.serializers.common import MessageSerializer, body_of
from boards.api.serializers.drafts import DraftInput, DraftSerializer
from boards.models import Board, Draft
from boards.services import discard_draft, save_draft
from polibat.api.errors import NotFound
from polibat.api.permissions import MEMBERS
from polibat.api.views import ApiViewSet

BOARDS = [board.value for board in Board if board.is_written_by_members]
BOARD = OpenApiParameter("id", str, OpenApiParameter.PATH, enum=BOARDS, description="게시판.")


class DraftViewSet(ApiViewSet):
    """쓰던 글: 게시판마다 하나."""

    permissions = {"retrieve": MEMBERS, "update": "boards.add_post", "destroy": MEMBERS}
    not_found = ("DRAFT_NOT_FOUND", "임시 저장한 글이 없습니다.")
    lookup_field = "board"
    lookup_value_regex = "[A-Z0-9]{2,12}"
    field_names = {"body": "content"}
    refusals = {"changed": (409, "DRAFT_CHANGED")}

    def initial(self, request, *args, **kwargs):
        """Look for nothing on boards on which members do not write."""
        super().initial(request, *args, **kwargs)
        if kwargs["id"] not in BOARDS:
            raise NotFound(*self.not_found)

    def get_queryset(self):
        """One's own drafts."""
        return Draft.objects.filter(member=self.request.user.pk).select_related("politician")

    @extend_schema(summary="임시 저장한 글", parameters=[BOARD], responses=DraftSerializer)
    def retrieve(self, request, id):  # noqa: A002 - the address calls it so
        """쓰던 글."""
        return self.show(self.get_object(), DraftSerializer)

    @extend_schema(summary="임시 저장", parameters=[BOARD], request=DraftInput, responses=DraftSerializer)
    def update(self, request, id):  # noqa: A002 - the address calls it so
        """쓰던 글을 남깁니다; 빈 글은 남지 않습니다."""
        data = self.read(DraftInput)
        politician = data.get("politicianId") if id == Board.POLITICIAN else None
        draft = Draft(board=id, title=data["title"], body=body_of(data), politician=politician)
        kept = save_draft(draft, by=request.user, replaces=data.get("version"))
        if kept is None:
            raise NotFound(*self.not_found)
        return self.show(kept, DraftSerializer)

    @extend_schema(
        summary="임시 저장한 글 버리기", parameters=[BOARD], request=None, responses={200: MessageSerializer}
    )
    def destroy(self, request, id):  # noqa: A002 - the address calls it so
        """쓰던 글을 버립니다; 없어도 그대로입니다."""
        discard_draft(board=id, by=request.user)
        return Response({"message": "임시 저장한 글을 지웠습니다."})
