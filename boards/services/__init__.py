"""What happens on the boards: one verb per consequence."""

from boards.services.briefings import release_briefing
from boards.services.comments import add_comment, edit_comment, withdraw_comment
from boards.services.drafts import discard_draft, forget_drafts, save_draft
from boards.services.images import discard_image, offer_upload, store_image, take_upload
from boards.services.notices import edit_notice, pin_notice, publish_notice, unpin_notice
from boards.services.polls import cast_ballot, close_poll, edit_poll, publish_poll
from boards.services.posts import edit_post, publish_post, withdraw_post
from boards.services.previews import preview_notice, preview_poll
from boards.services.reactions import react, set_reaction, take_back_reaction
from boards.services.status import change_comment_status, change_post_status, set_comment_status
from boards.services.suggestions import answer_suggestion, edit_suggestion, submit_suggestion, withdraw_suggestion
from boards.services.summaries import (
    complain_about_summary,
    remake_summary,
    restore_summary,
    settle_complaints,
    withdraw_summary,
)

__all__ = [
    "add_comment",
    "answer_suggestion",
    "cast_ballot",
    "change_comment_status",
    "change_post_status",
    "close_poll",
    "complain_about_summary",
    "discard_draft",
    "discard_image",
    "edit_comment",
    "edit_notice",
    "edit_poll",
    "edit_post",
    "edit_suggestion",
    "forget_drafts",
    "offer_upload",
    "pin_notice",
    "preview_notice",
    "preview_poll",
    "publish_notice",
    "publish_poll",
    "publish_post",
    "react",
    "release_briefing",
    "remake_summary",
    "restore_summary",
    "save_draft",
    "set_comment_status",
    "set_reaction",
    "settle_complaints",
    "store_image",
    "submit_suggestion",
    "take_back_reaction",
    "take_upload",
    "unpin_notice",
    "withdraw_comment",
    "withdraw_post",
    "withdraw_suggestion",
    "withdraw_summary",
]
