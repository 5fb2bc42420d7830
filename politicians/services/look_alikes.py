"""Nicknames that pass for a politician of the directory, alone or with an office (spec M24)."""

from collections.abc import Iterable, Iterator

from django.core.exceptions import ValidationError

from accounts.models import Member
from polibat.text.look_alikes import bare_name, without_affixes
from politicians.models import Application, Party, Politician

# Words around a name by which somebody says that they hold an office, serve in it, or are the one.
OFFICES = (
    *("국회의원", "시의원", "도의원", "구의원", "군의원", "의원", "국회의장", "의장", "대통령", "국무총리", "총리"),
    *("장관", "차관", "위원장", "최고위원", "위원", "원내대표", "당대표", "대표", "대변인", "총재", "교육감"),
    *("특별시장", "광역시장", "시장", "도지사", "지사", "구청장", "군수", "예비후보", "후보", "당선인", "당선자"),
    *("의원실", "사무실", "사무소", "캠프", "비서관", "보좌관", "보좌진", "비서", "수석"),
    *("공식계정", "공식", "계정", "본인", "진짜", "official", "real"),
)
TAKEN_NAME = (
    "정치인으로 보일 수 있는 닉네임입니다. 이름이 같다면 뒤에 숫자를 붙여 주세요. (예: 홍길동12) "
    "본인이나 보좌진이라면 정치인 가입신청을 이용해 주세요."
)
OTHER_NAME = "신청하신 정치인과 다른 정치인의 이름으로 보이는 닉네임입니다. 다른 닉네임을 정해 주세요."


def _affixes() -> tuple[str, ...]:
    parties = Party.objects.values_list("name", flat=True)
    return (*OFFICES, *(bare_name(name) for name in parties))


def named_by(nickname: str) -> set[int]:
    """The politicians (by key) for whom somebody under `nickname` would be taken."""
    names = without_affixes(bare_name(nickname), _affixes())
    return set(Politician.objects.filter(name__in=names).values_list("pk", flat=True))


def why_not_called(*, member: Member, nickname: str) -> str:
    """Why `member`, saved or not, may not be called `nickname`; "" for nothing.

    Whoever applies may carry the name of whom they apply for. Before there is an application, at sign-up, it is the
    application that is compared (`refuse_other_name`).
    """
    politicians = named_by(nickname)
    if not politicians or (member.speaks_for_politician and (member.pk is None or _claims(member, politicians))):
        return ""
    return TAKEN_NAME


def _claims(member: Member, politicians: Iterable[int]) -> bool:
    """Whether the member applies or speaks for one of `politicians`; staff still look for whom who named nobody."""
    claimed = {*Application.objects.open().filter(member=member).values_list("politician", flat=True)}
    return bool(claimed & {*politicians, None})


def refuse_other_name(member: Member, politician: Politician | None) -> None:
    """Raise ValidationError (nickname) when a member who applies for `politician` is called like another one."""
    if politician is None:
        return
    politicians = named_by(member.nickname)
    if politicians and politician.pk not in politicians:
        raise ValidationError({"nickname": ValidationError(OTHER_NAME, code="look_alike")})


def look_alikes() -> Iterator[Member]:
    """Members who are called like a politician and prove nothing: who was so before the rule, or the directory grew."""
    affixes = _affixes()
    keys: dict[str, set[int]] = {}
    for pk, name in Politician.objects.order_by().values_list("pk", "name"):
        keys.setdefault(bare_name(name), set()).add(pk)
    members = Member.objects.exclude(status=Member.Status.WITHDRAWN).exclude(kind=Member.Kind.STAFF)
    for member in members.only("pk", "kind", "nickname", "status").order_by("pk").iterator(chunk_size=2000):
        found = set().union(*(keys.get(name, ()) for name in without_affixes(bare_name(member.nickname), affixes)))
        if found and not (member.speaks_for_politician and _claims(member, found)):
            yield member
