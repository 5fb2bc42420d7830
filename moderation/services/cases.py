"""What the verbs about a text share: its lock, its name, and telling staff."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Member
from boards.models import Comment, Post
from boards.services.status import lock_post
from moderation.models import Claim, Decision, Report, ReviewFlag
from notifications.models import Notification
from notifications.services import notify
from polibat.cache.statements import PreparedQuery

# What was said above a comment is no part of its case.
_comment = PreparedQuery(
    lambda pk: Comment.objects.filter(pk=pk).select_related("author", "post").defer("post__body", "post__body_text")
)


@dataclass(frozen=True)
class Case:
    """What stands around a text: whether anything is open, and how many decisions other staff took."""

    has_reports: bool
    has_claim: bool
    has_flags: bool
    others: int


def lock(target: Post | Comment) -> Post | Comment:
    """Take the lock of the post (the row of its counts, as all verbs of boards do); the text as it stands from now on.

    So of many reports or decisions at once each sees what the one before did.
    """
    is_post = isinstance(target, Post)
    lock_post(target.pk if is_post else target.post_id)
    if is_post:
        return Post.objects.select_related("author").get(pk=target.pk)
    return _comment.first(pk=target.pk)


def case_of(target: Post | Comment, *, by: Member) -> Case:
    """The case of a text that is locked, as `by` meets it; one statement, because most texts have nothing open."""
    return Case(*_cases[type(target)].first(pk=target.pk, by=by.pk))


def _case_of(model: type[Post] | type[Comment], name: str) -> PreparedQuery:
    key = {name: OuterRef("pk")}

    def build(pk: int, by: int) -> QuerySet:
        taken = Decision.objects.by_others(Member(pk=by)).filter(**key).order_by().values(name)
        return model.objects.filter(pk=pk).values_list(
            Exists(Report.objects.open().filter(**key)),
            Exists(Claim.objects.filter(**key)),
            Exists(ReviewFlag.objects.open().filter(**key)),
            Coalesce(Subquery(taken.annotate(number=Count("pk")).values("number")), 0),
        )

    return PreparedQuery(build)


_cases = {Post: _case_of(Post, "post"), Comment: _case_of(Comment, "comment")}


def named(target: Post | Comment) -> str:
    """A text by its kind and id: words that nobody may read stand in no notification either."""
    return f"{target._meta.verbose_name}({target.public_id})"


def tell_staff(text: str, *, url: str, event: str) -> None:
    """Tell every member of staff that something waits for them."""
    staff = Member.objects.filter(Q(is_superuser=True) | Q(groups__isnull=False), kind=Member.Kind.STAFF).distinct()
    notify(staff, kind=Notification.Kind.STAFF, text=text, url=url, event=event)
