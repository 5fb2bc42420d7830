"""Banners, popups and public figures."""

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from displays.api.serializers.displays import (
    BannerEventSerializer,
    BannerSerializer,
    ClickSerializer,
    PopupEventSerializer,
    PopupSerializer,
)
from displays.models import Banner, Popup
from displays.services.counts import count_click, count_events
from polibat.api.permissions import EVERYBODY
from polibat.api.views import ApiViewSet
from polibat.cache.write_behind import is_counted

FRESH_SECONDS = 60


class BannerViewSet(ApiViewSet):
    """배너."""

    permissions = {"list": EVERYBODY, "click": EVERYBODY, "events": EVERYBODY}
    not_found = ("BANNER_NOT_FOUND", "배너를 찾을 수 없습니다.")
    pagination_class = None
    filter_backends = ()
    is_repeatable = False

    def get_queryset(self):
        """Those that the caller sees now, in their order."""
        return Banner.objects.shown_to(self.request.user)

    @extend_schema(responses=BannerSerializer(many=True), summary="지금 보이는 배너")
    def list(self, request):
        """부른 사람에게 지금 보이는 배너, 순서대로.

        MAIN_TOP과 MAIN_BOTTOM은 첫 화면, BOARD_TOP은 목록의 위, SIDEBAR는 목록과 글의 아래에 둡니다.
        """
        return Response(BannerSerializer(self.get_queryset(), many=True).data)

    @extend_schema(request=None, responses=ClickSerializer, summary="배너 클릭")
    @action(detail=True, methods=["post"])
    def click(self, request, id):  # noqa: A002 - the address' own name
        """클릭을 세고 갈 곳을 답합니다. 한 사람은 30분에 한 번 세고, 로봇의 클릭은 세지 않습니다."""
        banner = self.get_object()
        count_click(request, banner)
        return Response({"linkUrl": banner.target})

    @extend_schema(request=BannerEventSerializer, responses={204: None}, summary="배너 노출")
    @action(detail=True, methods=["post"])
    def events(self, request, id):  # noqa: A002 - the address' own name
        """보였다고 알립니다. 한 사람은 30분에 한 번 셉니다."""
        return _note(self, request, BannerEventSerializer)


class PopupViewSet(ApiViewSet):
    """팝업."""

    permissions = {"list": EVERYBODY, "events": EVERYBODY}
    not_found = ("POPUP_NOT_FOUND", "팝업을 찾을 수 없습니다.")
    pagination_class = None
    filter_backends = ()
    is_repeatable = False

    def get_queryset(self):
        """Those that the caller sees now, the newest first."""
        return Popup.objects.shown_to(self.request.user)

    @extend_schema(responses=PopupSerializer(many=True), summary="지금 보이는 팝업")
    def list(self, request):
        """자리마다 가장 새 팝업."""
        newest = {}
        for popup in self.get_queryset():
            newest.setdefault(popup.position, popup)
        return Response(PopupSerializer(newest.values(), many=True).data)

    @extend_schema(request=PopupEventSerializer, responses={204: None}, summary="팝업 조회, 클릭, 닫기")
    @action(detail=True, methods=["post"])
    def events(self, request, id):  # noqa: A002 - the address' own name
        """보았거나 눌렀거나 닫았다고 알립니다. 한 사람은 각각 30분에 한 번 셉니다."""
        return _note(self, request, PopupEventSerializer)


def _note(view, request, serializer_class):
    display = view.get_object()
    event = view.read(serializer_class)["event"]
    if is_counted(request):
        count_events(request, [(event, display.public_id)])
    return Response(status=204)
