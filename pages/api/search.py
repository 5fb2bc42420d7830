"""The search over the whole site through the API."""

from django.core.exceptions import ValidationError
from drf_spectacular.utils import OpenApiParameter, extend_schema

from boards.models import Board
from boards.queries.search import LONGEST, Search
from pages.api.serializers.several import SearchSerializer
from pages.queries.site_search import found_on_boards, found_politicians
from polibat.api.permissions import EVERYBODY
from polibat.api.views import ApiViewSet

WORDS = OpenApiParameter(
    "search", {"type": "string", "minLength": 1}, required=True, description=f"찾을 말; {LONGEST}자까지 봅니다."
)


class SearchViewSet(ApiViewSet):
    """통합검색."""

    permissions = {"search": EVERYBODY}
    pagination_class = None
    serializer_class = SearchSerializer
    filter_backends = []

    @extend_schema(summary="통합검색", parameters=[WORDS], responses=SearchSerializer, filters=False)
    def search(self, request):
        """게시글, 정치인, 투표, 공지를 다섯 개씩."""
        asked = Search.asked({"q": request.query_params.get("search", "")})
        if asked is None or asked.hint:
            raise ValidationError({"search": [asked.hint if asked else "찾을 말을 입력해 주세요."]})
        found, both = found_on_boards(asked, request.user)
        pages = {"posts": both, "politicians": found_politicians(asked)}
        return self.show(pages | {"votes": found[Board.POLL], "notices": found[Board.NOTICE]})
