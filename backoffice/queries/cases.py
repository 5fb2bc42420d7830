"""How much waits for staff: counts over what is open alone, which indexes know."""

from collections.abc import Callable

from django.db.models import Count

from accounts.models import Member
from boards.models.visibility import PostStatus
from moderation.models import Objection, Report
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
    return Objection.objects.waiting().decidable_by(by).count()
