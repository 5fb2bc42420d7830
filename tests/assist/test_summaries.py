"""Summaries: supported by the text, labelled, refreshed, gone with the text; whatever the service outside does."""

import pytest
import time_machine
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from assist.models import Summary, SummaryComplaint
from assist.models.ai_usage import AiDay, AiRequest
from assist.queries.panels import panels_of
from assist.services import remake_summary, restore_summary, withdraw_summary
from assist.services.ai import client
from assist.services.ai.client import breaker
from assist.services.ai.redact import redacted
from assist.services.sentences import central_sentences, sentences_of, shortened
from assist.services.summarising import _Line, missing_summaries, summarise, supported
from boards.models import Board, Post
from boards.services import change_post_status, edit_post
from polibat.text import length_of
from tests import factories
from tests.assist.model_stub import SLOW, serving
from tests.boards.test_concurrency import at_once
from tests.faults.conftest import free_port
from tests.markup import contains

pytestmark = pytest.mark.django_db

FIRST = "가온동 마을버스 7번은 출근 시간에도 25분마다 한 대뿐입니다."
SECOND = "정류장에는 지붕이 없어서 비가 오면 어르신들이 그대로 젖습니다."
THIRD = "배차 간격을 15분으로 줄이고 정류장마다 지붕을 세워 달라고 제안합니다."
REST = (
    "안녕하세요. 저는 가온동에서 삼 년째 마을버스를 타고 출근하는 주민입니다. "
    "지난달 주민 모임에서도 마을버스 배차 이야기가 가장 많이 나왔습니다. "
    "버스를 놓치면 걸어서 역까지 가야 하는데 언덕이 가팔라서 아이와 함께라면 더 힘듭니다. "
    "다른 동네는 이미 배차 간격을 줄였다고 들었습니다. "
    "예산이 부족하다면 출근 시간만이라도 먼저 시험해 보면 좋겠습니다. 읽어 주셔서 감사합니다."
)
LONG = f"<p>{FIRST} {SECOND} {REST}</p><p>{THIRD}</p>"
GOOD = {
    "lines": [
        {"line": "마을버스 7번이 출근 시간에도 25분마다 온다.", "source": FIRST},
        {"line": "정류장에 지붕이 없어 비가 오면 어르신들이 젖는다.", "source": SECOND},
        {"line": "배차 간격을 15분으로 줄이고 정류장 지붕을 제안한다.", "source": THIRD},
    ]
}


@pytest.fixture
def stub(settings):
    with serving(settings) as running:
        yield running


PROMPT = client.Prompt("test", "test-1", "words", client.Shape)


@pytest.fixture
def reserved(monkeypatch):
    """What each try of the requests of this test may cost at most."""
    each, reserve = [], client._reserve

    def note(estimate):
        each.append(estimate)
        return reserve(estimate)

    monkeypatch.setattr(client, "_reserve", note)
    return each


@pytest.fixture
def post(citizen):
    return factories.post(citizen, title="마을버스 이야기", body=LONG)


def lines_of(post):
    return [made["line"] for made in Summary.objects.get(pk=post.pk).lines]


def test_publishing_queues_one_job_and_only_for_long_posts(citizen, post):
    factories.post(citizen)
    jobs = ProcrastinateJob.objects.filter(task_name="assist.summarise_post")
    assert [job.args for job in jobs] == [{"post_id": post.pk}]


def test_lines_are_the_posts_own_sentences(post):
    assert summarise(post.pk)
    summary = Summary.objects.get(pk=post.pk)
    assert (summary.method, len(summary.lines)) == ("EXTRACT", 3)
    for made in summary.lines:
        assert made["source"] in f"{FIRST} {SECOND} {REST}\n{THIRD}"
        assert length_of(made["line"]) <= 60
    assert not AiRequest.objects.exists()
    assert not summarise(post.pk)


def test_page_shows_lines_with_their_source_and_how_they_were_made(post, client_of):
    summarise(post.pk)
    page = client_of().get(post.get_absolute_url()).content.decode()
    summary = Summary.objects.get(pk=post.pk)
    for made in summary.lines:
        assert contains(page, f"<summary>{made['line']}</summary>")
        assert made["source"] in page
    assert "AI가 만든 요약입니다" in page
    assert "자동 발췌" in page


def test_list_shows_a_line_in_the_place_of_the_excerpt_without_another_query(post, client_of, settings):
    settings.PAGE_CACHE_SECONDS = 0
    client = client_of()
    client.get("/free/")
    with CaptureQueriesContext(connection) as before:
        client.get("/free/")
    summarise(post.pk)
    with CaptureQueriesContext(connection) as after:
        page = client.get("/free/").content.decode()
    assert len(after) == len(before)
    assert lines_of(post)[0] in page
    assert contains(page, '<span class="made-by">자동 발췌</span>')


def test_cached_page_is_dropped_with_the_summary(post, client_of, django_capture_on_commit_callbacks):
    client = client_of()
    assert "AI가 만든 요약" not in client.get(post.get_absolute_url()).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        summarise(post.pk)
    assert "AI가 만든 요약" in client.get(post.get_absolute_url()).content.decode()


def test_changed_text_loses_its_summary_at_once_and_gets_a_new_one(post, citizen):
    summarise(post.pk)
    old = lines_of(post)
    post.body = LONG.replace("마을버스", "순환버스")
    edit_post(post, by=citizen)
    assert lines_of(post) == []
    assert Post.objects.get(pk=post.pk).summary_line == ""
    assert summarise(post.pk)
    assert lines_of(post) != old


@pytest.mark.parametrize("status", ["HIDDEN", "DELETED"])
def test_summary_leaves_with_the_post_and_returns_with_it(post, status, client_of, moderator):
    summarise(post.pk)
    change_post_status(post, to=status)
    assert lines_of(post) == []
    assert Post.objects.get(pk=post.pk).summary_line == ""
    assert not summarise(post.pk)
    change_post_status(post, to="PUBLISHED")
    assert ProcrastinateJob.objects.filter(task_name="assist.summarise_post").count() == 2
    assert summarise(post.pk)


def test_withdrawn_summary_stays_away_until_the_text_changes(post, citizen, moderator, client_of):
    summarise(post.pk)
    summary = Summary.objects.get(pk=post.pk)
    assert withdraw_summary(summary, by=moderator, reason="뜻이 달라짐")
    assert not withdraw_summary(summary, by=moderator, reason="뜻이 달라짐")
    assert "AI가 만든 요약" not in client_of().get(post.get_absolute_url()).content.decode()
    assert Post.objects.get(pk=post.pk).summary_line == ""
    assert not summarise(post.pk)
    assert restore_summary(summary, by=moderator, reason="문제없음")
    assert Post.objects.get(pk=post.pk).summary_line == lines_of(post)[0]
    withdraw_summary(summary, by=moderator, reason="다시")
    post.body = LONG.replace("마을버스", "순환버스")
    edit_post(post, by=citizen)
    assert summarise(post.pk)
    assert [panel.template for panel in panels_of(Post.objects.get(pk=post.pk))] == ["assist/_summary.html"]


def test_a_summary_is_made_anew_when_staff_ask(post, moderator, citizen, stub):
    stub.says({"lines": []}, GOOD)
    summarise(post.pk)
    summary = Summary.objects.get(pk=post.pk)
    before = lines_of(post)
    withdraw_summary(summary, by=moderator, reason="뜻이 달라짐")
    with pytest.raises(PermissionDenied):
        remake_summary(summary, by=citizen, reason="궁금해서")
    assert remake_summary(summary, by=moderator, reason="다시 만들어 봅니다")
    assert lines_of(post) == []
    assert ProcrastinateJob.objects.filter(task_name="assist.summarise_post").count() == 2
    assert summarise(post.pk)
    shown = Post.objects.get(pk=post.pk)
    assert lines_of(post) != before
    assert (shown.summary_line, shown.summary_is_ai) == (GOOD["lines"][0]["line"], True)


def test_withdrawing_is_for_staff(post, citizen):
    summarise(post.pk)
    with pytest.raises(PermissionDenied):
        withdraw_summary(Summary.objects.get(pk=post.pk), by=citizen, reason="싫어서")


def test_old_posts_are_found(post):
    assert missing_summaries(limit=10) == [post.pk]
    summarise(post.pk)
    assert missing_summaries(limit=10) == []


@pytest.mark.parametrize("who", ["anonymous", "reader"])
def test_anybody_may_complain_without_a_script(request, who, post, client_of, admin_member):
    summarise(post.pk)
    client = client_of(request.getfixturevalue(who))
    address = f"/summaries/{post.public_id}/complain/"
    assert address in client.get(post.get_absolute_url()).content.decode()
    refused = client.post(address, {"reason": "OTHER"})
    assert refused.status_code == 422
    assert "무엇이 이상한지" in refused.content.decode()
    answer = client.post(address, {"reason": "WRONG", "text": "25분이 아니라 35분입니다"})
    assert answer.status_code == 302
    complaint = SummaryComplaint.objects.get()
    assert complaint.lines == Summary.objects.get(pk=post.pk).lines
    assert (complaint.member is None) == (who == "anonymous")


def test_member_complains_once_about_one_summary(post, reader, client_of):
    summarise(post.pk)
    client = client_of(reader)
    address = f"/summaries/{post.public_id}/complain/"
    assert client.post(address, {"reason": "WRONG"}).status_code == 302
    again = client.post(address, {"reason": "BIASED"})
    assert (again.status_code, SummaryComplaint.objects.count()) == (422, 1)


def test_visitors_have_a_limit(post, client_of):
    summarise(post.pk)
    client = client_of()
    address = f"/summaries/{post.public_id}/complain/"
    statuses = [client.post(address, {"reason": "WRONG"}).status_code for _ in range(6)]
    assert statuses == [302] * 5 + [429]


def test_no_page_where_there_is_no_summary(post, client_of):
    assert client_of().get(f"/summaries/{post.public_id}/complain/").status_code == 404


def test_staff_see_and_withdraw_in_the_admin(post, client_of, moderator, reader):
    summarise(post.pk)
    client_of(reader).post(f"/summaries/{post.public_id}/complain/", {"reason": "BIASED"})
    client = client_of(moderator)
    listed = client.get("/admin/assist/summary/?complaints=open").content.decode()
    assert lines_of(post)[0] in listed
    chosen = {"action": "withdraw", "_selected_action": post.pk, "apply": "1", "reason": "치우침"}
    assert client.post("/admin/assist/summary/", chosen).status_code == 302
    assert Summary.objects.get(pk=post.pk).is_withdrawn
    assert not SummaryComplaint.objects.filter(is_open=True).exists()


def test_supported_lines_are_kept_and_labelled(post, stub, client_of):
    stub.says(GOOD)
    summarise(post.pk)
    summary = Summary.objects.get(pk=post.pk)
    assert (summary.method, lines_of(post)) == ("AI", [one["line"] for one in GOOD["lines"]])
    page = client_of().get(post.get_absolute_url()).content.decode()
    assert "AI 3줄 요약" in page
    assert "gpt-4o-mini" in page
    request = AiRequest.objects.get()
    assert (request.outcome, request.prompt_tokens, request.prompt_version) == ("OK", 120, "summary-1")
    assert AiDay.objects.get().tokens == 150


def test_lies_are_dropped(post, stub):
    lie = {"line": "마을버스는 5분마다 온다.", "source": "마을버스는 5분마다 옵니다."}
    number = {"line": "마을버스 7번이 출근 시간에도 55분마다 온다.", "source": FIRST}
    other = {"line": "시장이 사퇴해야 한다고 주장한다.", "source": SECOND}
    stub.says({"lines": [lie, GOOD["lines"][0], number, other]})
    summarise(post.pk)
    assert lines_of(post) == [GOOD["lines"][0]["line"]]


def test_nothing_but_lies_is_replaced_by_the_texts_own_sentences(post, stub):
    stub.says({"lines": [{"line": "시장이 사퇴해야 한다.", "source": "없는 문장입니다."}]})
    summarise(post.pk)
    assert Summary.objects.get(pk=post.pk).method == "EXTRACT"


@pytest.mark.parametrize(
    ("answer", "outcome", "untold"),
    [
        (429, "LIMITED", 0),
        (500, "FAILED", 1),
        (401, "FAILED", 0),
        (SLOW, "TIMEOUT", 1),
        ("no json", "INVALID", None),
        ('{"lines": "none"}', "INVALID", None),
        ('{"lines": [], "more": 1}', "INVALID", None),
        (b"<html>", "INVALID", 1),
        (b'{"choices": []}', "REFUSED", 1),
    ],
)
def test_every_failure_ends_in_an_extract(post, stub, settings, answer, outcome, untold, reserved):
    settings.AI_TIMEOUT = 0.1 if answer == SLOW else 5
    stub.says(answer)
    summarise(post.pk)
    assert Summary.objects.get(pk=post.pk).method == "EXTRACT"
    assert AiRequest.objects.get().outcome == outcome
    # A slot of the worker is held for one try alone.
    assert len(stub.asked) == 1
    # The provider told 150, or may bill whatever it did not refuse.
    assert AiDay.objects.get().tokens == (150 if untold is None else untold * reserved[0])


def test_a_stumble_is_tried_again_later_and_stays_reserved(post, stub, reserved):
    stub.says(500, GOOD)
    with pytest.raises(client.Unavailable, match="FAILED"):
        summarise(post.pk, comes_again=True)
    assert Summary.objects.get(pk=post.pk).lines == []
    assert summarise(post.pk)
    assert (Summary.objects.get(pk=post.pk).method, len(stub.asked)) == ("AI", 2)
    assert AiDay.objects.get().tokens == reserved[0] + 150


def test_what_does_not_pass_by_itself_is_not_waited_for(post, stub):
    stub.says("no json")
    assert summarise(post.pk, comes_again=True)
    assert Summary.objects.get(pk=post.pk).method == "EXTRACT"


def test_what_never_arrived_costs_nothing(settings):
    settings.OPENAI_API_KEY, settings.OPENAI_BASE_URL = "test-key", f"http://127.0.0.1:{free_port()}/v1"
    with pytest.raises(client.Unavailable, match="FAILED"):
        client.ask(PROMPT, "말")
    assert (AiDay.objects.get().tokens, AiDay.objects.get().requests) == (0, 1)


@pytest.mark.parametrize("answer", [SLOW, 500])
def test_the_budget_holds_also_when_every_try_is_billed(stub, settings, answer, reserved):
    settings.AI_TIMEOUT = 0.1 if answer == SLOW else 5
    stub.says(answer)
    with pytest.raises(client.Unavailable):
        client.ask(PROMPT, "말")
    each = reserved[0]
    # For two tries: one was made, one is left, and then none.
    settings.AI_DAILY_TOKENS = 2 * each + 1
    with pytest.raises(client.Unavailable, match=r"TIMEOUT|FAILED"):
        client.ask(PROMPT, "말")
    with pytest.raises(client.Unavailable, match="budget"):
        client.ask(PROMPT, "말")
    assert len(stub.asked) == 2
    assert AiDay.objects.get().tokens == 2 * each <= settings.AI_DAILY_TOKENS


def test_budget_is_never_exceeded(post, stub, settings):
    settings.AI_DAILY_TOKENS = 100
    stub.says(GOOD)
    summarise(post.pk)
    assert (stub.asked, AiRequest.objects.count()) == ([], 0)
    assert Summary.objects.get(pk=post.pk).method == "EXTRACT"


def test_budget_is_new_the_next_day_in_seoul(settings, db):
    settings.AI_DAILY_TOKENS = 100
    with time_machine.travel("2026-11-25 14:59:00Z", tick=False):
        assert AiDay.objects.reserve(100)
        assert not AiDay.objects.reserve(1)
    with time_machine.travel("2026-11-25 15:01:00Z", tick=False):
        assert AiDay.objects.reserve(100)


def test_breaker_rests_then_one_tries(db, stub, settings):
    stub.says(500)
    for _ in range(breaker.failures):
        with pytest.raises(client.Unavailable):
            client.ask(PROMPT, "말")
    asked, spent = len(stub.asked), AiDay.objects.values().get()
    with pytest.raises(client.Unavailable, match="open"):
        client.ask(PROMPT, "말")
    assert (len(stub.asked), AiDay.objects.values().get()) == (asked, spent)
    cache.delete(breaker.key("open"))  # the rest is over
    assert breaker.lets_pass()
    assert not breaker.lets_pass()
    cache.delete(breaker.key("trying"))
    stub.says("{}")
    client.ask(PROMPT, "말")
    assert breaker.lets_pass()
    assert breaker.lets_pass()


def tripped():
    """A breaker whose rest is over: one may try."""
    for _ in range(breaker.failures):
        breaker.failed()
    cache.delete(breaker.key("open"))


def test_a_spent_budget_does_not_hold_the_only_trial(db, stub, settings):
    tripped()
    limit, settings.AI_DAILY_TOKENS = settings.AI_DAILY_TOKENS, 1
    with pytest.raises(client.Unavailable, match="budget"):
        client.ask(PROMPT, "말")
    settings.AI_DAILY_TOKENS = limit
    client.ask(PROMPT, "말")
    assert not breaker.is_tripped()


def test_whoever_may_not_try_gives_the_budget_back(db, stub):
    tripped()
    assert breaker.lets_pass()
    with pytest.raises(client.Unavailable, match="open"):
        client.ask(PROMPT, "말")
    assert stub.asked == []
    assert AiDay.objects.values("tokens", "requests").get() == {"tokens": 0, "requests": 0}


def test_nothing_personal_and_nothing_hidden_is_sent(citizen, stub, settings):
    body = LONG.replace("</p>", " 연락은 somebody@example.com 또는 010-1234-5678로 주세요. 글쓴시민 드림.</p>", 1)
    post = factories.post(citizen, title="마을버스 이야기", body=body)
    hidden = factories.post(citizen, title="숨길 글 이야기", body=LONG.replace("마을버스", "숨긴버스"))
    change_post_status(hidden, to="HIDDEN")
    stub.says(GOOD)
    summarise(post.pk)
    summarise(hidden.pk)
    assert "마을버스" in stub.sent
    for word in ("somebody@example.com", "010-1234-5678", "글쓴시민", citizen.public_id, "숨긴버스"):
        assert word not in stub.sent
    assert all("마을버스" not in str(value) for row in AiRequest.objects.values() for value in row.values())


def test_politicians_words_are_never_put_into_others(politician_member, stub):
    post = factories.post(politician_member, Board.POLITICIAN, title="의정 보고", body=LONG)
    summarise(post.pk)
    assert (stub.asked, Summary.objects.get(pk=post.pk).method) == ([], "EXTRACT")


@pytest.mark.django_db(transaction=True)
@pytest.mark.concurrency
def test_a_text_that_changes_meanwhile_gets_no_summary_of_what_it_was(settings):
    with serving(settings) as stub:
        stub.says(GOOD)
        post = factories.post(factories.MemberFactory(), title="마을버스 이야기", body=LONG)
        answer = stub.next_answer

        def change_then_answer(asked):
            Post.objects.filter(pk=post.pk).update(body_text=f"{REST} {REST} {THIRD}")
            connection.close()
            return answer(asked)

        stub.next_answer = change_then_answer
        assert not summarise(post.pk)
        assert lines_of(post) == []
        assert summarise(post.pk)


@pytest.mark.django_db(transaction=True)
@pytest.mark.concurrency
def test_two_workers_at_once_make_one_summary(settings):
    with serving(settings) as stub:
        stub.says(GOOD)
        post = factories.post(factories.MemberFactory(), title="마을버스 이야기", body=LONG)
        made = at_once(*[lambda: summarise(post.pk)] * 4)
    assert sorted(made) == [False, False, False, True]
    assert (len(stub.asked), AiRequest.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.concurrency
def test_budget_holds_for_many_at_once(settings):
    settings.AI_DAILY_TOKENS = 1000
    assert sum(at_once(*[lambda: AiDay.objects.reserve(300)] * 8)) == 3
    assert AiDay.objects.get().tokens == 900


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("메일은 a.b@example.com 입니다", "메일은 [이메일] 입니다"),
        ("전화 010-1234-5678, 02-123-4567", "전화 [전화번호], [전화번호]"),
        ("주민번호 900101-1234567", "주민번호 [번호]"),
        ("https://example.com/a?b=c 참고", "[링크] 참고"),
        ("@시민하나 님 말씀", "[회원] 님 말씀"),
        ("2026년 11월 25일 예산 1,200만 원", "2026년 11월 25일 예산 1,200만 원"),
    ],
)
def test_redacted(text, expected):
    assert redacted(text) == expected


def test_sentences_are_the_same_each_time_and_never_greetings():
    text = f"{FIRST} {SECOND} {REST}\n{THIRD}"
    first = central_sentences(text)
    assert first == central_sentences(text)
    assert [sentence for sentence in sentences_of(text) if sentence in first] == first
    assert not any(sentence.startswith(("안녕", "읽어")) for sentence in first)


@pytest.mark.parametrize("text", ["", "가" * 5000, "ㅋ" * 400, "🚩" * 400, "!?!?" * 200, "a b " * 300, "\n" * 500])
def test_sentences_of_odd_texts(text):
    for sentence in central_sentences(text):
        assert length_of(shortened(sentence, 60)) <= 60


def test_supported_needs_the_sentence_to_say_it():
    text = f"{FIRST} {SECOND}"
    kept = supported([_Line(line="가" * 61, source=FIRST), _Line(line="버스가 25분마다 온다.", source="25분")], text)
    assert kept == []
