"""The same figures, counted the slow way: every row, one by one, in Python."""

from django.utils import timezone

from accounts.models import Member, StatusChange
from boards.models import Comment, Post
from moderation.models import Decision, Report

KINDS = {
    "total": {"NORMAL", "POLITICIAN", "ASSISTANT"},
    "normal": {"NORMAL"},
    "politician": {"POLITICIAN"},
    "assistant": {"ASSISTANT"},
}
BOARDS = {"total": {"FREE", "POLITICIAN", "VOTE"}, "free": {"FREE"}, "politician": {"POLITICIAN"}, "vote": {"VOTE"}}
STANDING = {"APPROVED", "PENDING", "SUSPENDED"}


def within(moment, first, last):
    return first <= timezone.localdate(moment) <= last


def standing(kinds):
    """Members who are neither 탈퇴 nor 강퇴."""
    return sum(member.kind in kinds and member.status in STANDING for member in Member.objects.all())


def changes(kinds, first, last, is_counted):
    rows = StatusChange.objects.select_related("member")
    return sum(is_counted(row) for row in rows if row.member.kind in kinds and within(row.created_at, first, last))


def standing_change(kinds, first, last):
    return changes(kinds, first, last, lambda row: (row.after in STANDING) - (row.before in STANDING))


def texts(boards, first, last):
    """Posts and comments that were written."""
    posts = sum(post.board in boards and within(post.published_at, first, last) for post in Post.objects.all())
    comments = Comment.objects.select_related("post")
    return posts, sum(one.post.board in boards and within(one.created_at, first, last) for one in comments)


def events(model, boards, first, last, is_counted=None):
    """Reports or decisions about posts, and about comments."""
    found = [0, 0]
    for row in model.objects.select_related("post", "comment__post"):
        post = row.post or row.comment.post
        if post.board in boards and within(row.created_at, first, last) and (is_counted is None or is_counted(row)):
            found[row.post is None] += 1
    return tuple(found)


def reports(boards, first, last):
    return events(Report, boards, first, last)


def decisions(verb, boards, first, last):
    return events(Decision, boards, first, last, lambda row: row.verb == verb and row.before != row.after)
