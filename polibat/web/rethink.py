"""Asking somebody once to read their own words again, before they are published; nobody is refused.

Which words are worth it is known further up (moderation), which names its matcher here when the site starts.
"""

from django.core.cache import cache
from django.core.exceptions import ValidationError

ASKED_SECONDS = 3600
MOST_NAMED = 3
_matchers = []


def use(matcher):
    """Let `matcher(text)`, which gives the words worth a second look, be asked from now on."""
    _matchers[:] = [matcher]


def ask_once(text, *, filling):
    """Raise ValidationError the first time that a filling-in of a form (`filling`) brings words worth a second look.

    The same form sent again goes through, whatever it says; so it does while Redis is away.
    """
    words = [word for matcher in _matchers for word in matcher(text)] if filling else []
    if words and cache.add(f"reread:{filling}", 1, ASKED_SECONDS):
        named = ", ".join(f"‘{word}’" for word in words[:MOST_NAMED])
        message = (
            f"다시 한 번 읽어 주세요. 거칠게 들릴 수 있는 말이 있습니다: {named}. 그대로 올리려면 한 번 더 눌러 주세요."
        )
        raise ValidationError(message, code="reread")
