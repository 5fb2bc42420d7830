"""Staff accounts and the record of looks at addresses (spec L30)."""

from functools import partial

from django.db.models import Q
from rest_framework import serializers

from accounts.api.serializers.staff import MemberRefSerializer
from accounts.models import EmailAccess, Member
from accounts.services.staff import LEVELS
from backoffice.lists.members import JOINED, ORDERS, PAGE_ORDERS, SHOWN
from backoffice.lists.search import keys_of_members, named
from polibat.api.fields import Moment
from polibat.lists.base import Card, StaffList
from polibat.lists.columns import Column, label, one_of
from polibat.lists.filters import choice, filter_set, one, searched, yes_or_no
from polibat.staff.serializers import AdminRefSerializer
from polibat.web.client import DEVICES


def _of_level(rows, key):
    return rows.filter(is_superuser=True) if key == "superuser" else rows.filter(groups__name=key)


def _level(member):
    """moderator, admin or superuser; None for somebody without a level."""
    if member.is_superuser:
        return "superuser"
    return next((group.name for group in member.groups.all()), None)


class StaffMemberList(StaffList):
    """운영자, whom superusers manage."""

    key = "staff"
    title = "운영자"
    row_name = "Staff"
    row_words = "A member of staff."
    permission = "accounts.add_staff_member"
    person = "public_id"
    model = Member
    orders = ORDERS
    page_orders = PAGE_ORDERS
    default_order = "id"
    filters = filter_set(
        JOINED,
        search=searched(named),
        status=choice("status", Member.Status.choices),
        level=choice("", [(level, level) for level in ("moderator", "admin", "superuser")], by=_of_level),
    )
    cards = [
        Card("total"),
        Card("moderator", filters={"level": "moderator"}),
        Card("admin", filters={"level": "admin"}),
        Card("superuser", filters={"level": "superuser"}),
    ]
    columns = [
        Column("운영자 아이디", "public_id", "memberId", serializers.CharField),
        Column("운영자 닉네임", "nickname", "nickname", serializers.CharField),
        Column("운영자유형", label("kind"), "memberType", one_of(Member.Kind), "kind"),
        Column("운영자상태", label("status"), "status", one_of(Member.Status), "status"),
        Column(key="level", value=_level, schema={"type": ["string", "null"], "enum": [*LEVELS, None]}),
        Column("등록일시", "joined_at", "joinedAt", Moment),
        Column(key="lastLoginAt", value="last_login", field=partial(Moment, allow_null=True)),
    ]

    @classmethod
    def rows(cls, by):
        """Staff with their levels."""
        return Member.objects.filter(kind=Member.Kind.STAFF).only(*SHOWN, "is_superuser").prefetch_related("groups")


class EmailAccessList(StaffList):
    """Every look at an address."""

    key = "email-accesses"
    title = "이메일열람이력"
    row_name = "StaffEmailAccess"
    row_words = "One look at an address; `by` is null where the system sent a mail."
    permission = "accounts.view_emailaccess"
    person = "member.public_id"
    model = EmailAccess
    orders = {"at": "created_at", "createdAt": "created_at", "id": "pk"}
    default_order = "id"
    filters = filter_set(
        {"at": ("열람일시", "created_at")},
        search=searched(lambda term: Q(member__in=keys_of_members(term)) | Q(by__in=keys_of_members(term))),
        memberId=one("member__public_id"),
        byId=one("by__public_id"),
        bySystem=yes_or_no("by", lookup_expr="isnull"),
    )
    cards = [Card("total")]
    columns = [
        Column(key="id", value="pk", field=serializers.IntegerField),
        Column("열람일시", "created_at", "at", Moment),
        Column("회원 아이디", "member.public_id"),
        Column("닉네임", "member.nickname"),
        Column("회원유형", label("member.kind")),
        Column(key="member", field=MemberRefSerializer),
        Column("열람자", lambda access: access.by.public_id if access.by else "시스템"),
        Column(key="by", field=partial(AdminRefSerializer, allow_null=True)),
        Column("IP", lambda access: access.ip or "-", "ip", partial(serializers.CharField, allow_null=True), "ip"),
        Column("기기", "device", "device", one_of([*DEVICES, ""])),
        Column(
            "열람 구분",
            label("kind"),
            "kind",
            source="kind",
            schema={"type": "string", "enum": ["", *EmailAccess.Kind.values]},
        ),
        Column("열람 목적", "purpose", "purpose", serializers.CharField),
    ]

    @classmethod
    def rows(cls, by):
        """Looks with whose address it was, and who looked."""
        people = [f"{who}__{name}" for who in ("member", "by") for name in SHOWN[:5]]
        return EmailAccess.objects.select_related("member", "by").only(
            "ip", "device", "kind", "purpose", "created_at", *people
        )
