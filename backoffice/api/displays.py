"""/api/admin/popups and /banners: what stands on the first page, and what staff do with it."""

from django.core.exceptions import ValidationError
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.parsers import JSONParser, MultiPartParser

from backoffice.api.base import StaffViewSet, staff_list
from backoffice.api.serializers import displays as serializers
from backoffice.lists import BannerList, PopupList
from displays import services
from displays.models import Banner, Popup
from polibat.staff.acts import StaffActs
from polibat.staff.serializers import ReasonSerializer

NAMES = {
    "title": "title",
    "linkUrl": "target",
    "position": "position",
    "targetUsers": "audience",
    "startDate": "starts_at",
    "endDate": "ends_at",
}
OF_POPUPS = {"content": "text", "type": "kind", "showToday": "can_be_hidden", "autoCloseTime": "closes_after"}
OF_BANNERS = {
    "description": "description",
    "newWindow": "new_window",
    "trackClicks": "tracks_clicks",
    "showOnMobile": "on_mobile",
    "rotateInterval": "rotates_after",
}
MOVES = ("stop", "resume", "remove", "restore")


class DisplayViewSet(StaffViewSet):
    """What popups and banners have in common; multipart for what brings pictures, JSON for the rest."""

    own_codes = {503: {"FILE_UPLOAD_FAILED"}, **StaffActs.own_codes}
    parser_classes = [MultiPartParser, JSONParser]
    names = NAMES
    model = None

    def retrieve(self, request, *args, **kwargs):
        """One with its record."""
        return self.show_detail(self.get_object())

    @extend_schema(request={"application/json": ReasonSerializer}, summary="중지")
    @action(detail=True, methods=["post"])
    def stop(self, request, *args, **kwargs):
        """게시 becomes 중지."""
        return self._move(services.stop_display)

    @extend_schema(request={"application/json": ReasonSerializer}, summary="게시 재개")
    @action(detail=True, methods=["post"])
    def resume(self, request, *args, **kwargs):
        """중지 follows its period again."""
        return self._move(services.resume_display)

    @extend_schema(request={"application/json": ReasonSerializer}, summary="삭제")
    @action(detail=True, methods=["post"], url_path="delete")
    def remove(self, request, *args, **kwargs):
        """It becomes 삭제 and stays on record."""
        return self._move(services.delete_display)

    @extend_schema(request={"application/json": ReasonSerializer}, summary="복원")
    @action(detail=True, methods=["post"])
    def restore(self, request, *args, **kwargs):
        """삭제 comes back as it was."""
        return self._move(services.restore_display)

    def _move(self, verb):
        display = self.get_object()
        reason = self.read(ReasonSerializer)["reason"]
        if not verb(display, by=self.request.user, reason=reason):
            raise ValidationError("이미 그 상태입니다.", code="decided")
        return self.show_detail(self.get_object())

    def fill(self, display, data):
        """Write what was sent into `display`."""
        for given, field in self.names.items():
            if given in data:
                setattr(display, field, data[given])
        return display

    def show_detail(self, display, *, status=200):
        """The display with its record."""
        display.record = list(display.changes.select_related("by").order_by("-pk"))
        display.creator = next((change.by for change in display.record if change.verb == "PUBLISH"), None)
        return self.show(display, self.detail_serializer, status=status)


def _permissions(name):
    changing = dict.fromkeys((*MOVES, "partial_update"), f"displays.change_{name}")
    return {"retrieve": f"displays.view_{name}", "create": f"displays.add_{name}", **changing}


@staff_list(PopupList)
class PopupViewSet(DisplayViewSet):
    """팝업 관리."""

    permissions = _permissions("popup")
    detail_serializer = serializers.StaffPopupDetailSerializer
    not_found = ("POPUP_NOT_FOUND", "팝업을 찾을 수 없습니다.")
    names = NAMES | OF_POPUPS
    field_names = {field: name for name, field in names.items()}

    @extend_schema(
        request={"multipart/form-data": serializers.StaffPopupInputSerializer},
        responses={201: serializers.StaffPopupDetailSerializer},
        summary="팝업 등록",
    )
    def create(self, request, *args, **kwargs):
        """A new popup, with a picture or without."""
        data = self.read(serializers.StaffPopupInputSerializer)
        made = services.publish_popup(self.fill(Popup(), data), by=request.user, image=data.get("image"))
        return self.show_detail(made, status=201)

    @extend_schema(
        request={
            "multipart/form-data": serializers.StaffPopupInputSerializer(partial=True),
            "application/json": serializers.StaffPopupInputSerializer(partial=True),
        },
        responses=serializers.StaffPopupDetailSerializer,
        summary="팝업 수정",
    )
    def partial_update(self, request, *args, **kwargs):
        """Change what was sent."""
        popup = self.get_object()
        data = self.read(serializers.StaffPopupInputSerializer, partial=True)
        how = {"image": data.get("image"), "remove_image": data.get("removeImage", False)}
        services.change_popup(self.fill(popup, data), by=request.user, **how)
        return self.show_detail(self.get_object())


@staff_list(BannerList)
class BannerViewSet(DisplayViewSet):
    """배너 관리."""

    permissions = _permissions("banner") | {"move": "displays.change_banner"}
    detail_serializer = serializers.StaffBannerDetailSerializer
    not_found = ("BANNER_NOT_FOUND", "배너를 찾을 수 없습니다.")
    names = NAMES | OF_BANNERS
    field_names = {field: name for name, field in names.items()} | {"pc_image": "image", "mobile_image": "mobileImage"}

    @extend_schema(
        request={"multipart/form-data": serializers.StaffBannerInputSerializer},
        responses={201: serializers.StaffBannerDetailSerializer},
        summary="배너 등록",
    )
    def create(self, request, *args, **kwargs):
        """A new banner at the last place, with two pictures and where it leads."""
        data = self.read(serializers.StaffBannerInputSerializer)
        pictures = {"pc_image": data["image"], "mobile_image": data["mobileImage"]}
        made = services.publish_banner(self.fill(Banner(), data), by=request.user, **pictures)
        return self.show_detail(made, status=201)

    @extend_schema(
        request={
            "multipart/form-data": serializers.StaffBannerInputSerializer(partial=True),
            "application/json": serializers.StaffBannerInputSerializer(partial=True),
        },
        responses=serializers.StaffBannerDetailSerializer,
        summary="배너 수정",
    )
    def partial_update(self, request, *args, **kwargs):
        """Change what was sent."""
        banner = self.get_object()
        data = self.read(serializers.StaffBannerInputSerializer, partial=True)
        pictures = {"pc_image": data.get("image"), "mobile_image": data.get("mobileImage")}
        services.change_banner(self.fill(banner, data), by=request.user, **pictures)
        return self.show_detail(self.get_object())

    @extend_schema(
        request={"application/json": serializers.PlaceSerializer},
        responses=serializers.StaffBannerDetailSerializer,
        summary="배너 순서 변경",
    )
    @action(detail=True, methods=["post"])
    def move(self, request, *args, **kwargs):
        """Put it at a place; the others close up."""
        banner = self.get_object()
        place = self.read(serializers.PlaceSerializer)
        if not services.move_banner(banner, by=request.user, **place):
            raise ValidationError("이미 그 자리에 있습니다.", code="decided")
        return self.show_detail(self.get_object())
