"""How suggestions and notices stand in the back office, in the colours that staff know (spec L37)."""

from boards.admin.columns import ANSWERS, NOTICES, SUGGESTIONS
from polibat.staff.columns import badge


def category_badge(suggestion):
    """What kind it is of."""
    return badge(suggestion.get_category_display(), SUGGESTIONS.get(suggestion.category, "gray"), outlined=True)


def answer_badge(suggestion):
    """How far staff are with it."""
    return badge(suggestion.get_state_display(), ANSWERS[suggestion.state])


def notice_badge(notice):
    """What a notice is about."""
    return badge(notice.get_category_display(), NOTICES[notice.category], outlined=True)
