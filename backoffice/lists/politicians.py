"""정치인관리 (spec L18)."""

from functools import partial

import django_filters
from django.db.models import Q
from rest_framework import serializers

from accounts.models import Member
from backoffice.lists.groups import status_choice
from backoffice.lists.members import JOINED, REPORTS, SHOWN, SINCE, WHO, MemberList, ballots_link, received_cell
from backoffice.lists.search import named
from polibat.lists.base import Card
from polibat.lists.columns import Column
from polibat.lists.filters import choice, filter_set, one, searched, typed
from polibat.lists.panel import Panel
from polibat.staff.columns import badge
from polibat.staff.links import lines
from polibat.text import clean_line
from politicians.api.serializers.staff import StaffPoliticianRefSerializer
from politicians.models import Application, Party, Politician, Speaker

Kind, Status = Member.Kind, Member.Status
SPEAKERS = [(Kind.POLITICIAN.value, "정치인"), (Kind.AIDE.value, "보좌진")]
NO_PARTY = "무소속"
HELD = ["WAITING", "APPROVED"]


def _held():
    return Application.objects.filter(state__in=HELD)


def _of_party(rows, name, value):
    wanted = clean_line(value)
    if wanted in {"", "전체", "ALL"}:
        return rows
    held = _held().filter(politician__isnull=False)
    party = Q(politician__party__isnull=True) if wanted == NO_PARTY else Q(politician__party__name=wanted)
    return rows.filter(pk__in=held.filter(party).values("member"))


def _of_party_key(rows, name, value):
    return rows.filter(pk__in=_held().filter(politician__party=value).values("member"))


def _of_kind(rows, key):
    return rows.filter(pk__in=_held().filter(politician__kind=key).values("member"))


def _parties():
    names = Party.objects.order_by("name").values_list("name", flat=True)
    return [(name, name) for name in (*names, NO_PARTY)]


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


def _served(member):
    """Whom an aide serves, as known or as stated."""
    if member.kind != Kind.AIDE or not member.claim:
        return "-"
    return str(whom(member) or member.claim.stated_name)


def wants_mail(member):
    """정치방망이 알림: whether the office wants a mail when it is named."""
    return bool(member.claim and member.claim.wants_mail)


class PoliticianMemberList(MemberList):
    """정치인 and 보좌진, with whom they speak for."""

    key = "politicians"
    title = "정치인"
    row_name = "PoliticianMember"
    lead = "정치인 및 보좌진 정보를 조회하고 관리할 수 있습니다."
    search_help = "이름(닉네임)이나 회원 아이디(PM000001, PA000001)로 검색"
    model = Speaker
    filters = filter_set(
        JOINED,
        search=searched(named),
        memberId=one("public_id", "회원 아이디"),
        status=status_choice(),
        type=choice("kind", SPEAKERS, panel=Panel("회원유형", "kind__exact")),
        politicianType=choice("", Politician.Kind.choices, by=_of_kind),
        party=typed(_of_party, "정당 이름, 무소속 또는 전체.", Panel("정당 및 소속", choices=_parties)),
        partyId=django_filters.NumberFilter(
            method=_of_party_key, min_value=1, max_value=2**31 - 1, help_text="정당 번호."
        ),
    )
    cards = [
        Card("total", "정치인+보좌진"),
        Card("politician", "정치인", {"type": "POLITICIAN", "status": "APPROVED"}),
        Card("assistant", "보좌진", {"type": "ASSISTANT", "status": "APPROVED"}),
        Card("pending", "승인대기", {"status": "PENDING"}),
    ]
    columns = [
        *WHO,
        Column(
            key="politician",
            value="claim.politician",
            field=partial(StaffPoliticianRefSerializer, allow_null=True, default=None, read_only=True),
        ),
        Column(
            "정치인유형",
            lambda member: whom(member) and whom(member).get_kind_display(),
            "politicianType",
            source=lambda member: whom(member).kind if whom(member) else None,
            schema={"type": ["string", "null"], "enum": [*Politician.Kind.values, None]},
            name="politician_kind",
        ),
        Column(
            "정당 및 소속",
            lambda member: affiliation(member) or "-",
            "party",
            serializers.CharField,
            affiliation,
            cell=lambda member: badge(affiliation(member), "gray", outlined=True) if affiliation(member) else "-",
            name="party",
        ),
        Column(
            "보좌하는 정치인",
            _served,
            "assistingPolitician",
            partial(StaffPoliticianRefSerializer, allow_null=True),
            assisted,
            name="served",
        ),
        Column(
            "정치방망이 알림",
            lambda member: "ON" if wants_mail(member) else "OFF",
            "polibatAlarm",
            serializers.BooleanField,
            wants_mail,
            cell=lambda member: badge("ON", "green") if wants_mail(member) else badge("OFF", "gray"),
            name="wants_mail",
        ),
        Column(
            "활동",
            name="ballots_cast",
            cell=lambda member: lines(ballots_link(member, member.did.ballots)),
            parts=(Column("투표참여", "did.ballots"),),
        ),
        Column(
            "받은 반응",
            name="received",
            cell=lambda member: received_cell(member.did),
            parts=(Column("받은 좋아요", "did.likes"), Column("받은 싫어요", "did.dislikes")),
        ),
        REPORTS,
        *SINCE,
    ]

    @classmethod
    def rows(cls, by):
        """Those who speak, or want to speak, for a politician."""
        return Speaker.objects.filter(kind__in=[Kind.POLITICIAN, Kind.AIDE]).only(*SHOWN)

    @classmethod
    def fill(cls, rows):
        """Also with the open application of each, in one more statement."""
        rows = super().fill(rows)
        open_ones = Application.objects.filter(member__in=rows, state__in=HELD)
        related = open_ones.select_related("politician__party").defer("politician__words", "politician__committees")
        held = {application.member_id: application for application in related}
        for member in rows:
            member.claim = held.get(member.pk)
        return rows
