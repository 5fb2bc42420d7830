"""회원상태 변경이력 (spec L19)."""

from functools import partial

import django_filters
from django.db.models import Q
from django.utils.html import format_html
from rest_framework import serializers

from accounts.admin.columns import id_link, member_cell, status_badge
from accounts.api.serializers.staff import MemberRefSerializer
from accounts.models import Member, StatusChange
from backoffice.lists.members import SHOWN
from backoffice.lists.search import KINDS, MEMBER_TYPES, keys_of_members
from polibat.api.fields import Moment, OpaqueField
from polibat.lists.base import Card, StaffList
from polibat.lists.columns import Column, label, one_of
from polibat.lists.filters import choice, filter_set, one, searched, typed
from polibat.lists.panel import Panel
from polibat.staff.columns import exact_moment
from polibat.staff.links import short
from polibat.staff.serializers import AdminRefSerializer
from polibat.text import clean_line

Status = Member.Status
AUTOMATIC = "-"


def _from_before(rows, key):
    return rows.filter(before="" if key == "NEW" else key)


def _on_day(rows, name, value):
    return rows


def _by_processor(rows, name, value):
    wanted = clean_line(value)
    if wanted in {"", "전체", "ALL"}:
        return rows
    if wanted == AUTOMATIC:
        return rows.filter(by__isnull=True)
    staff = Member.objects.filter(kind=Member.Kind.STAFF)
    return rows.filter(by__in=staff.filter(Q(public_id=wanted.upper()) | Q(nickname=wanted)).values("pk"))


def processors():
    """Who may have changed a status: staff of all times."""
    return Member.objects.filter(kind=Member.Kind.STAFF).only("public_id", "nickname").order_by("pk")[:100]


def _processors():
    return [("none", AUTOMATIC), *((one.public_id, f"{one.nickname} ({one.public_id})") for one in processors())]


_ChangeFilters = filter_set(
    {"changed": ("회원상태 변경일", "created_at")},
    search=searched(lambda term: Q(member__in=keys_of_members(term))),
    memberId=one("member__public_id", "회원 아이디"),
    memberType=choice("member__kind", MEMBER_TYPES, panel=Panel("회원유형", "member__kind__exact")),
    processor=typed(
        _by_processor,
        "처리자의 아이디나 닉네임; -는 자동으로 처리된 것.",
        Panel("처리자", "by", {"none": AUTOMATIC}, _processors),
    ),
    beforeStatus=choice(
        "",
        [("NEW", "신규가입"), *Status.choices],
        by=_from_before,
        panel=Panel("변경 전 회원상태", "before", {"new": "NEW"}),
    ),
    afterStatus=choice("after", Status.choices, panel=Panel("변경 후 회원상태", "after__exact")),
    changeDate=django_filters.DateFilter(method=_on_day, help_text="그날 하루. period보다 앞섭니다."),
)


class ChangeFilters(_ChangeFilters):
    """Also `changeDate`: one day, whatever the period says (spec L19)."""

    def _day(self, name):
        return super()._day("changeDate") or super()._day(name)


def _processor_cell(change):
    """The member of staff with a link, none when it happened by itself."""
    return format_html('{}<div class="line">{}</div>', change.by.nickname, id_link(change.by)) if change.by else "-"


class StatusChangeList(StaffList):
    """Every change of a member's status, the newest first."""

    key = "status-history"
    title = "회원상태변경이력"
    row_name = "StatusChange"
    row_words = "A row of 회원상태 변경이력; `before` is null for 신규가입."
    lead = "회원의 상태 변경 이력을 조회하고 관리할 수 있습니다."
    search_help = "회원 아이디 또는 닉네임으로 검색"
    permission = "accounts.view_statuschange"
    person = "member.public_id"
    model = StatusChange
    orders = {"changedAt": "created_at", "createdAt": "created_at"}
    default_order = "changedAt"
    filters = ChangeFilters
    cards = [Card("total")]
    columns = [
        Column(key="id", value="pk", field=partial(OpaqueField, kind="status change")),
        Column(
            "회원상태 변경일시",
            "created_at",
            "changedAt",
            Moment,
            cell=lambda change: exact_moment(change.created_at),
            name="moment",
            order="created_at",
            opens=True,
        ),
        Column(
            "회원정보",
            key="member",
            field=MemberRefSerializer,
            cell=lambda change: member_cell(change.member),
            name="whose",
            parts=(
                Column("회원 아이디", "member.public_id"),
                Column("닉네임", "member.nickname"),
                Column("회원유형", label("member.kind")),
            ),
        ),
        Column(
            "회원상태 (변경 전)",
            lambda change: change.get_before_display() or "신규가입",
            "before",
            source=lambda change: change.before or None,
            schema={"type": ["string", "null"], "enum": [*Status.values, None]},
            cell=lambda change: status_badge(change.before),
            name="was",
        ),
        Column(
            "회원상태 (변경 후)",
            label("after"),
            "after",
            one_of(Status),
            "after",
            cell=lambda change: status_badge(change.after),
            name="became",
        ),
        Column(
            "회원상태 변경사유",
            "reason",
            "reason",
            serializers.CharField,
            cell=lambda change: short(change.reason),
            name="why",
        ),
        Column(
            "처리자",
            key="processor",
            source="by",
            field=partial(AdminRefSerializer, allow_null=True),
            cell=_processor_cell,
            parts=(
                Column("처리자", lambda change: change.by.nickname if change.by else AUTOMATIC),
                Column("처리자 아이디", lambda change: change.by.public_id if change.by else AUTOMATIC),
            ),
        ),
        Column(
            "비고",
            lambda change: change.note or "-",
            "notes",
            serializers.CharField,
            "note",
            cell=lambda change: short(change.note) if change.note else "-",
            name="remark",
        ),
    ]

    @classmethod
    def rows(cls, by):
        """Changes of members, with the member and who did it."""
        related = StatusChange.objects.filter(member__kind__in=KINDS).select_related("member", "by")
        people = [f"{who}__{name}" for who in ("member", "by") for name in SHOWN[:5]]
        return related.only("before", "after", "reason", "note", "created_at", *people)
