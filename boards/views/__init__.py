"""The pages of the boards."""

from boards.views.comments import comment_create, comment_delete, comment_edit, comment_react, comment_take_back
from boards.views.pictures import post_picture
from boards.views.posts import post_create, post_delete, post_detail, post_edit, post_list, post_react, post_take_back
from boards.views.uploads import draft_save, image_create, image_offer, image_take

__all__ = [
    "comment_create",
    "comment_delete",
    "comment_edit",
    "comment_react",
    "comment_take_back",
    "draft_save",
    "image_create",
    "image_offer",
    "image_take",
    "post_create",
    "post_delete",
    "post_detail",
    "post_edit",
    "post_list",
    "post_picture",
    "post_react",
    "post_take_back",
]
