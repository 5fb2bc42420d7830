"""팝업 관리 and 배너 관리 (spec L28)."""

from django.db.models import Q

from backoffice.lists.base import StaffList, filter_set
from backoffice.lists.search import begins, choice, one, searched
from displays.models import Audience, Banner, DisplayState, Popup
from polibat.api.exports import Column


def _in_state(rows, key):
    return rows.in_state(key)


def _found(term):
    # There are a few dozen of them, and no index would be used.
    return begins("public_id", term) | Q(title__icontains=term)


SHOWN = {"start": ("게시시작일", "starts_at"), "end": ("게시종료일", "ends_at"), "created": ("작성일", "created_at")}
CARDS = {
    "total": {},
    "live": {"status": "SHOWN"},
    "expired": {"status": "EXPIRED"},
    "upcoming": {"status": "UPCOMING"},
    "stopped": {"status": "STOPPED"},
    "deleted": {"status": "DELETED"},
}
PERIOD = [
    Column("게시 시작일", lambda row: row.starts_at),
    Column("게시 종료일", lambda row: row.ends_at),
    Column("작성일", lambda row: row.created_at),
]


class PopupList(StaffList):
    """Popups."""

    key = "popups"
    title = "팝업"
    permission = "displays.view_popup"
    model = Popup
    orders = {"id": "pk", "startDate": "starts_at", "endDate": "ends_at"}
    default_order = "id"
    filters = filter_set(
        {"created": SHOWN["created"], "start": SHOWN["start"], "end": SHOWN["end"]},
        search=searched(_found),
        popupId=one("public_id"),
        status=choice("", DisplayState.choices, by=_in_state),
        type=choice("kind", Popup.Kind.choices),
        position=choice("position", Popup.Position.choices),
        targetUsers=choice("audience", Audience.choices),
    )
    cards = CARDS
    columns = [
        Column("팝업 아이디", lambda row: row.public_id),
        Column("팝업 제목", lambda row: row.title),
        Column("팝업 내용", lambda row: row.text),
        Column("팝업 이미지", lambda row: row.image.name.rpartition("/")[2] if row.image else "-"),
        Column("팝업 상태", lambda row: row.state.label),
        *PERIOD,
    ]

    @classmethod
    def rows(cls, by):
        """All of them, for staff."""
        return Popup.objects.visible_to(by)


class BannerList(StaffList):
    """Banners, in the order of the carousel when asked so."""

    key = "banners"
    title = "배너"
    permission = "displays.view_banner"
    model = Banner
    orders = {"id": "pk", "priority": "order", "startDate": "starts_at", "endDate": "ends_at"}
    default_order = "id"
    filters = filter_set(
        SHOWN,
        search=searched(_found),
        bannerId=one("public_id"),
        status=choice("", DisplayState.choices, by=_in_state),
        position=choice("position", Banner.Position.choices),
        targetUsers=choice("audience", Audience.choices),
    )
    cards = CARDS
    columns = [
        Column("배너 아이디", lambda row: row.public_id),
        Column("배너 제목", lambda row: row.title),
        Column("배너 이미지", lambda row: row.pc_image.name.rpartition("/")[2]),
        Column("배너 상태", lambda row: row.state.label),
        *PERIOD,
        Column("최종 수정일", lambda row: row.updated_at),
    ]

    @classmethod
    def rows(cls, by):
        """All of them, for staff."""
        return Banner.objects.visible_to(by)
