"""/api/admin/popups and /banners: what stands on the pages, and what staff do with it."""

from backoffice.api.base import StaffViewSet, staff_list
from backoffice.api.former import FormerBannerActs, FormerDisplayActs
from backoffice.lists import BannerList, PopupList
from displays.api.serializers.staff import WithChangesSerializer
from displays.api.staff import PopupActs
from polibat.lists.rows import row_serializer


class StaffPopupDetailSerializer(row_serializer(PopupList), WithChangesSerializer):
    """팝업 상세정보."""


class StaffBannerDetailSerializer(row_serializer(BannerList), WithChangesSerializer):
    """배너 상세정보."""


@staff_list(PopupList)
class PopupViewSet(StaffViewSet, FormerDisplayActs, PopupActs):
    """팝업 관리."""

    permissions = PopupActs.permissions | {"destroy": "displays.change_popup"}

    detail_serializer = StaffPopupDetailSerializer


@staff_list(BannerList)
class BannerViewSet(StaffViewSet, FormerBannerActs):
    """배너 관리."""

    permissions = FormerBannerActs.permissions | FormerBannerActs.former_permissions

    detail_serializer = StaffBannerDetailSerializer
