"""전체회원관리, 정치인관리 and 회원상태 변경이력 (spec L17 to L19)."""

import django_filters
from django.db.models import Count, Q

from accounts.models import Member, StatusChange
from backoffice.lists.base import StaffList, counted_for, filter_set
from backoffice.lists.search import KINDS, MEMBER_TYPES, choice, keys_of_members, named, one, searched
from boards.models import MemberCounts
from moderation.models import Report
from polibat.api.exports import Column
from polibat.cache.statements import CompiledQuery
from polibat.text import clean_line
from politicians.models import Application, Politician

Kind, Status = Member.Kind, Member.Status
JOINED = {"joined": ("가입일시", "joined_at"), "lastLogin": ("최근접속일시", "last_login")}
SHOWN = ["public_id", "kind", "status", "suspended_until", "nickname", "joined_at", "last_login"]
SPEAKERS = [(Kind.POLITICIAN.value, "정치인"), (Kind.AIDE.value, "보좌진")]
NO_PARTY = "무소속"

# What the members of a page did.
_kept = CompiledQuery(lambda keys: MemberCounts.objects.filter(member__in=keys))
_reports_by = counted_for(lambda keys: Report.objects.filter(reporter__in=keys), "reporter", reports=Q())
_reports_on_posts = counted_for(lambda keys: Report.objects.filter(post__author__in=keys), "post__author", number=Q())
_reports_on_comments = counted_for(
    lambda keys: Report.objects.filter(comment__author__in=keys), "comment__author", number=Q()
)


def member_columns(path=lambda row: row, *, role="회원", with_status=True):
    """Columns of the member whom `path` finds in a row."""
    columns = [
        Column(f"{role} 아이디", lambda row: path(row).public_id),
        Column("닉네임" if role == "회원" else f"{role} 닉네임", lambda row: path(row).nickname),
        Column(f"{role}유형", lambda row: path(row).get_kind_display()),
    ]
    return [*columns, Column(f"{role}상태", lambda row: path(row).get_status_display())] if with_status else columns


class MemberList(StaffList):
    """Every member but staff, with what each did."""

    key = "members"
    is_same_for_all = True
    title = "전체회원"
    permission = "accounts.view_member"
    model = Member
    orders = {"id": "pk", "joinedAt": "joined_at"}
    default_order = "id"
    filters = filter_set(
        JOINED,
        search=searched(named),
        memberId=one("public_id"),
        type=choice("kind", MEMBER_TYPES),
        status=choice("status", Status.choices),
    )
    cards = {
        "total": {},
        "normal": {"type": "NORMAL", "status": "APPROVED"},
        "politician": {"type": "POLITICIAN", "status": "APPROVED"},
        "assistant": {"type": "ASSISTANT", "status": "APPROVED"},
        "pending": {"status": "PENDING"},
    }
    columns = [
        *member_columns(),
        Column("게시글", lambda member: member.did.posts),
        Column("댓글", lambda member: member.did.comments),
        Column("투표참여", lambda member: member.did.ballots),
        Column("좋아요", lambda member: member.did.given_likes),
        Column("싫어요", lambda member: member.did.given_dislikes),
        Column("신고함", lambda member: member.filed),
        Column("신고받음", lambda member: member.reported),
        Column("가입일시", lambda member: member.joined_at),
        Column("최근접속일시", lambda member: member.last_login),
    ]

    @classmethod
    def rows(cls, by):
        """Members, without their ciphers."""
        return Member.objects.filter(kind__in=KINDS).only(*SHOWN)

    @classmethod
    def count_cards(cls, by):
        """All cards in one statement, by kind and status."""
        found = cls.filtered(by, {}).order_by().values_list("kind", "status").annotate(Count("pk"))
        numbers = list(found)
        return {
            card: sum(
                number
                for kind, status, number in numbers
                if given.get("type", kind) == kind and given.get("status", status) == status
            )
            for card, given in cls.cards.items()
        }

    @classmethod
    def fill(cls, rows):
        """With kept numbers, and with the reports of these members, each in one statement."""
        keys = [member.pk for member in rows]
        kept = {counts.member_id: counts for counts in _kept(keys=keys)}
        reports = _reports_by(keys)
        on_posts, on_comments = _reports_on_posts(keys), _reports_on_comments(keys)
        for member in rows:
            member.did = kept.get(member.pk) or MemberCounts(member=member)
            member.filed = reports[member.pk]["reports"] if member.pk in reports else 0
            received = (on_posts.get(member.pk), on_comments.get(member.pk))
            member.reported = sum(found["number"] for found in received if found)
        return rows


def _of_party(rows, name, value):
    wanted = clean_line(value)
    if wanted in {"", "전체", "ALL"}:
        return rows
    held = Application.objects.filter(state__in=["WAITING", "APPROVED"], politician__isnull=False)
    party = Q(politician__party__isnull=True) if wanted == NO_PARTY else Q(politician__party__name=wanted)
    return rows.filter(pk__in=held.filter(party).values("member"))


def _of_party_key(rows, name, value):
    held = Application.objects.filter(state__in=["WAITING", "APPROVED"], politician__party=value)
    return rows.filter(pk__in=held.values("member"))


def _of_kind(rows, key):
    held = Application.objects.filter(state__in=["WAITING", "APPROVED"], politician__kind=key)
    return rows.filter(pk__in=held.values("member"))


class PoliticianMemberList(MemberList):
    """정치인 and 보좌진, with whom they speak for."""

    key = "politicians"
    title = "정치인"
    filters = filter_set(
        JOINED,
        search=searched(named),
        memberId=one("public_id"),
        type=choice("kind", SPEAKERS),
        status=choice("status", Status.choices),
        politicianType=choice("", Politician.Kind.choices, by=_of_kind),
        party=django_filters.CharFilter(method=_of_party, help_text="정당 이름, 무소속 또는 전체."),
        partyId=django_filters.NumberFilter(
            method=_of_party_key, min_value=1, max_value=2**31 - 1, help_text="정당 번호."
        ),
    )
    cards = {
        "total": {},
        "politician": {"type": "POLITICIAN", "status": "APPROVED"},
        "assistant": {"type": "ASSISTANT", "status": "APPROVED"},
        "pending": {"status": "PENDING"},
    }
    columns = [
        *member_columns(),
        Column("정치인유형", lambda member: whom(member) and whom(member).get_kind_display()),
        Column("정당 및 소속", lambda member: affiliation(member) or "-"),
        Column("보좌하는 정치인", lambda member: assisted(member) or "-"),
        Column("정치방망이 알림", lambda member: "ON" if wants_mail(member) else "OFF"),
        Column("투표참여", lambda member: member.did.ballots),
        Column("받은 좋아요", lambda member: member.did.likes),
        Column("받은 싫어요", lambda member: member.did.dislikes),
        Column("신고함", lambda member: member.filed),
        Column("신고받음", lambda member: member.reported),
        Column("가입일시", lambda member: member.joined_at),
        Column("최근접속일시", lambda member: member.last_login),
    ]

    @classmethod
    def rows(cls, by):
        """Those who speak, or want to speak, for a politician."""
        return Member.objects.filter(kind__in=[Kind.POLITICIAN, Kind.AIDE]).only(*SHOWN)

    @classmethod
    def fill(cls, rows):
        """Also with the open application of each, in one more statement."""
        rows = super().fill(rows)
        open_ones = Application.objects.filter(member__in=rows, state__in=["WAITING", "APPROVED"])
        related = open_ones.select_related("politician__party").defer("politician__words", "politician__committees")
        held = {application.member_id: application for application in related}
        for member in rows:
            member.claim = held.get(member.pk)
        return rows


def whom(member):
    """The politician whom the member is, serves or claims; None where staff have not found whom."""
    return member.claim and member.claim.politician


def affiliation(member):
    """The party as it is known, else as it was stated; "" where neither is."""
    if whom(member):
        return whom(member).party_name
    return member.claim.affiliation if member.claim else ""


def assisted(member):
    """The politician whom an aide serves; None for politicians themselves."""
    return whom(member) if member.kind == Kind.AIDE else None


def wants_mail(member):
    """정치방망이 알림: whether the office wants a mail when it is named."""
    return bool(member.claim and member.claim.wants_mail)


def _from_before(rows, key):
    return rows.filter(before="" if key == "NEW" else key)


def _on_day(rows, name, value):
    return rows


def _by_processor(rows, name, value):
    wanted = clean_line(value)
    if wanted in {"", "전체", "ALL"}:
        return rows
    if wanted == "-":
        return rows.filter(by__isnull=True)
    staff = Member.objects.filter(kind=Kind.STAFF)
    return rows.filter(by__in=staff.filter(Q(public_id=wanted.upper()) | Q(nickname=wanted)).values("pk"))


_ChangeFilters = filter_set(
    {"changed": ("회원상태 변경일", "created_at")},
    search=searched(lambda term: Q(member__in=keys_of_members(term))),
    memberId=one("member__public_id"),
    memberType=choice("member__kind", MEMBER_TYPES),
    beforeStatus=choice("", [("NEW", "신규가입"), *Status.choices], by=_from_before),
    afterStatus=choice("after", Status.choices),
    processor=django_filters.CharFilter(
        method=_by_processor, help_text="처리자의 아이디나 닉네임; -는 자동으로 처리된 것."
    ),
    changeDate=django_filters.DateFilter(method=_on_day, help_text="그날 하루. period보다 앞섭니다."),
)


class ChangeFilters(_ChangeFilters):
    """Also `changeDate`: one day, whatever the period says (spec L19)."""

    def _day(self, name):
        return super()._day("changeDate") or super()._day(name)


class StatusChangeList(StaffList):
    """Every change of a member's status, the newest first."""

    key = "status-history"
    title = "회원상태변경이력"
    permission = "accounts.view_statuschange"
    model = StatusChange
    orders = {"changedAt": "created_at"}
    default_order = "changedAt"
    filters = ChangeFilters
    cards = {"total": {}}
    columns = [
        Column("회원상태 변경일시", lambda change: change.created_at),
        *member_columns(lambda change: change.member, with_status=False),
        Column("회원상태 (변경 전)", lambda change: change.get_before_display() or "신규가입"),
        Column("회원상태 (변경 후)", lambda change: change.get_after_display()),
        Column("회원상태 변경사유", lambda change: change.reason),
        Column("처리자", lambda change: change.by.nickname if change.by else "-"),
        Column("처리자 아이디", lambda change: change.by.public_id if change.by else "-"),
        Column("비고", lambda change: change.note or "-"),
    ]

    @classmethod
    def rows(cls, by):
        """Changes of members, with the member and who did it."""
        related = StatusChange.objects.filter(member__kind__in=KINDS).select_related("member", "by")
        people = [f"{who}__{name}" for who in ("member", "by") for name in SHOWN[:5]]
        return related.only("before", "after", "reason", "note", "created_at", *people)
