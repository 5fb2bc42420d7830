"""What citizens asked about something lately, in groups: help for politicians and aides who write (spec I10).

Every word that is shown stands in a post: groups are named by the title of their most typical post, quotes are
sentences as they were written. With a key the model may give a group a shorter name, which is kept only where the
posts say it. Nothing is written into an answer, and politicians' own texts are left out.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.utils import timezone

from accounts.models import Member
from assist.services.ai.client import hash_of
from assist.services.topic_groups import group_of, grouped, weights_of
from assist.services.topic_names import name_groups
from boards.models import Board, Post
from boards.queries.search import LONGEST, Condition, Search, newest_found
from polibat.security.limits import spend
from polibat.security.permission import require
from polibat.text import clean_line
from politicians.models import Politician

BOARDS = (Board.FREE, Board.POLITICIAN)
PERIODS = {7: "최근 7일", 30: "최근 30일", 90: "최근 90일"}
USUAL = 30
# Posts that are compared with each other, and groups that are shown.
MOST_POSTS, MOST_GROUPS = 120, 8
MOST_WORDS = 4
CACHE_SECONDS = 600
TIMES, WINDOW = 60, 3600


@dataclass(frozen=True)
class Question:
    """What is looked for: words, a post that is about to be answered, or what names the politician; in `days` days."""

    q: str = ""
    post: Post | None = None
    politician: Politician | None = None
    days: int = USUAL

    @classmethod
    def asked(cls, given: Mapping[str, str], *, by: Member) -> Self:
        """The question of an address (`?q=…&post=…&days=…`) by a member; unknown posts and periods are left out."""
        days = given.get("days", "")
        post = Post.objects.visible_to(AnonymousUser()).filter(public_id=clean_line(given.get("post", ""))).first()
        return cls(
            q=clean_line(given.get("q", "")[: LONGEST * 4])[:LONGEST].strip(),
            post=post,
            politician=Politician.objects.represented_by(by),
            days=int(days) if days in {str(number) for number in PERIODS} else USUAL,
        )

    @property
    def key(self) -> str:
        """By what the groups are kept."""
        about = f"q{self.q}" if self.q else f"p{self.post.pk}" if self.post else f"m{getattr(self.politician, 'pk', 0)}"
        return f"topics:{hash_of(f'{self.days}:{about}')}"

    @property
    def searches(self) -> list[Search]:
        """What is looked up in the index of search: what was typed, or the longest words of the post's title."""
        if self.q:
            return [Search(self.q, Condition.TITLE_CONTENT)]
        # Without the last syllable, which in Korean is mostly a particle.
        title = self.post.title if self.post else ""
        words = sorted({word for word in title.split() if len(word) > 1}, key=lambda word: (-len(word), word))
        stems = [word[:-1] if len(word) > 2 else word for word in words[:MOST_WORDS]]
        return [Search(stem, Condition.TITLE_CONTENT) for stem in stems]


@dataclass
class Topics:
    """The answer: groups, the posts that stand alone, and how many there are in all."""

    question: Question
    groups: list = field(default_factory=list)
    others: list = field(default_factory=list)
    total: int = 0
    is_capped: bool = False
    # Why some groups have no name by the model: a `Missing`, or None.
    missing: str | None = None
    made_at: datetime = field(default_factory=timezone.now)

    @property
    def is_ai(self) -> bool:
        """Whether the model named a group."""
        return any(group.is_ai for group in self.groups)


def gather(question: Question, *, by: Member) -> Topics:
    """The groups of posts by citizens that fit `question`, the largest first.

    Raises PermissionDenied for who speaks for no politician, Throttled after TIMES questions in an hour.
    """
    require(by, "assist.view_topics", words="승인된 정치인과 보좌진 회원이 쓰는 곳입니다.")
    spend("topics", by.pk, times=TIMES, per=WINDOW)
    posts = _candidates(question)
    found = Topics(question, total=len(posts), is_capped=len(posts) == MOST_POSTS)
    grams = {post.pk: weights_of(post) for post in posts}
    large = [group for group in _kept_groups(question, posts, grams) if len(group) > 1][:MOST_GROUPS]
    found.groups = [group_of(group, grams) for group in large]
    shown = {post.pk for group in large for post in group}
    found.others = [post for post in posts if post.pk not in shown][:MOST_GROUPS]
    found.missing = name_groups(found.groups)
    return found


def _candidates(question: Question) -> list[Post]:
    """The newest posts of citizens that fit, with their texts."""
    since = timezone.now() - timedelta(days=question.days)
    posts = Post.objects.visible_to(AnonymousUser()).filter(
        board__in=BOARDS, published_at__gte=since, author__kind=Member.Kind.NORMAL
    )
    if question.q or question.post:
        pages = [newest_found(search, BOARDS, 1, MOST_POSTS * 2) for search in question.searches if not search.hint]
        posts = posts.filter(pk__in={post.pk for page in pages for post in page.rows})
    elif question.politician:
        posts = posts.filter(politician=question.politician)
    else:
        return []
    if question.post:
        posts = posts.exclude(pk=question.post.pk)
    shown = posts.select_related("politician", "counts").defer("body")
    return list(shown.order_by("-published_at", "-pk")[:MOST_POSTS])


def _kept_groups(question: Question, posts: list[Post], grams: dict[int, Counter[str]]) -> list[list[Post]]:
    """The posts in groups: as they were made a few minutes ago where nothing changed since."""
    by_key = {post.pk: post for post in posts}
    kept = cache.get(question.key)
    if kept is None or {pk for group in kept for pk in group} != set(by_key):
        kept = grouped([post.pk for post in posts], grams)
        cache.set(question.key, kept, CACHE_SECONDS)
    return [[by_key[pk] for pk in group] for group in kept]
