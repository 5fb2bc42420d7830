"""What gives the demo accounts something to see: reports in the queue, notifications, all through the services."""

from accounts.models import Member
from boards.models import Comment, Post
from moderation.models import Report
from moderation.services import file_report
from notifications.models import Notification
from notifications.services import notify

# The newest posts of citizens, reported: place, reason, words.
REPORTED_POSTS = (
    (2, Report.Reason.ADVERTISING, "가게 홍보처럼 보입니다. 확인 부탁드립니다."),
    (5, Report.Reason.FALSEHOOD, "숫자의 출처가 없습니다."),
    (5, Report.Reason.OTHER, "같은 내용을 여러 번 올린 것 같습니다."),
)
REPORTED_COMMENTS = ((1, Report.Reason.ABUSE, ""), (4, Report.Reason.SPAM, "다른 글에도 같은 댓글이 있습니다."))
NOTIFIED_OF = 6


def set_scene():
    """File a few reports and tell the demo citizen and politician what happened to their posts lately."""
    reporters = Member.objects.in_good_standing().filter(kind=Member.Kind.NORMAL).order_by("-pk")
    posts = Post.objects.listed().filter(author__kind=Member.Kind.NORMAL).order_by("-pk")
    comments = Comment.objects.listed().filter(post__status=Post.Status.PUBLISHED, author__kind=Member.Kind.NORMAL)
    for target, number, reason, text in (
        *((posts[place : place + 1], number, *rest) for number, (place, *rest) in enumerate(REPORTED_POSTS)),
        *((comments.order_by("-pk")[place : place + 1], 9, *rest) for place, *rest in REPORTED_COMMENTS),
    ):
        _report(target.first(), reporters, number, reason, text)
    _notify("citizen@example.com")
    _notify("politician@example.com")


def _report(target, reporters, number, reason, text):
    """Report `target`, when there is one, in the name of some citizen who did not write it."""
    if target is None:
        return
    reporter = reporters.exclude(pk=target.author_id)[number : number + 1].first()
    if reporter:
        kind = "post" if isinstance(target, Post) else "comment"
        file_report(Report(**{kind: target}, reason=reason, text=text), by=reporter)


def _notify(address):
    """Tell a member of the newest comments below their posts, as the comments would have."""
    member = Member.objects.with_email(address).get()
    about = Comment.objects.listed().filter(post__author=member).exclude(author=member)
    newest = about.select_related("author", "post").order_by("-pk")[:NOTIFIED_OF]
    for comment in reversed(newest):
        kind = Notification.Kind.ANSWER if comment.is_answer else Notification.Kind.COMMENT
        did = "회원님의 글에 답변했습니다." if comment.is_answer else "회원님의 글에 댓글을 남겼습니다."
        text = f"{{actor}} 님이 {did}"
        event = f"comment:{comment.public_id}"
        notify([member], kind=kind, text=text, url=comment.get_absolute_url(), actor=comment.author, event=event)
        member.notifications.filter(event=event).update(created_at=comment.created_at)
