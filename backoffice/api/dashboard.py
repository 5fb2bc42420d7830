"""The dashboard's figures through the API."""

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from backoffice.api.serializers import dashboard as serializers
from insights.queries import metrics
from polibat.api.parameters import given_to
from polibat.api.views import ApiViewSet


class DashboardViewSet(ApiViewSet):
    """대시보드: 회원, 게시글, 방문자의 숫자.

    Of Seoul days, the same as in the back office.
    """

    permissions = dict.fromkeys(
        [
            "members",
            "members_series",
            "posts",
            "posts_series",
            "visitors",
            "visitors_average",
            "visitors_series",
        ],
        "backoffice.view_dashboard",
    )
    pagination_class = None
    filter_backends = []

    @extend_schema(parameters=[serializers.PeriodQuery], responses=serializers.MembersShown, summary="회원현황")
    @action(detail=False)
    def members(self, request):
        """회원현황: 지금의 회원과 기간의 변동. 전체는 일반회원, 정치인, 보좌진의 합입니다."""
        return Response(metrics.members(self._asked(serializers.PeriodQuery)["period"]))

    @extend_schema(
        parameters=[serializers.MembersSeriesQuery], responses=serializers.SeriesSerializer, summary="회원 현황 추이"
    )
    @action(detail=False, url_path="members/series")
    def members_series(self, request):
        """회원 현황 추이."""
        asked = self._asked(serializers.MembersSeriesQuery)
        return Response(metrics.members_series(asked["type"], asked["period"], asked["items"]))

    @extend_schema(parameters=[serializers.PeriodQuery], responses=serializers.PostsShown, summary="게시글현황")
    @action(detail=False)
    def posts(self, request):
        """게시글현황: 게시판별 게시글과 댓글의 누적과 기간의 신규, 신고, 숨김, 삭제."""
        return Response(metrics.posts(self._asked(serializers.PeriodQuery)["period"]))

    @extend_schema(
        parameters=[serializers.PostsSeriesQuery], responses=serializers.SeriesSerializer, summary="게시글 현황 추이"
    )
    @action(detail=False, url_path="posts/series")
    def posts_series(self, request):
        """게시글 현황 추이."""
        asked = self._asked(serializers.PostsSeriesQuery)
        return Response(
            metrics.posts_series(
                asked["type"],
                asked["period"],
                variation=asked["variation"],
                board=asked["board"],
                items=asked["items"],
            )
        )

    @extend_schema(parameters=[serializers.PeriodQuery], responses=serializers.VisitorsShown, summary="방문자현황")
    @action(detail=False)
    def visitors(self, request):
        """방문자현황: 한 사람은 하루에 한 번 셉니다. 기기별 합과 로그인별 합은 전체와 같습니다."""
        return Response(metrics.visitors(self._asked(serializers.PeriodQuery)["period"]))

    @extend_schema(parameters=[serializers.WindowQuery], responses=serializers.AverageShown, summary="일평균 방문자수")
    @action(detail=False, url_path="visitors/average")
    def visitors_average(self, request):
        """일평균 방문자수, 소수 첫째 자리까지."""
        asked = self._asked(serializers.WindowQuery)
        return Response(metrics.visitors_average(asked["window"], asked["from"], asked["to"]))

    @extend_schema(
        parameters=[serializers.VisitorsSeriesQuery], responses=serializers.SeriesSerializer, summary="방문자 현황 추이"
    )
    @action(detail=False, url_path="visitors/series")
    def visitors_series(self, request):
        """방문자 현황 추이."""
        asked = self._asked(serializers.VisitorsSeriesQuery)
        return Response(
            metrics.visitors_series(
                asked["type"],
                asked["period"],
                window=asked["window"],
                first=asked["from"],
                last=asked["to"],
                items=asked["items"],
            )
        )

    def _asked(self, query):
        """The query, or a 400 that names what cannot be read."""
        return given_to(query, self.request)
