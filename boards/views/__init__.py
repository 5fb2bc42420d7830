"""The pages of the boards."""

from boards.views.comments import comment_create, comment_delete, comment_edit, comment_react, comment_take_back
from suggestions.views.notices import notice_detail, notice_list
from boards.views.pictures import post_picture
from polls.views.polls import poll_detail, poll_list, poll_results, poll_vote
from boards.views.posts import post_create, post_delete, post_detail, post_edit, post_list, post_react, post_take_back
from suggestions.views.suggestions import (
    suggestion_create,
    suggestion_delete,
    suggestion_detail,
    suggestion_edit,
    suggestion_list,
)
from assist.views.summaries import summary_complain
from assist.views.topics import topic_list
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
    "notice_detail",
    "notice_list",
    "poll_detail",
    "poll_list",
    "poll_results",
    "poll_vote",
    "post_create",
    "post_delete",
    "post_detail",
    "post_edit",
    "post_list",
    "post_picture",
    "post_react",
    "post_take_back",
    "suggestion_create",
    "suggestion_delete",
    "suggestion_detail",
    "suggestion_edit",
    "suggestion_list",
    "summary_complain",
    "topic_list",
]
