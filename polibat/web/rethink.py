"""Asking somebody once to read their own words again, before they are published; nobody is refused.

Which words are worth it is known further up (moderation), which answers the event `text.about_to_be_published`.
"""

from collections.abc import Iterable

from django.core.cache import cache
from django.core.exceptions import ValidationError

from polibat.events import Event

ASKED_SECONDS = 3600
MOST_NAMED = 3
# Answered with the words of `text` that are worth a second look.
text_about_to_be_published = Event[Iterable[str]]("text.about_to_be_published", "text")


def ask_once(text, *, filling):
    """Raise ValidationError the first time that a filling-in of a form (`filling`) brings words worth a second look.

    The same form sent again goes through, whatever it says; so it does while Redis is away.
    """
    answers = text_about_to_be_published.publish(text=text) if filling else []
    words = [word for found in answers for word in found]
    if words and cache.add(f"reread:{filling}", 1, ASKED_SECONDS):
        named = ", ".join(f"‘{word}’" for word in words[:MOST_NAMED])
        message = (
            f"다시 한 번 읽어 주세요. 거칠게 들릴 수 있는 말이 있습니다: {named}. 그대로 올리려면 한 번 더 눌러 주세요."
        )
        raise ValidationError(message, code="reread")
