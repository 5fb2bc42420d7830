"""The cast of the demo data as rows: members with encrypted addresses, consents and histories; politicians."""

from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from accounts.models import Consent, Member, StatusChange
from accounts.services import change_member_status, withdraw
from accounts.services.signup import store_new_member
from dev.demo import cast
from dev.demo.conversation import People, Speaker
from polibat.security.encryption import email_index
from policies.models import PolicyVersion
from politicians.models import Application, NameCard, Party, Politician, Term
from politicians.services import save_name_card, store_politician

TERM = 22
# Members whose last act is part of the demo: they spoke, and left or had to.
ENDED = (cast.SUSPENDED, cast.BANNED, cast.LEFT)


def citizen_names(count):
    """Nicknames of `count` citizens; beyond those of the cast, numbered ones."""
    named = [*ENDED, *cast.CITIZENS][: max(count, len(ENDED))]
    return [*named, *(f"시민{number:05d}" for number in range(1, count - len(named) + 1))]


def address_of(number):
    """The address of the `number`-th member that is not one of the printed accounts."""
    return f"member{number}@example.com"


@transaction.atomic
def store_people(count, *, days=60):
    """Store the cast and as many citizens as make `count` members in all; returns everybody who may take part.

    They joined two weeks before the first of the `days` on which something is said.
    """
    joined = timezone.now() - timedelta(days=days + 15)
    store = _Members(joined)
    accounts = {account.address: store(account.nickname, account.kind, account=account) for account in cast.ACCOUNTS}
    citizens = [accounts["citizen@example.com"]]
    others = count - len(accounts) - 1 - sum(bool(name) for _, *names in cast.SPEAKERS for name in names)
    citizens += [store(nickname, cast.Kind.NORMAL) for nickname in citizen_names(max(others, len(ENDED)))]
    superuser = accounts["superuser@example.com"]
    politicians = _store_politicians(by=superuser)
    pairs = [(0, accounts["politician@example.com"], False), (0, accounts["aide@example.com"], True)]
    for place, *nicknames in cast.SPEAKERS:
        for is_aide, nickname in enumerate(nicknames):
            if nickname:
                kind = cast.Kind.AIDE if is_aide else cast.Kind.POLITICIAN
                pairs.append((place, store(nickname, kind), bool(is_aide)))
    place, nickname = cast.WAITING
    _apply(store(nickname, cast.Kind.POLITICIAN), politicians[place])
    for place, member, is_aide in pairs:
        _apply(member, politicians[place], is_aide=is_aide, decided_by=superuser)
    return _people(citizens, politicians, pairs)


def find_people(count):
    """Everybody whom an earlier `store_people` stored, by the addresses that are known here; None without a cast."""
    addresses = [*(account.address for account in cast.ACCOUNTS), *map(address_of, range(1, count + 1))]
    known = {bytes(email_index(address)): None for address in addresses}
    members = list(Member.objects.in_good_standing().filter(email_index__in=list(known)).order_by("pk"))
    politicians = list(Politician.objects.filter(name__in=[figure.name for figure in cast.FIGURES]).order_by("pk"))
    if not politicians or not members:
        return None
    claims = Application.objects.approved().filter(member__in=members).select_related("member").order_by("pk")
    by_key = {politician.pk: place for place, politician in enumerate(politicians)}
    pairs = [(by_key[claim.politician_id], claim.member, claim.is_aide) for claim in claims]
    return _people([member for member in members if member.kind == Member.Kind.NORMAL], politicians, pairs)


def end_memberships():
    """Suspend, ban and let leave those members of the cast whose story ends so; done last, for they have to speak."""
    superuser = Member.objects.with_email("superuser@example.com").get()
    for nickname, status, reason, days in (
        (cast.SUSPENDED, Member.Status.SUSPENDED, "거친 표현을 되풀이함", 7),
        (cast.BANNED, Member.Status.BANNED, "광고 글을 되풀이함", None),
    ):
        member = Member.objects.with_nickname(nickname).first()
        if member and member.status == Member.Status.APPROVED:
            change_member_status(member, to=status, by=superuser, reason=reason, days=days)
    member = Member.objects.with_nickname(cast.LEFT).first()
    if member:
        member.password = make_password(cast.PASSWORD)
        member.save(update_fields=["password"])
        withdraw(member, password=cast.PASSWORD)


class _Members:
    """Stores members as signing up leaves them; one password hash serves the printed accounts, nobody else has one."""

    def __init__(self, joined):
        self.joined = joined
        self.hash = make_password(cast.PASSWORD)
        self.versions = list(PolicyVersion.objects.current().filter(template__is_mandatory=True))
        self.number = 0

    def __call__(self, nickname, kind, *, account=None):
        if not account:
            self.number += 1
        level = account.level if account else ""
        member = store_new_member(
            Member(
                nickname=nickname,
                kind=kind,
                is_superuser=level == "superuser",
                joined_at=self.joined,
                agreed_upto=None if level else max((version.effective_at for version in self.versions), default=None),
            ),
            address=account.address if account else address_of(self.number),
            password=None,
            reason=f"운영자 등록 ({level})" if level else "회원가입",
            pending=kind in {cast.Kind.POLITICIAN, cast.Kind.AIDE},
        )
        if account:
            member.password = self.hash
            member.save(update_fields=["password"])
        if level and level != "superuser":
            member.groups.add(Group.objects.get(name=level))
        if not level:
            Consent.objects.bulk_create(
                Consent(member=member, version=version, agreed_at=self.joined) for version in self.versions
            )
        return member


def _store_politicians(*, by):
    parties = [Party.objects.get_or_create(name=name)[0] for name in cast.PARTIES]
    return [_store_politician(figure, parties, place, by=by) for place, figure in enumerate(cast.FIGURES)]


def _store_politician(figure, parties, place, *, by):
    slug = figure.english.split()[1].lower()
    party = None if figure.party is None else parties[figure.party]
    politician = store_politician(
        Politician(
            kind=figure.kind,
            name=figure.name,
            english=figure.english,
            position=figure.position,
            party=party,
            district=figure.district,
            committees=figure.committees,
            gender=figure.gender,
            office_phone=f"02-000-{1000 + place}",
            office_email=f"{slug}@example.com",
            homepage=f"https://example.com/{slug}",
        )
    )
    if figure.kind == cast.Office.ASSEMBLY:
        Term.objects.create(
            politician=politician,
            assembly=TERM,
            party=party,
            party_elected=party,
            district=figure.district,
            is_proportional=figure.district == "비례대표",
            committees=figure.committees,
            seniority=place % 3 + 1,
        )
    card = NameCard(
        politician=politician,
        email=f"{slug}@example.com",
        website=f"https://example.com/{slug}",
        bank_account=f"시연은행 000-{1000 + place}-000 {figure.name}후원회" if figure.committees else "",
        motto=figure.motto,
    )
    save_name_card(card, by=by)
    return politician


def _apply(member, politician, *, is_aide=False, decided_by=None):
    """Store the application of a member in 승인대기, and what approving it leaves when `decided_by` is given."""
    Application.objects.create(
        member=member,
        is_aide=is_aide,
        stated_name=str(politician),
        affiliation=politician.party_name,
        politician=politician if decided_by else None,
        state=Application.State.APPROVED if decided_by else Application.State.WAITING,
        decided_by=decided_by,
        decided_at=member.joined_at if decided_by else None,
        created_at=member.joined_at,
    )
    if decided_by:
        before, member.status = member.status, Member.Status.APPROVED
        member.save(update_fields=["status"])
        reason = f"가입 신청 승인: {politician} ({politician.public_id})"
        StatusChange.objects.create(
            member=member,
            before=before,
            after=member.status,
            reason=reason,
            by=decided_by,
            created_at=member.joined_at,
        )


def _people(citizens, politicians, pairs):
    speakers = {}
    for place, member, is_aide in pairs:
        politician = politicians[place]
        label = f"{politician}실 보좌진" if is_aide else str(politician)
        speakers.setdefault(politician.pk, []).append(Speaker(member.pk, is_aide, label))
    named = [(politician.pk, str(politician)) for politician in politicians]
    return People([member.pk for member in citizens], named, speakers)
