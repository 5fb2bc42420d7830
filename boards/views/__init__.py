"""The pages of the boards."""

from boards.views.comments import comment_create, comment_delete, comment_edit, comment_react, comment_take_back
from boards.views.drafts import draft_save
from boards.views.pictures import post_picture
from boards.views.posts import post_create, post_delete, post_detail, post_edit, post_list, post_react, post_take_back

__all__ = [
    "comment_create",
    "comment_delete",
    "comment_edit",
    "comment_react",
    "comment_take_back",
    "draft_save",
    "post_create",
    "post_delete",
    "post_detail",
    "post_edit",
    "post_list",
    "post_picture",
    "post_react",
    "post_take_back",
]
