"""What happens to suggestions and notices: one verb per consequence."""

from suggestions.services.notices import edit_notice, pin_notice, publish_notice, unpin_notice
from suggestions.services.previews import preview_notice
from suggestions.services.suggestions import answer_suggestion, edit_suggestion, submit_suggestion, withdraw_suggestion

__all__ = [
    "answer_suggestion",
    "edit_notice",
    "edit_suggestion",
    "pin_notice",
    "preview_notice",
    "publish_notice",
    "submit_suggestion",
    "unpin_notice",
    "withdraw_suggestion",
]
