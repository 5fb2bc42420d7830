"""Writing on the boards: the forms of a post, what they refuse and keep, deleting, drafts."""

import pytest
from django.contrib.messages import get_messages

from boards.models import Draft, Post
from tests import factories
from tests.markup import tidy

pytestmark = pytest.mark.django_db

BODY = "우리 동네 버스가 너무 뜸합니다.\n배차를 늘려 주세요."


# Writing -----------------------------------------------------------------------------------------------------------
def form(**kwargs):
    return {"title": "버스 이야기", "body": BODY, "markup": "plain"} | kwargs


def said(response):
    (message,) = get_messages(response.wsgi_request)
    return str(message)


def test_post_create_works_without_javascript(client_of, citizen):
    response = client_of(citizen).post("/free/write/", form())
    assert (response.status_code, response["Location"]) == (302, "/free/")
    assert (
        said(response)
        == f'게시글이 성공적으로 등록되었습니다! <a href="{Post.objects.get().get_absolute_url()}">내 글 보기</a>'
    )
    assert Post.objects.get().body == "<p>우리 동네 버스가 너무 뜸합니다.<br>배차를 늘려 주세요.</p>"


def test_post_create_takes_html_from_the_editor_and_cleans_it(client_of, citizen):
    body = '<p onclick="x">굵은 <b>글씨</b>로 적어 보았습니다<script>alert(1)</script></p><img src="https://evil.example/x.png">'
    client_of(citizen).post("/free/write/", form(body=body, markup="html"))
    assert Post.objects.get().body == "<p>굵은 <b>글씨</b>로 적어 보았습니다</p>"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"title": ""}, "제목을 입력하세요."),
        ({"title": "가"}, "제목은 2자 이상 입력해 주세요. (현재 1자)"),
        ({"title": "가" * 201}, "제목은 200자까지 쓸 수 있습니다. (현재 201자)"),
        ({"title": ("버" + "\u0301" * 5) * 200}, "제목에 겹쳐 쓰는 기호가 너무 많습니다."),
        ({"body": ""}, "내용을 입력하세요."),
        ({"body": "짧다"}, "내용은 10자 이상 입력해 주세요. (현재 2자)"),
        ({"body": "가" * 10_001}, "내용은 10,000자까지 쓸 수 있습니다. (현재 10,001자)"),
        ({"title": "\u202e\u200b"}, "제목을 입력하세요."),
        ({"title": "널\x00문자"}, "Null"),
    ],
)
def test_post_create_names_the_field_and_keeps_what_was_typed(client_of, citizen, fields, message):
    response = client_of(citizen).post("/free/write/", form(**fields))
    assert response.status_code == 422
    if message != "Null":
        assert message in tidy(response)
    kept = form(**fields)
    assert response.context["form"]["title"].value() == kept["title"]
    assert response.context["form"]["body"].value() == kept["body"]
    assert not Post.objects.exists()


@pytest.mark.parametrize(
    "title", ["이모지 👍🏽 제목", "<script>alert(1)</script>", "שלום 안녕", "😀" * 200, "' OR 1=1"]
)
def test_post_create_takes_any_title_as_text(client_of, citizen, title):
    client_of(citizen).post("/free/write/", form(title=title))
    post = Post.objects.get()
    assert post.title == title
    assert "<script>alert" not in tidy(client_of().get("/free/")) + tidy(client_of().get(post.get_absolute_url()))


def test_post_create_pressed_twice_makes_one_post(client_of, citizen):
    client = client_of(citizen)
    sent = form(submission=client.get("/free/write/").context["form"]["submission"].value())
    assert [client.post("/free/write/", sent).status_code for _ in range(2)] == [302, 302]
    assert Post.objects.count() == 1


def test_post_create_ignores_a_broken_submission(client_of, citizen):
    assert client_of(citizen).post("/free/write/", form(submission="x")).status_code == 302


def test_post_create_says_how_long_to_wait(client_of, citizen):
    client = client_of(citizen)
    for _ in range(5):
        client.post("/free/write/", form())
    response = client.post("/free/write/", form())
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 600
    assert "후에 다시 시도해 주세요" in tidy(response)
    assert response.context["form"]["title"].value() == "버스 이야기"


def test_post_create_refuses_a_body_over_the_limit(client_of, citizen):
    response = client_of(citizen).post("/free/write/", form(body="가" * 900_000))
    assert response.status_code == 413


def test_post_create_names_a_politician(client_of, citizen, politician):
    client = client_of(citizen)
    response = client.post("/voice/write/", form(politician=politician.public_id))
    assert said(response).startswith("정치인 소통 게시글이 성공적으로 등록되었습니다! <a")
    assert Post.objects.get().politician == politician


def test_post_create_needs_no_politician_and_refuses_unknown_ones(client_of, citizen):
    client = client_of(citizen)
    assert client.post("/voice/write/", form(politician="")).status_code == 302
    assert client.post("/voice/write/", form(politician="PL999999")).status_code == 422
    assert Post.objects.count() == 1


def test_post_create_searches_politicians_without_javascript(client_of, citizen, politician):
    response = client_of(citizen).post("/voice/write/", form(politician_q="한가람", politician_search="1"))
    assert response.status_code == 200
    assert "가온시 갑" in tidy(response)
    assert response.context["form"]["title"].value() == "버스 이야기"
    assert not Post.objects.exists()


@pytest.mark.parametrize("who", ["politician_member", "aide"])
def test_post_create_fixes_politicians_to_themselves(client_of, who, politician, request):
    client = client_of(request.getfixturevalue(who))
    page = client.get("/voice/write/")
    assert page.context["represented"] == politician
    assert "politician" not in page.context["form"].fields
    other = factories.politician("나라온")
    client.post("/voice/write/", form(politician=other.public_id))
    post = Post.objects.get()
    assert (post.politician, post.is_by_politician) == (politician, True)
    assert [badge.label for badge in post.badges] == ["직접등록" if who == "politician_member" else "보좌진등록"]


# Editing and deleting ----------------------------------------------------------------------------------------------
RICH = "<p>굵은 <b>글씨</b>가 있는 글입니다.</p>"


@pytest.fixture
def rich(citizen):
    return factories.post(citizen, body=RICH)


def test_post_edit_prefills_and_keeps_formatting_that_was_left_alone(client_of, citizen, rich):
    client = client_of(citizen)
    page = client.get(rich.get_absolute_url() + "edit/")
    opened = page.context["form"]
    assert (opened["body"].value(), opened.rich_body, opened.loses_formatting) == (
        "굵은 글씨가 있는 글입니다.",
        RICH,
        True,
    )
    response = client.post(
        rich.get_absolute_url() + "edit/", form(title="새 제목", body="굵은 글씨가 있는 글입니다.\r\n")
    )
    assert response["Location"] == rich.get_absolute_url()
    stored = Post.objects.get()
    assert (stored.title, stored.body) == ("새 제목", RICH)


def test_post_edit_makes_a_changed_plain_text_plain(client_of, citizen, rich):
    client_of(citizen).post(rich.get_absolute_url() + "edit/", form(body="굵은 글씨가 없는 글입니다."))
    assert Post.objects.get().body == "<p>굵은 글씨가 없는 글입니다.</p>"


def test_post_edit_keeps_what_was_typed_when_it_refuses(client_of, citizen, rich):
    response = client_of(citizen).post(
        rich.get_absolute_url() + "edit/", form(title="", body="<b>새</b> 글", markup="html")
    )
    assert response.status_code == 422
    assert response.context["form"].rich_body == "<b>새</b> 글"
    assert response.context["post"].title == "버스 노선 이야기"


def test_post_delete_asks_and_then_deletes(client_of, citizen, rich):
    client = client_of(citizen)
    assert "정말 삭제하시겠습니까?" in tidy(client.get(rich.get_absolute_url() + "delete/"))
    response = client.post(rich.get_absolute_url() + "delete/")
    assert response["Location"] == "/free/"
    assert client.get(rich.get_absolute_url()).status_code == 404
    assert client.post(rich.get_absolute_url() + "delete/").status_code == 404


# Drafts ------------------------------------------------------------------------------------------------------------
def test_draft_save_brings_back_what_was_begun(client_of, citizen, politician):
    client = client_of(citizen)
    sent = {"title": "쓰다 만", "body": "<p>글 <b>중간</b></p>", "markup": "html", "politician": politician.public_id}
    assert client.post("/voice/draft/", sent).json() == {"version": 1}
    page = client.get("/voice/write/")
    opened = page.context["form"]
    assert (opened["title"].value(), opened["body"].value(), opened.rich_body) == ("쓰다 만", "글 중간", sent["body"])
    assert page.context["draft"].politician == politician
    assert client.post("/voice/draft/", {"discard": "1"})["Location"] == "/voice/write/"
    assert not Draft.objects.exists()


def test_draft_save_of_a_second_tab_is_told_and_overwrites_only_when_asked(client_of, citizen):
    client = client_of(citizen)
    first, second = (
        {"title": title, "body": "여기까지 썼습니다.", "markup": "plain"} for title in ("첫째 탭", "둘째 탭")
    )
    assert client.post("/free/draft/", first | {"draft": "0"}).json() == {"version": 1}
    for sent in (second, second | {"draft": "0"}, {"title": "", "body": "", "draft": "0"}):
        refused = client.post("/free/draft/", sent)
        assert (refused.status_code, refused.json()["version"]) == (409, 1)
        assert "다른 창에서" in refused.json()["error"]
    assert client.post("/free/draft/", first | {"draft": "1"}).json() == {"version": 2}
    assert client.get("/free/write/").context["form"]["draft"].value() == 2
    assert client.post("/free/draft/", second | {"draft": "2"}).json() == {"version": 3}
    assert client.post("/free/draft/", {"draft": "3"}).json() == {"version": 0}
    # Whoever published meanwhile in another tab goes on with a draft of a version of its own.
    assert client.post("/free/draft/", first | {"draft": "3"}).json() == {"version": 4}


@pytest.mark.parametrize(("draft", "left"), [("7", 1), ("1", 0), ("2", 0), ("", 0), ("x", 0)])
def test_post_create_forgets_the_draft_that_it_was(client_of, citizen, draft, left):
    Draft.objects.create(member=citizen, board="FREE", title="다른 탭의 글", version=2)
    assert client_of(citizen).post("/free/write/", form(draft=draft)).status_code == 302
    assert Draft.objects.count() == left


def test_draft_save_refuses_in_words_that_the_script_can_show(client_of, citizen, suspended):
    assert client_of().post("/free/draft/", {"title": "x"}).json()["error"] == "로그인이 필요합니다."
    too_long = client_of(citizen).post("/free/draft/", {"title": "가" * 500})
    assert (too_long.status_code, too_long.json()["error"]) == (422, "글이 너무 길어 임시 저장하지 못했습니다.")


def test_a_text_of_very_many_elements_is_refused_and_comes_back_as_it_was_typed(client_of, citizen):
    sent = {"title": "제목입니다", "body": "<div>" * 9_000, "markup": "html"}
    kept = client_of(citizen).post("/free/draft/", sent)
    assert (kept.status_code, kept.json()["error"]) == (422, "글이 너무 길어 임시 저장하지 못했습니다.")
    page = client_of(citizen).post("/free/write/", sent)
    assert page.status_code == 422
    assert "내용이 너무 깁니다. 서식을 줄여 주세요." in page.text
    assert page.context["form"].rich_body.count("&lt;div&gt;") == 9_000
    assert not Post.objects.exists()
