"""The list of suggestions: everybody sees that a private one is there, and nothing of what it says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, ClassVar, Self

from django.core.paginator import Paginator
from django.db.models import F, Q, TextChoices
from django.urls import reverse

from accounts.models import Viewer
from boards.models import Board, Post
from boards.models.post import LIST_FIELDS, PostQuerySet
from boards.queries.date_search import days_of
from boards.queries.pagination import SIZE, Page, board_ids, numbers_of
from boards.queries.search import CAP, LONGEST, NO_DATE, Search, search
from polibat.text import clean_line
from suggestions.models import Suggestion


class SuggestionCondition(TextChoices):
    """What is compared with what was typed; the values stand in addresses."""

    ALL = "all", "통합검색"
    CATEGORY = "category", "카테고리"
    STATE = "state", "처리상태"
    DATE = "date", "접수일"


@dataclass(frozen=True)
class SuggestionSearch(Search):
    """What was asked of the list of suggestions."""

    condition: str = SuggestionCondition.ALL

    @classmethod
    def asked(cls, parameters: Mapping[str, str]) -> Self | None:
        """The search of an address (`?q=…&in=…`); None when nothing was typed."""
        q = clean_line(parameters.get("q", "")[: LONGEST * 4])[:LONGEST].strip()
        condition = parameters.get("in", "")
        known = condition in SuggestionCondition.values
        return cls(q, condition if known else SuggestionCondition.ALL) if q else None

    @property
    def names_a_label(self) -> bool:
        """Whether a kind or a state is called so: 통합검색 finds these too."""
        return bool(_named(Suggestion.Category, self.q) or _named(Suggestion.State, self.q))

    @property
    def hint(self) -> str:
        """Why nothing can be found with what was typed; "" when something can."""
        if self.condition == SuggestionCondition.DATE:
            return "" if days_of(self.q) else NO_DATE
        return super().hint if self.condition == SuggestionCondition.ALL else ""


def suggestion_page(member: Viewer, number: int) -> Page:
    """Page `number` of the suggestions, newest first, at the same cost however far down."""
    total, skipped, ids = board_ids(Board.SUGGESTION, number)
    return _numbered(rows_of(ids, member), number=skipped // SIZE + 1, total=total, skipped=skipped)


def found_suggestions(asked: SuggestionSearch, member: Viewer, number: int) -> Page:
    """Page `number` of the suggestions that fit `asked`; search knows no word of a private one."""
    if asked.hint:
        return Page()
    if asked.condition == SuggestionCondition.ALL and not asked.names_a_label:
        page = search(asked, Board.SUGGESTION, member, number)
        rows, skipped = rows_of([post.pk for post in page.rows], member), (page.number - 1) * SIZE
        return replace(page, rows=rows, numbers=numbers_of(rows, page.total, skipped))
    found = _fitting(asked, member).order_by("-pk").values_list("pk", flat=True)[:CAP]
    shown = Paginator(found, SIZE).get_page(number)
    skipped = (shown.number - 1) * SIZE
    return _numbered(rows_of(list(shown), member), number=shown.number, total=shown.paginator.count, skipped=skipped)


def _numbered(rows: "list[Post | ClosedRow]", *, number: int, total: int, skipped: int) -> Page:
    return Page(rows, numbers_of(rows, total, skipped), number=number, total=total)


def _fitting(asked: SuggestionSearch, member: Viewer) -> PostQuerySet:
    listed = Post.objects.on(Board.SUGGESTION).filter(status__in=Post.LISTED)
    if asked.condition == SuggestionCondition.DATE:
        days = days_of(asked.q)
        if days is None:
            return listed.none()
        start, end = days
        return listed.filter(published_at__gte=start, published_at__lt=end)
    if asked.condition == SuggestionCondition.STATE:
        return listed.filter(suggestion__state__in=_named(Suggestion.State, asked.q))
    # A private one is not found by its kind either.
    visible = Post.objects.visible_to(member).on(Board.SUGGESTION).filter(status__in=Post.LISTED)
    named = Q(suggestion__category__in=_named(Suggestion.Category, asked.q))
    if asked.condition == SuggestionCondition.ALL:
        named |= Q(document__words__bigrams=asked.q) | Q(suggestion__state__in=_named(Suggestion.State, asked.q))
    return visible.filter(named)


def _named(choices: type[TextChoices], words: str) -> list[str]:
    """The values whose label holds `words`, of which one syllable says too little."""
    bare = words.replace(" ", "")
    return [value for value, label in choices.choices if len(bare) > 1 and bare in label]


@dataclass(frozen=True)
class ClosedRow:
    """What the list shows of a private suggestion to everybody else."""

    public_id: str
    state: str
    published_at: datetime
    likes: int
    views: int
    is_closed: ClassVar[bool] = True

    @property
    def url(self) -> str:
        """The page that says that it is private."""
        return reverse("suggestions:suggestion-detail", args=[self.public_id])

    @property
    def state_label(self) -> str:
        """The state in words."""
        return str(Suggestion.State(self.state).label)


def rows_of(ids: list[int], member: Viewer) -> list[Post | ClosedRow]:
    """What `member` sees of the suggestions `ids`, in that order; the words of closed ones are not even fetched."""
    visible = Post.objects.visible_to(member).filter(pk__in=ids).select_related("suggestion", "author", "counts")
    posts = visible.only(*LIST_FIELDS, "is_private", "suggestion__category", "suggestion__state").in_bulk()
    closed = {pk: ClosedRow(**shown) for pk, shown in _closed([pk for pk in ids if pk not in posts])}
    return [posts.get(pk) or closed[pk] for pk in ids if pk in posts or pk in closed]


def _closed(ids: list[int]) -> Iterator[tuple[int, dict[str, Any]]]:
    if not ids:
        return
    numbers = {"state": F("suggestion__state"), "likes": F("counts__likes"), "views": F("counts__views")}
    private = Post.objects.filter(pk__in=ids, is_private=True, status__in=Post.LISTED)
    for row in private.values("pk", "public_id", "published_at", **numbers):
        yield row.pop("pk"), row
