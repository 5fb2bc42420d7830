"""Public figures."""

from django.core.cache import cache
from django.db.models import Sum
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.models import Member
from boards.models import Board, BoardCounter
from displays.api.serializers.displays import (
    StatsSerializer,
)
from polibat.api.permissions import EVERYBODY
from polibat.api.views import ApiViewSet

FRESH_SECONDS = 60


class StatsViewSet(ApiViewSet):
    """공개된 숫자."""

    permissions = {"retrieve": EVERYBODY}
    pagination_class = None
    filter_backends = ()
    queryset = BoardCounter.objects.none()

    @extend_schema(responses=StatsSerializer, summary="사이트의 숫자")
    def retrieve(self, request):
        """회원, 정치인, 글, 투표의 수. 1분 동안 같은 답을 합니다."""
        return Response(cache.get_or_set("api:stats", _stats, FRESH_SECONDS))


def _stats():
    posts = dict(BoardCounter.objects.order_by("board").values_list("board").annotate(Sum("listed")))
    members = Member.objects.in_good_standing()
    return {
        "members": members.exclude(kind=Member.Kind.STAFF).count(),
        "politicians": members.filter(kind=Member.Kind.POLITICIAN).count(),
        "posts": posts.get(Board.FREE, 0) + posts.get(Board.POLITICIAN, 0),
        "polls": posts.get(Board.POLL, 0),
    }
