"""How much waits for staff: counts over what is open alone, which indexes know."""

from collections.abc import Callable

from django.db.models import Count, Exists, OuterRef

from accounts.models import Member
from boards.models.visibility import PostStatus
from moderation.models import Decision, Objection, Report
from politicians.models import Application
from suggestions.models import Suggestion


def waiting_cases(by: Member) -> dict[str, int]:
    """What waits for `by`: texts with open reports, applications, suggestions, objections; 0 for what is not theirs."""
    asked: dict[str, tuple[str, Callable[[Member], int]]] = {
        "reports": ("moderation.view_report", _reported_texts),
        "applications": ("politicians.decide_application", _applications),
        "suggestions": ("suggestions.answer_suggestion", _suggestions),
        "objections": ("moderation.view_objection", _objections),
    }
    return {name: count(by) if by.has_perm(permission) else 0 for name, (permission, count) in asked.items()}


def _reported_texts(by: Member) -> int:
    texts = {"posts": Count("post", distinct=True), "comments": Count("comment", distinct=True)}
    return sum(Report.objects.open().order_by().aggregate(**texts).values())


def _applications(by: Member) -> int:
    return Application.objects.waiting().count()


def _suggestions(by: Member) -> int:
    return Suggestion.objects.filter(state=Suggestion.State.PENDING, post__status=PostStatus.PUBLISHED).count()


def _objections(by: Member) -> int:
    """Those that the rules let `by` decide: neither their own nor about what they took down, or confirmed since."""
    mine = Decision.objects.taking_down().filter(by=by, pk__gte=OuterRef("decision"))
    about = [Exists(mine.filter(**{text: OuterRef(f"decision__{text}")})) for text in ("post", "comment")]
    return Objection.objects.waiting().exclude(member=by).filter(*(~taken for taken in about)).count()
