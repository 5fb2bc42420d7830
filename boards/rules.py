"""Permissions of posts, comments, polls, notices and suggestions (spec B6, B7, P2, N1, S4)."""

import rules

from accounts.models import Viewer
from accounts.rules import is_approved, is_in_good_standing, is_moderator
from boards.models import Board, Comment, Post


@rules.predicate
def is_author(member: Viewer, text: Post | Comment | None) -> bool:
    """The member wrote this post or comment."""
    return text is not None and text.author_id == member.pk


@rules.predicate
def is_listed(member: Viewer, text: Post | Comment | None) -> bool:
    """It can be read, so it may be changed and reacted to; a comment together with its post.

    A private suggestion can be read by its author and staff.
    """
    if text is None or not text.is_listed:
        return False
    if hasattr(text, "post_id"):
        return is_listed.test(member, text.post)
    return not text.is_private or text.author_id == member.pk or is_moderator.test(member)


@rules.predicate
def is_not_deleted(member: Viewer, text: Post | Comment | None) -> bool:
    """It still is there."""
    return text is not None and text.status != text.Status.DELETED


@rules.predicate
def is_written_freely(member: Viewer, post: Post | None) -> bool:
    """It stands on a board where members write as they please; the others are changed in ways of their own."""
    return post is not None and Board(post.board).is_written_by_members


rules.add_perm("boards.add_post", is_in_good_standing)
# Asked with the post: notices, polls and suggestions come about in ways of their own.
rules.add_perm("boards.publish_post", is_in_good_standing & is_written_freely)
rules.add_perm("boards.change_post", is_in_good_standing & is_author & is_listed & is_written_freely)
rules.add_perm("boards.delete_post", is_approved & is_author & is_not_deleted & is_written_freely)
rules.add_perm("boards.view_hidden_post", is_moderator)
# Asked with the post that is to be commented.
rules.add_perm("boards.add_comment", is_in_good_standing & is_listed)
rules.add_perm("boards.change_comment", is_in_good_standing & is_author & is_listed)
rules.add_perm("boards.delete_comment", is_approved & is_author & is_not_deleted)
# Asked with the post or comment in question.
rules.add_perm("boards.add_reaction", is_in_good_standing & is_listed & ~is_author)
