"""What the tests of figures share: visitors with browsers, and histories made of rows at chosen moments."""

import random
from datetime import timedelta

import pytest

from accounts.models import Member, StatusChange
from boards.models import Comment, Post
from insights.queries import series
from insights.services.visits import seen
from moderation.models import Decision, Report
from tests import factories

PC = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"


@pytest.fixture(autouse=True)
def nobody_was_seen():
    """No visitor is remembered from the test before."""
    seen.forget()


@pytest.fixture(autouse=True)
def texts_are_counted_at_once(monkeypatch):
    """Figures do not wait the few seconds after which texts of today are counted anew."""
    monkeypatch.setattr(series, "LIVE_CACHE_SECONDS", 0)


@pytest.fixture
def history(db):
    """`history(seed, now, days)`: members, texts, reports and decisions at random moments of the past days."""
    return make_history


def make_history(seed, now, days=40, size=30):
    """Rows at random moments, with the current standing of every member as the history left it."""
    rng = random.Random(seed)

    def moment():
        return now - timedelta(seconds=rng.randrange(days * 86400))

    members = [
        factories.MemberFactory(kind=rng.choice(["NORMAL", "NORMAL", "POLITICIAN", "ASSISTANT", "ADMIN"]))
        for _ in range(15)
    ]
    for member in members:
        moments = sorted(moment() for _ in range(rng.randrange(1, 4)))
        before = ""
        for at in moments:
            after = rng.choice(["SUSPENDED", "BANNED", "APPROVED"]) if before else "APPROVED"
            StatusChange.objects.create(member=member, before=before, after=after, reason="사유", created_at=at)
            before = after
        until = now + timedelta(days=3) if before == "SUSPENDED" else None
        Member.objects.filter(pk=member.pk).update(status=before, suspended_until=until)
    author = members[0]
    posts = Post.objects.bulk_create(
        Post(
            public_id=f"XX{number:06}",
            board=rng.choice(["FREE", "POLITICIAN", "VOTE", "NOTICE", "SUGGESTION"]),
            author=author, title="제목", body="본문", body_text="본문", published_at=moment(),
        )
        for number in range(size)
    )  # fmt: skip
    comments = Comment.objects.bulk_create(
        Comment(public_id=f"XC{number:06}", post=rng.choice(posts), author=author, text="댓글", created_at=moment())
        for number in range(size * 2)
    )
    for number in range(size):
        target = rng.choice([{"post": posts[number]}, {"comment": comments[number]}])
        Report.objects.create(public_id=f"RP{number}", reporter=author, reason="SPAM", created_at=moment(), **target)
        before, after = rng.choice([("PUBLISHED", "HIDDEN"), ("PUBLISHED", "DELETED"), ("HIDDEN", "HIDDEN")])
        Decision.objects.create(
            verb={"HIDDEN": "HIDE", "DELETED": "DELETE"}[after],
            before=before, after=after, reason="사유", created_at=moment(), **target,
        )  # fmt: skip
