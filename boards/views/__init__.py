"""The pages of the boards."""

from boards.views.comments import comment_create, comment_delete, comment_edit, comment_react
from boards.views.polls import poll_detail, poll_list
from boards.views.posts import post_create, post_delete, post_detail, post_edit, post_list, post_react
from boards.views.uploads import draft_save, image_create

__all__ = [
    "comment_create",
    "comment_delete",
    "comment_edit",
    "comment_react",
    "draft_save",
    "image_create",
    "poll_detail",
    "poll_list",
    "post_create",
    "post_delete",
    "post_detail",
    "post_edit",
    "post_list",
    "post_react",
]
