"""/api/admin/search: members, posts, comments and reports by the same words, a few of each."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from backoffice.lists import CommentList, MemberList, PostList, ReportList
from polibat.api.parameters import given_to
from polibat.api.views import ApiViewSet
from polibat.lists.base import StaffList
from polibat.lists.rows import row_serializer
from polibat.lists.shown import shown

PAGES: dict[str, type[StaffList]] = {page.key: page for page in (MemberList, PostList, CommentList, ReportList)}
EVERYTHING = "all"
LEAST, LONGEST = 2, 100
USUAL, MOST = 5, 20


class StaffSearchQuery(serializers.Serializer):
    """The words, where to look, and how many of each."""

    search = serializers.CharField(
        min_length=LEAST, max_length=LONGEST, help_text="아이디(앞부분), 닉네임, 제목, 내용."
    )
    category = serializers.ChoiceField(choices=[EVERYTHING, *PAGES], default=EVERYTHING, help_text="찾을 곳.")
    limit = serializers.IntegerField(min_value=1, max_value=MOST, default=USUAL, help_text="곳마다 몇 개까지.")


def _found_of(page: type[StaffList]) -> serializers.Serializer:
    fields = {"rows": row_serializer(page)(many=True), "hasMore": serializers.BooleanField()}
    return type(f"Found{page.row_name}sSerializer", (serializers.Serializer,), {"__doc__": page.title, **fields})()


_WORDS = {"__doc__": "What was found, by where; nothing where nobody looked."}
_FIELDS = {key: _found_of(page) for key, page in PAGES.items()}
StaffFoundSerializer = type("StaffFoundSerializer", (serializers.Serializer,), _WORDS | _FIELDS)


class StaffSearchViewSet(ApiViewSet):
    """회원, 게시글, 댓글, 신고를 한 번에 찾기."""

    permissions = {"search": "backoffice.view_dashboard"}
    pagination_class = None
    filter_backends = []

    @extend_schema(parameters=[StaffSearchQuery], responses=StaffFoundSerializer, summary="전체 검색")
    def search(self, request):
        """각 목록의 search가 찾는 것을 새것부터 몇 개씩; hasMore이면 그 목록에 더 있습니다."""
        given = given_to(StaffSearchQuery, request)
        return Response({key: self._found(page, given) for key, page in PAGES.items()})

    def _found(self, page, given):
        is_looked_at = given["category"] in {EVERYTHING, page.key} and self.request.user.has_perm(page.permission)
        rows = page.filtered(self.request.user, {"search": given["search"]}).order_by("-pk") if is_looked_at else []
        found = list(rows[: given["limit"] + 1])
        filled = page.fill_for(found[: given["limit"]], self.request.user)
        return {"rows": shown(row_serializer(page), filled), "hasMore": len(found) > given["limit"]}
