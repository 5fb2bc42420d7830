"""Writing help: what citizens asked lately, in groups, in their own words; for politicians and aides alone."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from assist.jobs import name_topics
from assist.models.ai_usage import AiRequest
from assist.services.sentences import has_substance
from assist.services.topic_groups import grouped, weights_of
from assist.services.topic_names import Missing
from assist.services.topics import Question, gather
from boards.models import Post
from moderation.services import hide_text
from tests import factories
from tests.assist.model_stub import serving

pytestmark = pytest.mark.django_db
PAGE = "/politicians/topics/"
BUSES = [
    ("마을버스 배차가 너무 뜸해요", "마을버스 7번 배차 간격이 25분입니다. 출근 시간만이라도 배차를 늘려 주세요."),
    ("마을버스 배차 간격을 줄여 주세요", "배차 간격이 길어 아침마다 지각합니다. 마을버스 배차를 더 자주 해 주세요."),
    ("출근길 마을버스 배차 문제", "출근길 마을버스 배차가 줄어서 다들 힘들어합니다. 배차 간격을 알려 주세요."),
]
LIBRARIES = [
    ("도서관 열람실을 늦게까지", "도서관 열람실 운영 시간을 밤 열 시까지 늘려 주세요. 공부할 곳이 없습니다."),
    ("도서관 열람실 운영 시간", "시험 기간만이라도 도서관 열람실 운영 시간을 늘려 주시면 좋겠습니다."),
]


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()


@pytest.fixture
def asked(citizen, reader, politician):
    """Five questions about two things and one about a third, all naming the politician."""
    posts = []
    for at, (title, text) in enumerate(
        [*BUSES, *LIBRARIES, ("놀이터 모래를 갈아 주세요", "놀이터 모래가 딱딱합니다.")]
    ):
        author = (citizen, reader)[at % 2]
        posts.append(factories.post(author, "POLITICIAN", politician=politician, title=title, body=f"<p>{text}</p>"))
    return posts


def names_of(found):
    return [(group.number, {post.title for post in group.posts}) for group in found.groups]


def test_what_is_alike_stands_together_and_every_word_in_a_post(asked, politician_member):
    found = gather(Question.asked({}, by=politician_member), by=politician_member)
    assert names_of(found) == [(3, {title for title, _ in BUSES}), (2, {title for title, _ in LIBRARIES})]
    assert [post.title for post in found.others] == ["놀이터 모래를 갈아 주세요"]
    assert (found.total, found.is_capped, found.is_ai) == (6, False, False)
    for group in found.groups:
        assert group.name in {post.title for post in group.posts}
        assert len(group.quotes) == min(group.number, 3)
        assert all(quote.sentence.rstrip("…") in quote.post.body_text for quote in group.quotes)


def test_what_many_say_word_for_word_is_quoted_once(citizen, politician, aide):
    for title in ("가온역 막차 시간", "막차 시간이 이릅니다"):
        body = "<p>막차 시간이 너무 이릅니다. 늦게 마치는 사람도 생각해 주세요.</p>"
        factories.post(citizen, "POLITICIAN", politician=politician, title=title, body=body)
    (group,) = gather(Question.asked({}, by=aide), by=aide).groups
    assert sorted(quote.sentence for quote in group.quotes) == [
        "늦게 마치는 사람도 생각해 주세요.",
        "막차 시간이 너무 이릅니다.",
    ]


def test_words_and_a_post_lead_to_what_was_said_about_the_same(asked, aide):
    found = gather(Question.asked({"q": "열람실"}, by=aide), by=aide)
    assert names_of(found) == [(2, {title for title, _ in LIBRARIES})]
    found = gather(Question.asked({"post": asked[0].public_id}, by=aide), by=aide)
    assert {post.title for group in found.groups for post in group.posts} == {title for title, _ in BUSES[1:]}
    assert gather(Question.asked({"q": "없는말"}, by=aide), by=aide).total == 0


def test_groups_are_the_same_whatever_happens_between(asked, aide, politician_member):
    posts = {post.pk: weights_of(post) for post in asked}
    assert grouped(list(posts), posts) == grouped(list(posts), posts)
    question = Question.asked({}, by=aide)
    first = names_of(gather(question, by=aide))
    assert names_of(gather(Question.asked({}, by=politician_member), by=politician_member)) == first


def test_only_what_everybody_reads_from_citizens_of_the_period(
    asked, politician, politician_member, aide, moderator, citizen
):
    hide_text(asked[1], by=moderator, reason="시험")
    factories.post(politician_member, title="마을버스 배차 답변", body="<p>마을버스 배차를 살펴보고 있습니다.</p>")
    factories.suggestion(citizen, title="마을버스 배차 제안입니다", is_private=True)
    Post.objects.filter(pk=asked[0].pk).update(published_at=timezone.now() - timedelta(days=40))
    for days, total in (("30", 1), ("90", 2), ("7'; --", 1)):
        assert gather(Question.asked({"q": "마을버스", "days": days}, by=aide), by=aide).total == total


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("citizen", 403),
        ("pending", 403),
        ("moderator", 403),
        ("superuser", 403),
        ("politician_member", 200),
        ("aide", 200),
    ],
)
def test_the_page_is_for_politicians_and_aides(role, status, asked, client_of, request):
    client = client_of(request.getfixturevalue(role))
    assert client.get(PAGE).status_code == status
    post = client.get(asked[0].get_absolute_url())
    assert (f"{PAGE}?post={asked[0].public_id}" in post.text) is (status == 200)


def test_visitors_are_led_to_log_in(client):
    assert client.get(PAGE).status_code == 302


def test_the_page_shows_groups_with_links_and_how_they_were_made(asked, client_of, aide, django_assert_max_num_queries):
    client = client_of(aide)
    client.get(PAGE)
    with django_assert_max_num_queries(10):
        page = client.get(PAGE)
    for text in ("3건", "AI가 만든 요약입니다", "그 밖의 글", asked[0].get_absolute_url()):
        assert text in page.text
    with django_assert_max_num_queries(14):
        found = client.get(PAGE, {"q": "<b>열람실", "days": "90"})
    assert "&lt;b&gt;열람실" in found.text
    assert "그 기간에 시민이 쓴 글이 없습니다." in client.get(PAGE, {"q": "가나다라마바"}).text
    for odd in ({"q": "\x00"}, {"post": "NM000001' OR 1"}, {"days": "-1"}, {"q": "가" * 5000}):
        assert client.get(PAGE, odd).status_code == 200


@time_machine.travel("2026-11-25 03:00:00Z", tick=False)
def test_the_sixty_first_question_of_an_hour_waits(asked, client_of, aide):
    client = client_of(aide)
    for _ in range(60):
        assert client.get(PAGE).status_code == 200
    page = client.get(PAGE, {"q": "버스"})
    assert page.status_code == 429
    assert "너무 자주" in page.text
    assert 'value="버스"' in page.text


def test_the_api_says_the_same(asked, api_of, aide, citizen):
    data = api_of(aide).get("/api/topics").json()["data"]
    assert [(group["number"], len(group["quotes"]), group["isAi"]) for group in data["groups"]] == [
        (3, 3, False),
        (2, 2, False),
    ]
    assert data["label"] == "AI가 만든 요약입니다"
    assert "@" not in str(data)
    assert api_of(aide).get("/api/topics", {"days": "8"}).status_code == 400
    assert api_of(citizen).get("/api/topics").status_code == 403


def test_the_model_names_a_group_only_in_the_words_of_its_posts(asked, aide, settings):
    with serving(settings) as stub:
        stub.says(
            {
                "names": [
                    {"group": 1, "name": "마을버스 배차 간격"},
                    {"group": 2, "name": "무능한 행정의 책임"},
                    {"group": 9, "name": "없는 묶음"},
                ]
            }
        )
        first = gather(Question.asked({}, by=aide), by=aide)
        assert not first.is_ai
        name_topics([[post.pk for post in group.posts] for group in first.groups])
        found = gather(Question.asked({}, by=aide), by=aide)
        assert [(group.is_ai, group.name == "마을버스 배차 간격") for group in found.groups] == [
            (True, True),
            (False, False),
        ]
        assert "글쓴시민" not in stub.sent
        assert "citizen@example.com" not in stub.sent
    assert AiRequest.objects.get().prompt_version == "topics-1"


@pytest.mark.parametrize("answer", [500, 429, "글자", b"broken", {"names": "x"}])
def test_without_an_answer_titles_stay(answer, asked, aide, settings):
    with serving(settings) as stub:
        stub.says(answer)
        groups = gather(Question.asked({}, by=aide), by=aide).groups
        name_topics([[post.pk for post in group.posts] for group in groups])
        again = gather(Question.asked({}, by=aide), by=aide)
    assert [group.name for group in again.groups] == [group.name for group in groups]


def test_formulas_are_never_quoted(citizen, politician, aide):
    for title, text in (
        ("가온역 막차 시간", "한가람 의원님께 여쭙니다. 막차 시간을 늦출 계획이 있습니까? 읽어 주셔서 감사합니다."),
        ("막차 시간이 이릅니다", "한가람 의원님께 여쭙니다. 막차 시간이 일러 걸어서 옵니다. 빠른 답변 부탁드립니다."),
        ("막차 시간 문의", "한가람 의원님께 여쭙니다. 안녕하십니까, 수고가 많으십니다."),
    ):
        factories.post(citizen, "POLITICIAN", politician=politician, title=title, body=f"<p>{text}</p>")
    (group,) = gather(Question.asked({}, by=aide), by=aide).groups
    assert group.number == 3
    assert sorted(quote.sentence for quote in group.quotes) == [
        "막차 시간을 늦출 계획이 있습니까?",
        "막차 시간이 일러 걸어서 옵니다.",
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("한가람 의원께 여쭙니다.", False),
        ("가온시 갑 한가람 의원님께 드리는 글입니다.", False),
        ("바쁘시겠지만 한가람 의원께 의견을 구합니다.", False),
        ("존경하는 한가람 의원님, 안녕하십니까.", False),
        ("안녕하세요, 가온동 주민입니다.", False),
        ("긴 글 끝까지 읽어 주셔서 대단히 감사합니다.", False),
        ("좋은 의견 부탁드립니다.", False),
        ("모두 편안한 저녁 보내세요.", False),
        ("배차 간격을 줄일 계획이 있는지 한가람 의원님께 여쭙니다.", True),
        ("안녕하세요 저는 마을버스 배차 간격을 늘려 달라고 글을 씁니다.", True),
        ("감사원에 감사를 청구해 달라는 주민 서명을 모았습니다.", True),
        ("배차 간격을 지켜 주시길 부탁드립니다.", True),
        ("막차가 너무 이릅니다.", True),
    ],
)
def test_has_substance(sentence, expected):
    assert has_substance(sentence) is expected


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (500, "AI 서비스가 지금 답하지 않아"),
        (429, "AI 서비스가 지금 답하지 않아"),
        ("글자", "글에 있는 말로 짓지 못한"),
        ({"names": [{"group": 1, "name": "마을버스 배차 간격"}]}, "글에 있는 말로 짓지 못한"),
    ],
)
def test_the_page_says_why_names_are_missing(answer, told, asked, aide, client_of, settings):
    client = client_of(aide)
    assert "AI를 쓰지 않아" in client.get(PAGE).text
    with serving(settings) as stub:
        stub.says(answer)
        assert "차례를 기다리고 있어" in client.get(PAGE).text
        groups = gather(Question.asked({}, by=aide), by=aide).groups
        name_topics([[post.pk for post in group.posts] for group in groups])
        page = client.get(PAGE).text
    assert told in page
    assert "차례를 기다리고 있어" not in page


def test_the_page_says_that_the_budget_is_spent_and_nothing_once_all_have_names(asked, aide, client_of, settings):
    client = client_of(aide)
    with serving(settings) as stub:
        limit, settings.AI_DAILY_TOKENS = settings.AI_DAILY_TOKENS, 1
        groups = gather(Question.asked({}, by=aide), by=aide).groups
        keys = [[post.pk for post in group.posts] for group in groups]
        name_topics(keys)
        assert "오늘 쓸 수 있는 AI 사용량이 다 되어" in client.get(PAGE).text
        settings.AI_DAILY_TOKENS = limit
        stub.says(
            {"names": [{"group": 1, "name": "마을버스 배차 간격"}, {"group": 2, "name": "도서관 열람실 운영 시간"}]}
        )
        name_topics(keys)
        page = client.get(PAGE).text
    assert "AI가 붙인 이름" in page
    assert not any(missing.label in page for missing in Missing)


def test_no_groups_no_word_about_names(aide, client_of):
    assert not any(missing.label in client_of(aide).get(PAGE).text for missing in Missing)


def test_it_is_linked_from_my_page(asked, client_of, aide, citizen):
    assert reverse("assist:topic-list") in client_of(aide).get("/me/").text
    assert reverse("assist:topic-list") not in client_of(citizen).get("/me/").text
