"""What happens on the boards: one verb per consequence."""

from boards.services.comments import add_comment, edit_comment, withdraw_comment
from boards.services.drafts import discard_draft, forget_drafts, save_draft
from boards.services.posts import edit_post, publish_post, withdraw_post
from boards.services.reactions import react, set_reaction, take_back_reaction
from boards.services.status import change_comment_status, change_post_status, set_comment_status

__all__ = [
    "add_comment",
    "change_comment_status",
    "change_post_status",
    "discard_draft",
    "edit_comment",
    "edit_post",
    "forget_drafts",
    "publish_post",
    "react",
    "save_draft",
    "set_comment_status",
    "set_reaction",
    "take_back_reaction",
    "withdraw_comment",
    "withdraw_post",
]
