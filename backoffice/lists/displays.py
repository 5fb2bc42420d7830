"""팝업 관리 and 배너 관리 (spec L28)."""

from functools import partial
from pathlib import PurePath

from django.db.models import Q
from django.utils.html import format_html
from rest_framework import serializers

from boards.queries.staff_search import begins
from displays.admin.columns import kind_badge, picture_cell, place_badge, state_badge
from displays.api.serializers.staff import (
    BannerSettingsSerializer,
    BannerStatsSerializer,
    PopupSettingsSerializer,
    PopupStatsSerializer,
)
from displays.models import Audience, Banner, DisplayState, Popup
from polibat.api.fields import FIRST, LAST, Moment, SeoulDayField
from polibat.lists.base import Card, StaffList
from polibat.lists.columns import Column, label, one_of
from polibat.lists.filters import choice, filter_set, one, searched
from polibat.lists.panel import Panel

PICTURE = {
    "type": ["object", "null"],
    "required": ["name", "url"],
    "properties": {"name": {"type": "string"}, "url": {"type": "string"}},
}
SHOWN = {"start": ("게시시작일", "starts_at"), "end": ("게시종료일", "ends_at"), "created": ("작성일", "created_at")}


def _in_state(rows, key):
    return rows.in_state(key)


def _found(term):
    # There are a few dozen of them, and no index would be used.
    return begins("public_id", term) | Q(title__icontains=term)


def _filters(model, name, words, dates, **others):
    """The filters of popups or of banners."""
    return filter_set(
        dates,
        search=searched(_found),
        **{name: one("public_id", words)},
        status=choice("", DisplayState.choices, by=_in_state, panel=Panel("상태", "state")),
        **others,
        position=choice("position", model.Position.choices, panel=Panel("위치", "position__exact")),
        targetUsers=choice("audience", Audience.choices, panel=Panel("대상 사용자", "audience__exact")),
    )


def _cards(words):
    return [
        Card("total", words),
        Card("live", "게시 중", {"status": "SHOWN"}),
        Card("expired", "만료", {"status": "EXPIRED"}),
        Card("upcoming", filters={"status": "UPCOMING"}),
        Card("stopped", filters={"status": "STOPPED"}),
        Card("deleted", filters={"status": "DELETED"}),
    ]


def _named(path):
    """A function of rows: name and address of the picture at `path`; None without one."""

    def picture(row):
        file = getattr(row, path)
        return {"name": PurePath(file.name).name, "url": file.url} if file else None

    return picture


def _file_name(path):
    return lambda row: PurePath(getattr(row, path).name).name if getattr(row, path) else "-"


def _known(words, key):
    """Id and title of a popup or a banner."""
    return [
        Column(
            f"{words} 아이디", "public_id", key, serializers.CharField, name="known_id", order="public_id", opens=True
        ),
        Column(f"{words} 제목", "title", "title", serializers.CharField, name="known_title", order="title"),
    ]


def _state(words, name):
    return Column(f"{words} 상태", "state.label", "status", one_of(DisplayState), "state", cell=state_badge, name=name)


def _moment(heading, path, key, name):
    return Column(heading, path, key, Moment, name=name, order=path)


PERIOD = [
    Column(
        "게시 시작일",
        "starts_at",
        "startDate",
        partial(SeoulDayField, at=FIRST),
        "starts_at",
        name="starts",
        order="starts_at",
    ),
    Column(
        "게시 종료일", "ends_at", "endDate", partial(SeoulDayField, at=LAST), "ends_at", name="ends", order="ends_at"
    ),
    _moment("작성일", "created_at", "createdAt", "created"),
]
LINK = Column(key="linkUrl", value="target", field=serializers.CharField)
AUDIENCE = Column(
    "대상 사용자",
    label("audience"),
    "targetUsers",
    one_of(Audience),
    "audience",
    name="audience",
    order="audience",
    in_file=False,
)


def _counter(heading, path):
    """A number that visitors make; the API has it among the stats."""
    return Column(heading, path, name=path, order=path, in_file=False)


# Keys come in the order of time.
ORDERS = {"id": "pk", "createdAt": "pk", "startDate": "starts_at", "endDate": "ends_at"}


class DisplayList(StaffList):
    """What popups and banners have in common."""

    search_help = "제목, 팝업 ID"
    unit = "개"
    period_after = "status"
    default_order = "id"
    page_orders = {"updatedAt": "updated_at"}

    @classmethod
    def rows(cls, by):
        """All of them, for staff."""
        return cls.model.objects.visible_to(by)


class PopupList(DisplayList):
    """Popups."""

    key = "popups"
    title = "팝업"
    row_name = "StaffPopup"
    lead = "팝업을 조회하고 관리할 수 있습니다."
    permission = "displays.view_popup"
    model = Popup
    orders = ORDERS
    filters = _filters(
        Popup,
        "popupId",
        "팝업 아이디",
        {"created": SHOWN["created"], "start": SHOWN["start"], "end": SHOWN["end"]},
        type=choice("kind", Popup.Kind.choices, panel=Panel("유형", "kind__exact")),
    )
    cards = _cards("전체 팝업")
    columns = [
        *_known("팝업", "popupId"),
        Column(
            "팝업 내용",
            "text",
            "content",
            serializers.CharField,
            cell=lambda popup: format_html('<span class="lines">{}</span>', popup.text),
            name="known_text",
        ),
        Column(
            "팝업 이미지",
            _file_name("image"),
            "image",
            source=_named("image"),
            schema=PICTURE,
            cell=lambda popup: picture_cell(popup.image, "팝업 이미지"),
            name="listed_picture",
        ),
        _state("팝업", "popup_state"),
        *PERIOD,
        Column(key="updatedAt", value="updated_at", field=Moment),
        Column(
            "유형",
            label("kind"),
            "type",
            one_of(Popup.Kind),
            "kind",
            cell=kind_badge,
            name="kind_badge",
            order="kind",
            in_file=False,
        ),
        Column(
            "위치", label("position"), "position", one_of(Popup.Position), "position", order="position", in_file=False
        ),
        AUDIENCE,
        _counter("조회수", "views"),
        _counter("클릭수", "clicks"),
        _counter("닫기수", "closes"),
        LINK,
        Column(key="stats", value="*", field=PopupStatsSerializer),
        Column(key="settings", value="*", field=PopupSettingsSerializer),
    ]


class BannerList(DisplayList):
    """Banners, in the order of the carousel; the newest first in the API unless it is asked for that."""

    key = "banners"
    title = "배너"
    row_name = "StaffBanner"
    row_words = "A row of 배너 관리; `priority` 1 is shown first."
    lead = "배너를 조회하고 관리할 수 있습니다."
    search_help = "제목, 배너 ID"
    permission = "displays.view_banner"
    model = Banner
    orders = {**ORDERS, "priority": "order", "displayOrder": "order"}
    filters = _filters(Banner, "bannerId", "배너 아이디", SHOWN)
    cards = _cards("전체 배너")
    columns = [
        *_known("배너", "bannerId"),
        Column(
            "배너 이미지",
            _file_name("pc_image"),
            "image",
            source=_named("pc_image"),
            schema=PICTURE,
            cell=lambda banner: picture_cell(banner.pc_image, "PC 이미지"),
            name="listed_picture",
        ),
        _state("배너", "banner_state"),
        *PERIOD,
        _moment("최종 수정일", "updated_at", "updatedAt", "updated"),
        Column(
            "순서",
            "order",
            "priority",
            serializers.IntegerField,
            # Sent along with acts, so that two at once are noticed.
            cell=lambda banner: format_html(
                '{}<input type="hidden" name="seen-{}" value="{}">', banner.order, banner.pk, banner.order
            ),
            name="place",
            order="order",
            in_file=False,
        ),
        Column(
            "위치",
            label("position"),
            "position",
            one_of(Banner.Position),
            "position",
            cell=place_badge,
            name="place_badge",
            order="position",
            in_file=False,
        ),
        AUDIENCE,
        _counter("노출수", "impressions"),
        _counter("클릭수", "clicks"),
        Column("클릭률", cell=lambda banner: f"{banner.click_rate}%", name="rate"),
        LINK,
        Column(key="description", value="description", field=serializers.CharField),
        Column(key="stats", value="*", field=BannerStatsSerializer),
        Column(key="settings", value="*", field=BannerSettingsSerializer),
        Column(key="mobileImage", value=_named("mobile_image"), schema=PICTURE),
    ]

    @classmethod
    def table_order(cls):
        """That of the carousel."""
        return ["order"]
