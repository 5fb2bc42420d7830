"""What staff see around a text before they decide about it: its reports, its author's record, what was decided."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from accounts.models import Member, StatusChange
from boards.models import Comment, Post
from moderation.models import Claim, Decision, Objection, Report

PUNISHED = (Member.Status.SUSPENDED, Member.Status.BANNED)


@dataclass
class Record:
    """What is on record about an author: texts taken down, suspensions and bans, objections upheld."""

    taken_down: int = 0
    punished: int = 0
    upheld: int = 0


@dataclass
class CaseFile:
    """One text with all that is known of it: open reports and all others, decisions, and the record of its author.

    `decisions_seen` and `live_claim` are filled in by who asks for one alone.
    """

    target: Post | Comment
    record: Record
    reports: list[Report] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    decisions_seen: int = 0
    live_claim: Claim | None = None

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """The reasons of its open reports in words, the most given first, with how many gave each."""
        words = dict(Report.Reason.choices)
        return [(str(words[reason]), number) for reason, number in self.reason_counts]

    @property
    def reason_counts(self) -> list[tuple[str, int]]:
        """The same by their keys."""
        return Counter(report.reason for report in self.open_reports).most_common()

    @property
    def open_reports(self) -> list[Report]:
        """The reports that a decision would settle."""
        return [report for report in self.reports if report.state in Report.OPEN]

    @property
    def said(self) -> str:
        """The words of the text without markup."""
        return self.target.text if isinstance(self.target, Comment) else self.target.body_text


def records_of(members: Sequence[int]) -> dict[int, Record]:
    """The record of each member (by key) as an author; four statements however many they are."""
    found = {pk: Record() for pk in members}
    down = Decision.objects.taking_down().exclude(before=F("after")).order_by()
    for path in ("post__author", "comment__author"):
        taken = down.filter(**{f"{path}__in": members}).values_list(path).annotate(Count("pk"))
        for pk, number in taken:
            found[pk].taken_down += number
    punished = StatusChange.objects.filter(member__in=members, after__in=PUNISHED).order_by()
    for pk, number in punished.values_list("member").annotate(Count("pk")):
        found[pk].punished = number
    upheld = Objection.objects.filter(member__in=members, state=Objection.State.UPHELD).order_by()
    for pk, number in upheld.values_list("member").annotate(Count("pk")):
        found[pk].upheld = number
    return found


def case_files(targets: Sequence[Post | Comment]) -> list[CaseFile]:
    """The files of `targets` in their order; eight statements however many they are.

    Posts and comments come as they were read; what their lists leave out (the words of posts, authors) is read here.
    """
    posts = [target.pk for target in targets if isinstance(target, Post)]
    comments = [target.pk for target in targets if isinstance(target, Comment)]
    whole: dict[tuple[type, int], Post | Comment] = {}
    for post in Post.objects.filter(pk__in=posts).select_related("author").defer("body"):
        whole[Post, post.pk] = post
    parents = Comment.objects.select_related("author", "post", "parent").defer("post__body", "post__body_text")
    for comment in parents.filter(pk__in=comments):
        whole[Comment, comment.pk] = comment
    records = records_of(list({target.author_id for target in targets}))
    files: dict[tuple[type, int | None], CaseFile] = {
        (model, pk): CaseFile(target=text, record=records[text.author_id]) for (model, pk), text in whole.items()
    }
    about = Q(post__in=posts) | Q(comment__in=comments)
    for report in Report.objects.filter(about).select_related("reporter").order_by("-pk"):
        files[_key(report)].reports.append(report)
    for decision in Decision.objects.filter(about).select_related("by"):
        files[_key(decision)].decisions.append(decision)
    return [files[type(target), target.pk] for target in targets if (type(target), target.pk) in files]


def _key(row: Report | Decision) -> tuple[type, int | None]:
    return (Post, row.post_id) if row.post_id else (Comment, row.comment_id)


def decisions_of(targets: Sequence[Post | Comment], *, by: Member) -> list[Decision]:
    """The last decision about each of `targets`, where `by` took it."""
    posts = [target.pk for target in targets if isinstance(target, Post)]
    comments = [target.pk for target in targets if isinstance(target, Comment)]
    about = Decision.objects.filter(Q(post__in=posts) | Q(comment__in=comments)).order_by("pk")
    last = {(decision.post_id, decision.comment_id): decision for decision in about}
    return [decision for decision in last.values() if decision.by_id == by.pk]


def hidden_by_rule(rows: QuerySet, *, wanted: bool = True) -> QuerySet:
    """Those of `rows` (posts or comments) that a rule hid and nobody decided about since; the others unless `wanted`.

    They are what waits: what a member of staff hid is done.
    """
    kind = rows.model._meta.model_name
    about = Decision.objects.filter(**{kind: OuterRef("pk")}).order_by()
    by_rule = about.filter(by__isnull=True, verb=Decision.Verb.HIDE)
    waits = Exists(by_rule.annotate(decided=Exists(_later(kind))).filter(decided=False))
    found = rows.filter(waits, status=rows.model.Status.HIDDEN)
    return found if wanted else rows.exclude(pk__in=found.order_by().values("pk"))


def _later(kind: str) -> QuerySet:
    """Decisions of staff about the text of a decision, taken after it."""
    return Decision.objects.filter(**{kind: OuterRef(kind)}, by__isnull=False, pk__gt=OuterRef("pk")).order_by()
