"""Looking at a notice before it is published."""

from accounts.models import Member
from boards.models import Board
from boards.services.previews import clean_previewed
from suggestions.models import Notice
from suggestions.services.notices import clean_notice


def preview_notice(notice: Notice, *, by: Member) -> Notice:
    """Clean and check what `publish_notice` or `edit_notice` would store; raises as they do."""
    clean_previewed(
        notice.post,
        by,
        board=Board.NOTICE,
        add="suggestions.add_notice",
        change=("suggestions.change_notice", notice.post),
    )
    clean_notice(notice)
    return notice
