"""Staff accounts and the record of looks at addresses (spec L30)."""

from django.db.models import Q

from accounts.models import EmailAccess, Member
from backoffice.lists.base import StaffList, filter_set
from backoffice.lists.members import JOINED, SHOWN, member_columns
from backoffice.lists.search import choice, keys_of_members, named, one, searched
from polibat.api.exports import Column
from polibat.api.filters import YesNoFilter


def _of_level(rows, key):
    return rows.filter(is_superuser=True) if key == "superuser" else rows.filter(groups__name=key)


class StaffMemberList(StaffList):
    """운영자, whom superusers manage."""

    key = "staff"
    title = "운영자"
    permission = "accounts.add_staff_member"
    model = Member
    orders = {"id": "pk", "joinedAt": "joined_at"}
    default_order = "id"
    filters = filter_set(
        JOINED,
        search=searched(named),
        status=choice("status", Member.Status.choices),
        level=choice("", [(level, level) for level in ("moderator", "admin", "superuser")], by=_of_level),
    )
    cards = {
        "total": {},
        "moderator": {"level": "moderator"},
        "admin": {"level": "admin"},
        "superuser": {"level": "superuser"},
    }
    columns = [*member_columns(role="운영자"), Column("등록일시", lambda member: member.joined_at)]

    @classmethod
    def rows(cls, by):
        """Staff with their levels."""
        return Member.objects.filter(kind=Member.Kind.STAFF).only(*SHOWN, "is_superuser").prefetch_related("groups")


class EmailAccessList(StaffList):
    """Every look at an address."""

    key = "email-accesses"
    title = "이메일열람이력"
    permission = "accounts.view_emailaccess"
    model = EmailAccess
    orders = {"at": "created_at", "id": "pk"}
    default_order = "id"
    filters = filter_set(
        {"at": ("열람일시", "created_at")},
        search=searched(lambda term: Q(member__in=keys_of_members(term)) | Q(by__in=keys_of_members(term))),
        memberId=one("member__public_id"),
        byId=one("by__public_id"),
        bySystem=YesNoFilter(field_name="by", lookup_expr="isnull"),
    )
    cards = {"total": {}}
    columns = [
        Column("열람일시", lambda access: access.created_at),
        *member_columns(lambda access: access.member, with_status=False),
        Column("열람자", lambda access: access.by.public_id if access.by else "시스템"),
        Column("IP", lambda access: access.ip or "-"),
        Column("기기", lambda access: access.device),
        Column("열람 목적", lambda access: access.purpose),
    ]

    @classmethod
    def rows(cls, by):
        """Looks with whose address it was, and who looked."""
        people = [f"{who}__{name}" for who in ("member", "by") for name in SHOWN[:5]]
        return EmailAccess.objects.select_related("member", "by").only("ip", "device", "purpose", "created_at", *people)
