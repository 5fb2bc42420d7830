"""Nicknames: public, unique without regard to case, changed once a day and three times a month."""

import secrets

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.events import nickname_asked
from accounts.models import Member, NicknameChange
from accounts.services.store import TAKEN, give_nickname, save_member
from polibat.text import clean_line

ADJECTIVES = [
    "다정한",
    "씩씩한",
    "느긋한",
    "반가운",
    "슬기로운",
    "정겨운",
    "용감한",
    "차분한",
    "명랑한",
    "든든한",
    "꼼꼼한",
    "재빠른",
    "상냥한",
    "싱그러운",
    "호기심많은",
    "산뜻한",
]
ANIMALS = [
    "오리너구리",
    "고라니",
    "두루미",
    "수달",
    "반달곰",
    "까치",
    "다람쥐",
    "거북이",
    "올빼미",
    "산양",
    "삽살개",
    "제비",
    "너구리",
    "물범",
    "담비",
    "참새",
]
A_DAY = 1
A_MONTH = 3


def suggest_nickname() -> str:
    """A free nickname: adjective, animal, number."""
    highest = 1000
    while True:
        nickname = f"{secrets.choice(ADJECTIVES)}{secrets.choice(ANIMALS)}{secrets.randbelow(highest)}"
        if not Member.objects.with_nickname(nickname).exists():
            return nickname
        # Where the numbers below 1,000 are used up, a longer one is still free (spec M21).
        highest *= 2


def refuse_nickname(member: Member, nickname: str) -> None:
    """Raise ValidationError (nickname) when `member`, saved or not, would pass for somebody else under it.

    The model knows the names of staff and of the site; other apps know more, and answer.
    """
    Member(kind=member.kind, nickname=nickname).clean()
    for words in filter(None, nickname_asked.publish(member=member, nickname=nickname)):
        raise ValidationError({"nickname": ValidationError(words, code="look_alike")})


@transaction.atomic
def change_nickname(member: Member, *, nickname: str) -> bool:
    """Give a member another nickname; False when it is the same. Counted in Seoul days and months.

    Raises ValidationError (nickname) when it is malformed, taken, passes for somebody else, or is changed too often.
    """
    # Changes sent at once wait here for each other, so that the second one counts the first.
    locked = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    before, nickname = locked.nickname, clean_line(nickname)
    if nickname == before:
        return False
    _check_how_often(locked)
    refuse_nickname(locked, nickname)
    if Member.objects.with_nickname(nickname).exclude(pk=locked.pk).exists():
        raise ValidationError({"nickname": TAKEN})
    give_nickname(locked, nickname)
    save_member(locked, update_fields=["nickname", "nickname_key", "nickname_words"])
    NicknameChange.objects.create(member=locked, before=before, after=nickname)
    member.nickname = nickname
    return True


def _check_how_often(member: Member) -> None:
    """Raise ValidationError after one change a day or three a month, by the calendar in Seoul (spec M20)."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    changes = NicknameChange.objects.filter(member=member)
    if changes.filter(created_at__gte=today).count() >= A_DAY:
        raise ValidationError(
            {"nickname": ValidationError("닉네임은 하루에 한 번만 변경할 수 있습니다.", code="a_day")}
        )
    if changes.filter(created_at__gte=today.replace(day=1)).count() >= A_MONTH:
        raise ValidationError(
            {"nickname": ValidationError("닉네임은 한 달에 세 번까지 변경할 수 있습니다.", code="a_month")}
        )
