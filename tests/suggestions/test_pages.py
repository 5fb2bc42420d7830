"""The pages of 불편/제안: writing, one suggestion, the list; of a private one nothing leaks anywhere."""

import uuid

import pytest
from django.urls import reverse

from boards.models import Post
from suggestions.models import Suggestion
from suggestions.services import answer_suggestion
from tests import factories
from tests.markup import contains, tidy
from tests.suggestions.secret import SECRET

pytestmark = pytest.mark.django_db

State, Category = Suggestion.State, Suggestion.Category


def filled(**changes):
    return {
        "category": "FEATURE",
        "title": "정류장 안내판 제안",
        "body": "정류장마다 큰 글씨 안내판이 있으면 좋겠습니다.",
        "markup": "plain",
        "submission": str(uuid.uuid4()),
    } | changes


def test_suggestion_create_thanks_and_shows_it_first(client_of, citizen):
    client = client_of(citizen)
    response = client.post("/suggestions/write/", filled(), follow=True)
    assert response.redirect_chain == [("/suggestions/", 302)]
    assert "소중한 의견 감사합니다!" in response.text
    assert "정류장 안내판 제안" in response.text
    assert "접수대기" in response.text


@pytest.mark.parametrize("name", ["title", "body"])
@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("\x00", 422),
        ("<script>alert(1)</script>", 200),
        ("😀" * 20, 200),
        ("\u202e뒤집힌 글입니다 열 자 넘게", 200),
        ("\x07\x1b", 422),
    ],
)
def test_suggestion_create_takes_any_text(client_of, citizen, name, text, status):
    response = client_of(citizen).post("/suggestions/write/", filled(**{name: text}), follow=True)
    assert response.status_code == status
    assert "<script>alert(1)" not in response.text


def test_suggestion_create_keeps_what_was_typed(client_of, citizen):
    response = client_of(citizen).post("/suggestions/write/", filled(title="", is_private="on"))
    assert response.status_code == 422
    for words in ("제목을 입력해주세요.", "정류장마다 큰 글씨 안내판", 'value="FEATURE" selected', "checked"):
        assert words in tidy(response)


def test_suggestion_create_sends_visitors_to_log_in_and_back(client):
    assert client.get("/suggestions/write/")["Location"] == "/login/?next=%2Fsuggestions%2Fwrite%2F"


def test_suggestion_edit_and_delete(client_of, citizen, suggestion):
    client = client_of(citizen)
    address = suggestion.get_absolute_url()
    assert 'value="정류장 안내판 제안"' in client.get(f"{address}edit/").text
    assert client.post(f"{address}edit/", filled(title="고친 제목입니다"))["Location"] == address
    assert "고친 제목입니다" in client.get(address).text
    assert client.post(f"{address}delete/")["Location"] == "/suggestions/"


@pytest.mark.parametrize("what", ["edit", "delete"])
def test_suggestion_of_others_and_answered_ones_stay(client_of, citizen, reader, moderator, suggestion, what):
    address = f"{suggestion.get_absolute_url()}{what}/"
    assert client_of(reader).post(address, filled()).status_code == 403
    answer_suggestion(suggestion, by=moderator, state=State.REVIEWING, reply="살펴보고 있습니다.")
    assert client_of(citizen).post(address, filled()).status_code == 403
    assert Post.objects.get(pk=suggestion.pk).status == "PUBLISHED"


def test_suggestion_of_which_a_comment_says_nothing(client_of, reader, suggestion):
    address = f"{suggestion.get_absolute_url()}comments/"
    for headers in ({}, {"HX-Request": "true", "HX-Target": "ol#comment-list"}):
        response = client_of(reader).post(address, {"text": " "}, headers=headers)
        assert response.status_code == 422
        assert "댓글 내용을 입력해주세요." in response.text


def test_suggestion_detail_shows_the_reply(client, suggestion, moderator):
    answer_suggestion(suggestion, by=moderator, state=State.DONE, reply="안내판을\n달았습니다.")
    page = client.get(suggestion.get_absolute_url()).text
    assert contains(page, "안내판을<br>달았습니다.")
    assert "처리완료" in page


@pytest.mark.parametrize(
    ("role", "status"),
    [("anonymous", 403), ("reader", 403), ("politician_member", 403), ("citizen", 200), ("moderator", 200)],
)
def test_private_suggestion_is_for_its_author_and_staff(client_of, request, private, role, status):
    response = client_of(request.getfixturevalue(role)).get(private.get_absolute_url())
    assert response.status_code == status
    assert (SECRET in response.text) is (status == 200)
    if status == 403:
        assert "이 게시글은 관리자만 확인할 수 있습니다." in response.text


def test_suggestion_that_is_none_says_so(client):
    response = client.get("/suggestions/RS999999/")
    assert response.status_code == 404
    assert "게시글을 찾을 수 없습니다." in response.text


@pytest.mark.parametrize("role", ["anonymous", "reader", "politician_member"])
def test_no_word_of_a_private_suggestion_reaches_anybody_else(client_of, request, private, citizen, role, moderator):
    factories.suggestion(citizen, title="나중의 공개 제안")
    answer_suggestion(private, by=moderator, state=State.REVIEWING, reply=f"{SECRET} 답변")
    client = client_of(request.getfixturevalue(role))
    asked = ["title-content", "title", "author", "date", "category", "state", "all", "district", "x"]
    addresses = [
        "/",
        "/suggestions/",
        "/suggestions/feed/",
        "/free/",
        "/sitemap.xml",
        private.get_absolute_url(),
        f"{private.get_absolute_url()}comments/?after=",
        f"{private.get_absolute_url()}edit/",
        f"/og/{private.post.public_id}.png",
        reverse("moderation:report-create", args=[private.post.public_id]),
        Post.objects.get(title="나중의 공개 제안").get_absolute_url(),
        *(f"/suggestions/?q={q}&in={name}" for name in asked for q in (SECRET, "접수", "기능", "2026")),
        *(f"/{board}/?q={SECRET}" for board in ("free", "voice", "polls", "notices")),
    ]
    for twice in range(2):
        for address in addresses:
            response = client.get(address)
            assert SECRET not in response.text.replace(f"“{SECRET}”", "").replace(f'value="{SECRET}"', ""), (
                address,
                twice,
            )
            assert response.status_code < 500
    for headers in (
        {"HX-Request": "true", "HX-Target": "#post-list"},
        {"HX-Request": "true", "HX-Target": "#comments"},
    ):
        for address in ("/suggestions/", private.get_absolute_url()):
            assert SECRET not in client.get(address, headers=headers).text


def test_private_suggestion_shows_to_its_author_and_staff_in_the_list(client_of, private, citizen, reader, moderator):
    assert SECRET in client_of(citizen).get("/suggestions/").text
    assert SECRET in client_of(moderator).get("/suggestions/").text
    page = client_of(reader).get("/suggestions/").text
    assert "비공개 접수 글입니다" in page
    assert "비공개 처리된 내용입니다." in page


@pytest.mark.parametrize("what", ["react/", "comments/"])
def test_nobody_else_reacts_to_or_comments_on_a_private_one(client_of, private, reader, what):
    response = client_of(reader).post(f"{private.get_absolute_url()}{what}", {"value": "LIKE", "text": "저도요"})
    assert response.status_code == 404


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("q=안내판", {"정류장 안내판 제안"}),
        ("q=불편사항", {"느린 화면 신고"}),
        ("q=접수대기", {"정류장 안내판 제안"}),
        ("q=제안", {"정류장 안내판 제안"}),
        ("q=불&in=category", set()),
        ("q=기능&in=category", {"정류장 안내판 제안"}),
        ("q=불편&in=category", {"느린 화면 신고"}),
        ("q=검토&in=state", {"느린 화면 신고"}),
        ("q=접수대기&in=state", {"정류장 안내판 제안"}),
        ("q=오늘&in=date", {"정류장 안내판 제안", "느린 화면 신고"}),
        ("q=어제&in=date", set()),
        ("q=없는말&in=category", set()),
        ("q=없는말", set()),
    ],
)
def test_suggestion_list_searches_by_its_conditions(client, citizen, moderator, suggestion, asked, titles):
    slow = factories.suggestion(
        citizen, title="느린 화면 신고", body="<p>목록이 천천히 열립니다.</p>", category=Category.COMPLAINT
    )
    answer_suggestion(slow, by=moderator, state=State.REVIEWING, reply="살펴보고 있습니다.")
    page = client.get(f"/suggestions/?{asked}")
    assert {row.title for row in page.context["page"].rows} == titles


@pytest.mark.parametrize("page", ["0", "-1", "99999", "abc", "1" * 40, ""])
def test_suggestion_list_takes_any_page_number(client, suggestion, page):
    assert "정류장 안내판 제안" in client.get("/suggestions/", {"page": page}).text


def test_suggestion_pages_ask_a_constant_number_of_queries(
    client, client_of, citizen, reader, private, django_assert_max_num_queries, time_machine
):
    for number in range(12):
        factories.suggestion(factories.MemberFactory(), title=f"제안 {number}", is_private=number % 3 == 0)
    shown, member = Suggestion.objects.filter(post__is_private=False).first(), client_of(reader)
    with django_assert_max_num_queries(6):
        client.get("/suggestions/")
    with django_assert_max_num_queries(9):
        member.get("/suggestions/")
    with django_assert_max_num_queries(12):
        member.get(shown.get_absolute_url())


def test_suggestion_list_has_its_columns_and_pills(client, citizen):
    for category in Category:
        factories.suggestion(citizen, title=f"{category.label} 하나", category=category)
    page = client.get("/suggestions/").text
    for words in ("번호", "제목", "처리상태", "접수일", "추천", "조회"):
        assert f'scope="col">{words}</th>' in tidy(page)
    for tone, words in (("blue", "기능제안"), ("orange", "불편사항"), ("violet", "투표제안")):
        assert f'data-tone="{tone}">{words}<' in tidy(page)


def test_suggestion_create_guides(client_of, citizen):
    page = client_of(citizen).get("/suggestions/write/").text
    assert "작성 안내" in page
    assert page.partition('class="guide"')[2].partition("</ul>")[0].count("<li>") == 4
    assert "비공개로 등록" in page
    assert "※ 체크 시 운영자만 열람 가능하며, 다른 사용자에게는 비공개 처리됩니다" in page
