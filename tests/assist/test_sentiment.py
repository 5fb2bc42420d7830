"""The sentiment_gauge: what can be read counts, from ten on, and it says that it is no poll."""

import random
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage, storages
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assist.models import SentimentGauge, SentimentLabel
from assist.models.ai_usage import AiRequest
from assist.services import naive_bayes, sentiment_lexicon, trained_models
from assist.services.sentiment import freeze, label_waiting_comments
from assist.services.sentiment_lexicon import balance_of, sentiment_of
from boards.models import PostCounts
from boards.services import change_comment_status, change_post_status, edit_comment
from tests.assist.model_stub import serving

pytestmark = pytest.mark.django_db
GLAD, SAD, PLAIN = "정말 고맙습니다. 응원합니다.", "너무 불편하고 답답합니다.", "저는 3번 버스를 탑니다."
REVIEWS = Path(__file__).parents[3] / "shared" / "data" / "sentiment" / "movie_reviews.tsv"


@pytest.fixture(autouse=True)
def no_model(tmp_path):
    """An empty private storage, and nothing remembered."""
    storages._storages["private"] = FileSystemStorage(location=tmp_path, base_url=None)
    trained_models.forget()
    yield
    del storages._storages["private"]
    trained_models.forget()


@pytest.fixture
def talk(write, say, citizen, reader):
    """A post with eleven comments: five glad, four sad, two plain."""
    post = write(citizen)
    said = [say(post, reader, text) for text in [GLAD] * 5 + [SAD] * 4 + [PLAIN] * 2]
    return post, said


def numbers(post):
    found = SentimentGauge.objects.get(pk=post.pk)
    return found.positive, found.neutral, found.negative


@pytest.mark.parametrize(
    ("text", "sentiment"),
    [
        (GLAD, "POSITIVE"),
        (SAD, "NEGATIVE"),
        (PLAIN, "NEUTRAL"),
        ("별로 좋지 않네요", "NEGATIVE"),
        ("안 좋아요", "NEGATIVE"),
        ("전혀 불편하지 않아요", "POSITIVE"),
        ("불편이 없어졌어요", "POSITIVE"),
        ("도움이 안 돼요", "NEGATIVE"),
        ("문제가 없습니다", "POSITIVE"),
        ("", "NEUTRAL"),
        ("🚩" * 50, "NEUTRAL"),
    ],
)
def test_mood_by_the_lexicon(text, sentiment):
    assert sentiment_of(text) == (sentiment, "LEXICON")


def test_lexicon_names_no_word_twice_and_none_on_both_sides():
    good, bad = sentiment_lexicon.GOOD.split(), sentiment_lexicon.BAD.split()
    assert len(good) == len(set(good))
    assert len(bad) == len(set(bad))
    assert not set(good) & set(bad)


def test_page_shows_it_from_ten_comments_on(talk, say, client_of, settings, reader):
    settings.PAGE_CACHE_SECONDS = 0
    post, said = talk
    assert label_waiting_comments() == 1
    assert numbers(post) == (5, 2, 4)
    page = client_of().get(post.get_absolute_url()).content.decode()
    assert "참여한 사람들의 의견일 뿐 여론조사가 아닙니다" in page
    assert "댓글 11개" in page
    assert "낱말 사전" in page
    for comment in said[:2]:
        change_comment_status(comment, to="DELETED")
    label_waiting_comments()
    assert numbers(post) == (3, 2, 4)
    assert "AI 온도계" not in client_of().get(post.get_absolute_url()).content.decode()


def test_each_comment_is_read_once_and_anew_when_its_words_change(talk, reader):
    post, said = talk
    label_waiting_comments()
    assert label_waiting_comments() == 0
    said[0].text = SAD
    edit_comment(said[0], by=reader)
    assert SentimentLabel.objects.count() == 10
    assert label_waiting_comments() == 1
    assert numbers(post) == (4, 2, 5)


def test_hidden_comments_and_posts_are_not_read(talk, say, reader):
    post, said = talk
    change_comment_status(said[0], to="HIDDEN")
    label_waiting_comments()
    assert numbers(post) == (4, 2, 4)
    assert not SentimentLabel.objects.filter(pk=said[0].pk).exists()
    say(post, reader, GLAD)
    change_post_status(post, to="HIDDEN")
    label_waiting_comments()
    assert numbers(post) == (4, 2, 4)


def test_frozen_stays_as_it_was_and_goes_on_afterwards(talk, say, reader):
    post, _ = talk
    label_waiting_comments()
    assert freeze(post, is_frozen=True)
    assert not freeze(post, is_frozen=True)
    say(post, reader, GLAD)
    label_waiting_comments()
    assert numbers(post) == (5, 2, 4)
    assert freeze(post, is_frozen=False)
    label_waiting_comments()
    assert numbers(post) == (6, 2, 4)


def test_detail_asks_no_more_for_it(talk, client_of, settings):
    settings.PAGE_CACHE_SECONDS = 0
    post, _ = talk
    client = client_of()
    client.get(post.get_absolute_url())
    with CaptureQueriesContext(connection) as before:
        client.get(post.get_absolute_url())
    label_waiting_comments()
    with CaptureQueriesContext(connection) as after:
        client.get(post.get_absolute_url())
    assert len(after) == len(before) <= 12


def test_service_reads_in_one_request_and_nonsense_falls_back(talk, say, reader, settings):
    post, _ = talk
    with serving(settings) as stub:
        stub.says({"sentiments": ["NEGATIVE"] * 11})
        label_waiting_comments()
        assert (numbers(post), len(stub.asked)) == ((0, 0, 11), 1)
        assert SentimentGauge.objects.get(pk=post.pk).method == "AI"
        assert reader.nickname not in stub.sent
        say(post, reader, GLAD)
        for nonsense in ({"sentiments": []}, {"sentiments": ["HAPPY"]}, 500):
            SentimentLabel.objects.filter(method="LEXICON").delete()
            PostCounts.objects.filter(pk=post.pk).update(is_unread=True)
            stub.says(nonsense)
            label_waiting_comments()
            assert numbers(post) == (1, 0, 11)
    assert AiRequest.objects.filter(purpose="sentiment").count() == 4


def test_train_mood_replaces_the_lexicon(tmp_path):
    lines = [f"{word} 좋은 정류장{number}\t1\n" for number, word in enumerate(["아주", "꽤", "참"] * 10)]
    lines += [f"나쁜 {word} 도로{number}\t0\n" for number, word in enumerate(["아주", "꽤", "참"] * 10)]
    file = tmp_path / "rows.tsv"
    file.write_text("".join(lines), encoding="utf-8")
    said = StringIO()
    call_command("train_sentiment", str(file), stdout=said)
    assert "60줄" in said.getvalue()
    assert sentiment_of("정류장") == ("POSITIVE", "MODEL")
    assert sentiment_of("도로") == ("NEGATIVE", "MODEL")


def test_train_mood_evaluates_on_lines_it_never_saw_and_stores_nothing(tmp_path):
    lines = [f"정말 좋은 생각입니다 {number}\t1\n" for number in range(100)]
    lines += [f"아주 나쁜 계획이네요 {number}\t0\n" for number in range(100)]
    file, harmless, said = tmp_path / "sentiment.tsv", tmp_path / "harmless.txt", StringIO()
    file.write_text("".join(lines), encoding="utf-8")
    harmless.write_text("나쁜 계획이네요\n정말 좋은 생각입니다\n", encoding="utf-8")
    call_command("train_sentiment", str(file), evaluate=True, harmless=[harmless], stdout=said)
    parts = naive_bayes.parts_of(naive_bayes.rows_of(lines))
    assert sorted(row for part in parts.values() for row in part) == sorted(naive_bayes.rows_of(lines))
    right, wrong = (sum(label == one for label, _ in parts["report"]) for one in "10")
    assert f"보고 0.62/0.38: 1 → {right}/0/0, 0 → 0/0/{wrong} · 정한 것의 정확도 1.000" in said.getvalue()
    assert "괜찮은 글 2개: 1,000개에 500.0개" in said.getvalue()
    assert trained_models.model_of("sentiment") is None


@pytest.mark.parametrize("content", [b"", b"a\tb\n", b"\xff\xfe\x00"])
def test_train_mood_refuses_what_teaches_nothing(tmp_path, content):
    file = tmp_path / "rows.tsv"
    file.write_bytes(content)
    with pytest.raises(CommandError):
        call_command("train_sentiment", str(file), stdout=StringIO())
    with pytest.raises(CommandError):
        call_command("train_sentiment", str(tmp_path / "none"), stdout=StringIO())


@pytest.mark.skipif(not REVIEWS.exists(), reason="needs ../shared/data/sentiment")
def test_both_ways_on_labelled_reviews():
    with REVIEWS.open(encoding="utf-8") as lines:
        rows = list(naive_bayes.rows_of(lines))
    decided = [(label, balance_of(text)) for label, text in rows[:4000]]
    decided = [(label, balance) for label, balance in decided if balance]
    assert sum((label == "1") == (balance > 0) for label, balance in decided) / len(decided) > 0.78
    random.Random(1).shuffle(rows)
    model = naive_bayes.train(rows[:8000])
    right = Counter((label == "1") == (naive_bayes.score(model, text) > 0.5) for label, text in rows[8000:10000])
    assert right[True] / 2000 > 0.8
