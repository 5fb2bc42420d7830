"""What staff do with popups and banners through the API; the back office joins it with its lists."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.parsers import JSONParser, MultiPartParser

from displays import services
from displays.api.serializers import staff as serializers
from displays.models import Banner, DisplayChange, Popup
from polibat.staff.acts import StaffActs
from polibat.staff.detail import RowDetail
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


@dataclass(frozen=True)
class DisplayDetail(RowDetail):
    """A popup or a banner with its record."""

    record: list[DisplayChange]

    @property
    def creator(self):
        """Who published it first, as far as that is on record."""
        return next((change.by for change in self.record if change.verb == DisplayChange.Verb.PUBLISH), None)


class DisplayActs(StaffActs):
    """What popups and banners have in common; multipart for what brings pictures, JSON for the rest."""

    own_codes = {503: {"FILE_UPLOAD_FAILED"}, **StaffActs.own_codes}
    parser_classes = [MultiPartParser, JSONParser]
    names = NAMES

    @extend_schema(request={"application/json": ReasonSerializer}, summary="중지")
    @action(detail=True, methods=["post"])
    def stop(self, request, *args, **kwargs):
        """게시 becomes 중지."""
        return self.act(services.stop_display)

    @extend_schema(request={"application/json": ReasonSerializer}, summary="게시 재개")
    @action(detail=True, methods=["post"])
    def resume(self, request, *args, **kwargs):
        """중지 follows its period again."""
        return self.act(services.resume_display)

    @extend_schema(request={"application/json": ReasonSerializer}, summary="삭제")
    @action(detail=True, methods=["post"], url_path="delete")
    def remove(self, request, *args, **kwargs):
        """It becomes 삭제 and stays on record."""
        return self.act(services.delete_display)

    @extend_schema(request={"application/json": ReasonSerializer}, summary="복원")
    @action(detail=True, methods=["post"])
    def restore(self, request, *args, **kwargs):
        """삭제 comes back as it was."""
        return self.act(services.restore_display)

    def written(self, display, data):
        """`display` with what was sent."""
        for given, field in self.names.items():
            if given in data:
                setattr(display, field, data[given])
        return display

    def detail_of(self, row):
        """The display with its record."""
        return DisplayDetail(row, list(row.changes.select_related("by").order_by("-pk")))


def _permissions(name):
    changing = dict.fromkeys((*MOVES, "partial_update"), f"displays.change_{name}")
    return {"retrieve": f"displays.view_{name}", "create": f"displays.add_{name}", **changing}


class PopupActs(DisplayActs):
    """팝업 관리."""

    permissions = _permissions("popup")
    not_found = ("POPUP_NOT_FOUND", "팝업을 찾을 수 없습니다.")
    names = NAMES | OF_POPUPS
    edited = (*names.values(), "image.name")
    field_names = {field: name for name, field in names.items()}

    @extend_schema(request={"multipart/form-data": serializers.StaffPopupInputSerializer}, summary="팝업 등록")
    def create(self, request, *args, **kwargs):
        """A new popup, with a picture or without."""
        data = self.read(serializers.StaffPopupInputSerializer)
        made = services.publish_popup(self.written(Popup(), data), by=request.user, image=data.get("image"))
        return self.show_detail(made, status=201)

    @extend_schema(
        request={
            "multipart/form-data": serializers.StaffPopupInputSerializer(partial=True),
            "application/json": serializers.StaffPopupInputSerializer(partial=True),
        },
        summary="팝업 수정",
    )
    def partial_update(self, request, *args, **kwargs):
        """Change what was sent."""
        popup = self.get_object()
        data = self.read(serializers.StaffPopupInputSerializer, partial=True)
        how = {"image": data.get("image"), "remove_image": data.get("removeImage", False)}
        services.change_popup(self.written(popup, data), by=request.user, **how)
        return self.show_detail(self.get_object())


class BannerActs(DisplayActs):
    """배너 관리."""

    permissions = _permissions("banner") | {"move": "displays.change_banner"}
    not_found = ("BANNER_NOT_FOUND", "배너를 찾을 수 없습니다.")
    names = NAMES | OF_BANNERS
    edited = (*names.values(), "pc_image.name", "mobile_image.name")
    field_names = {field: name for name, field in names.items()} | {"pc_image": "image", "mobile_image": "mobileImage"}

    @extend_schema(request={"multipart/form-data": serializers.StaffBannerInputSerializer}, summary="배너 등록")
    def create(self, request, *args, **kwargs):
        """A new banner at the last place, with two pictures and where it leads."""
        data = self.read(serializers.StaffBannerInputSerializer)
        pictures = {"pc_image": data["image"], "mobile_image": data["mobileImage"]}
        made = services.publish_banner(self.written(Banner(), data), by=request.user, **pictures)
        return self.show_detail(made, status=201)

    @extend_schema(
        request={
            "multipart/form-data": serializers.StaffBannerInputSerializer(partial=True),
            "application/json": serializers.StaffBannerInputSerializer(partial=True),
        },
        summary="배너 수정",
    )
    def partial_update(self, request, *args, **kwargs):
        """Change what was sent."""
        banner = self.get_object()
        data = self.read(serializers.StaffBannerInputSerializer, partial=True)
        pictures = {"pc_image": data.get("image"), "mobile_image": data.get("mobileImage")}
        services.change_banner(self.written(banner, data), by=request.user, **pictures)
        return self.show_detail(self.get_object())

    @extend_schema(request={"application/json": serializers.PlaceSerializer}, summary="배너 순서 변경")
    @action(detail=True, methods=["post"])
    def move(self, request, *args, **kwargs):
        """Put it at a place; the others close up."""
        banner = self.get_object()
        if not services.move_banner(banner, by=request.user, **self.read(serializers.PlaceSerializer)):
            raise ValidationError("이미 그 자리에 있습니다.", code="decided")
        return self.show_detail(self.get_object())
