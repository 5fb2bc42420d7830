"""Asking somebody once to read their own words again, before they are published; nobody is refused."""

from uuid import UUID

from django.core.cache import cache
from django.core.exceptions import ValidationError

from moderation.services.word_filter import words_in

ASKED_SECONDS = 3600
MOST_NAMED = 3


def ask_once(words: str, filling: UUID | None) -> None:
    """Raise ValidationError the first time that a filling-in of a form brings words worth a second look.

    The same form sent again goes through, whatever it says; so it does while Redis is away.
    """
    found = words_in(words) if filling else []
    if found and cache.add(f"reread:{filling}", 1, ASKED_SECONDS):
        named = ", ".join(f"‘{word}’" for word in found[:MOST_NAMED])
        message = (
            f"다시 한 번 읽어 주세요. 거칠게 들릴 수 있는 말이 있습니다: {named}. 그대로 올리려면 한 번 더 눌러 주세요."
        )
        raise ValidationError(message, code="reread")
