"""What the site made of a post, through the API."""

import pytest
from django.utils import timezone

from assist.models import SentimentGauge, Summary
from moderation.services import hide_text
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(citizen):
    post = factories.post(citizen)
    lines = [{"line": f"{number}번째 줄", "source": "본문의 문장"} for number in range(3)]
    Summary.objects.create(post=post, lines=lines, method="AI", made_at=timezone.now())
    SentimentGauge.objects.create(
        post=post, positive=8, neutral=1, negative=3, method="LEXICON", measured_at=timezone.now()
    )
    return post


def asked(api, post, what):
    answer = api.get(f"/api/posts/{post.public_id}/{what}")
    return answer.status_code, answer.json().get("data") or answer.json()["error"]["code"]


def test_summary_and_sentiment_are_those_of_the_page(api_of, post):
    status, summary = asked(api_of(), post, "summary")
    assert (status, [one["line"] for one in summary["lines"]]) == (200, ["0번째 줄", "1번째 줄", "2번째 줄"])
    assert (summary["method"], summary["isAi"]) == ("AI", True)
    status, gauge = asked(api_of(), post, "sentiment")
    assert (status, gauge["total"], gauge["degrees"]) == (200, 12, 71)


def test_what_the_page_does_not_show_is_not_answered(api_of, moderator, post):
    SentimentGauge.objects.filter(post=post).update(positive=1, neutral=1, negative=1)
    assert asked(api_of(), post, "sentiment") == (404, "SENTIMENT_NOT_FOUND")
    Summary.objects.filter(post=post).update(is_withdrawn=True)
    assert asked(api_of(), post, "summary") == (404, "SUMMARY_NOT_FOUND")
    Summary.objects.filter(post=post).update(is_withdrawn=False)
    hide_text(post, by=moderator, reason="도배")
    assert asked(api_of(), post, "summary") == (404, "POST_NOT_FOUND")
    assert asked(api_of(moderator), post, "summary") == (404, "SUMMARY_NOT_FOUND")
