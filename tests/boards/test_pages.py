"""The pages of the boards: what they show, to whom, and what they say to bad input."""

import re

import pytest
from django.contrib.messages import get_messages

from boards.jobs import flush_pending_views
from boards.models import Board, Comment, Draft, Post, PostCounts, Reaction
from boards.services import change_comment_status, change_post_status, withdraw_comment, withdraw_post
from tests import factories
from tests.markup import tidy

pytestmark = pytest.mark.django_db

BODY = "우리 동네 버스가 너무 뜸합니다.\n배차를 늘려 주세요."


def htmx(target=""):
    return {"HX-Request": "true", "HX-Target": target}


# Lists -------------------------------------------------------------------------------------------------------------
@pytest.fixture
def many(write, citizen):
    return [write(citizen, title=f"글 {number}번째") for number in range(1, 13)]


def titles(response):
    return [post.title for post in response.context["page"].rows]


def test_post_list_shows_the_newest_first_with_running_numbers(client_of, many):
    first, second = (client_of().get("/free/", {"page": number}) for number in (1, 2))
    assert titles(first) == [f"글 {number}번째" for number in range(12, 2, -1)]
    assert [row.number for row in second.context["page"].numbered] == [2, 1]


@pytest.mark.parametrize(
    ("page", "number"),
    [
        ("0", 1),
        ("-1", 1),
        ("abc", 1),
        ("", 1),
        ("3", 2),
        ("99999999999999999999", 2),
        ("1e3", 1),
        ("２", 1),
        ("%00", 1),
    ],
)
def test_post_list_answers_any_page_number(client_of, many, page, number):
    assert client_of().get("/free/", {"page": page}).context["page"].number == number


def test_post_list_walks_over_stretches_without_listed_posts(client_of, many, write, citizen):
    from django.db import connection  # noqa: PLC0415 - only here

    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('boards_post_id_seq', %s)", [many[-1].pk + 10_000])
    write(citizen, title="한참 뒤의 글")
    for post in many[3:8]:
        change_post_status(post, to="HIDDEN")
    first = client_of().get("/free/")
    assert titles(first) == ["한참 뒤의 글", *(f"글 {number}번째" for number in (12, 11, 10, 9, 3, 2, 1))]
    assert (first.context["page"].total, first.context["page"].pages) == (8, 1)


def test_post_list_is_empty_before_the_first_post(client_of):
    response = client_of().get("/voice/")
    assert (response.status_code, titles(response)) == (200, [])


def test_post_list_shows_the_three_most_viewed(client_of, many):
    for post, views in zip(many, (5, 50, 500, 5000), strict=False):
        post.counts.views = views
        post.counts.save()
    assert [post.title for post in client_of().get("/free/").context["popular"]] == ["글 4번째", "글 3번째", "글 2번째"]


def test_post_list_answers_htmx_with_the_list_alone(client_of, many):
    response = client_of().get("/free/", {"q": "글"}, headers=htmx("div#post-list"))
    assert tidy(response).startswith('<div id="post-list"')
    assert "<html" not in tidy(response)


@pytest.mark.parametrize("address", ["/free/", "/free/?page=2", "/free/?page=99"])
def test_post_list_needs_two_queries_for_visitors(client_of, many, django_assert_num_queries, address):
    client = client_of()
    client.get(address)
    with django_assert_num_queries(2):
        client.get(address + ("&x=1" if "?" in address else "?x=1"))


def test_post_list_needs_at_most_nine_queries_for_members(client_of, many, reader, django_assert_max_num_queries):
    client = client_of(reader)
    with django_assert_max_num_queries(6):
        assert client.get("/free/").status_code == 200


@pytest.mark.parametrize("q", ["국회", "' --", "\x00", "가" * 5000, "<script>alert(1)</script>", "%", "\u202e", "😀"])
@pytest.mark.parametrize("condition", ["all", "title", "author", "date", "district", "x"])
def test_post_list_answers_any_search(client_of, many, q, condition):
    response = client_of().get("/free/", {"q": q, "in": condition, "page": "7"})
    assert response.status_code == 200
    assert "<script>alert" not in tidy(response)


# Detail ------------------------------------------------------------------------------------------------------------
def test_post_detail_shows_text_neighbours_and_comments(client_of, many, reader, say):
    say(many[5], reader, "<b>굵게</b> 쓴 댓글")
    page = client_of().get(many[5].get_absolute_url())
    assert (page.context["newer"].title, page.context["older"].title) == ("글 7번째", "글 5번째")
    assert "&lt;b&gt;굵게&lt;/b&gt; 쓴 댓글" in tidy(page)
    assert page.context["thread"].total == 1


@pytest.mark.parametrize(
    "address",
    [
        "/free/FB999999/",
        "/free/fb000001/",
        "/free/FB000001%00/",
        "/free/FB1/",
        "/nowhere/FB000001/",
        "/free/VP000001/",
        "/comments/FB000001-CM9999/edit/",
        "/comments/x/edit/",
    ],
)
def test_foreign_ids_are_not_found(client_of, citizen, address):
    assert client_of(citizen).get(address).status_code == 404


def test_post_detail_of_the_other_board_is_not_found(client_of, citizen):
    post = factories.post(citizen)
    assert client_of().get(f"/voice/{post.public_id}/").status_code == 404


def test_a_hidden_post_is_seen_by_its_author_and_staff_alone(client_of, citizen, reader, moderator):
    post = factories.post(citizen)
    change_post_status(post, to="HIDDEN")
    statuses = [client_of(who).get(post.get_absolute_url()).status_code for who in (None, reader, citizen, moderator)]
    assert statuses == [404, 404, 200, 200]


def test_a_deleted_post_leaves_no_content_anywhere(client_of, citizen, reader, say):
    post = factories.post(citizen, title="사라질 제목", body="<p>사라질 내용이 여기에 있습니다.</p>")
    say(post, reader, "사라질 댓글")
    withdraw_post(post, by=citizen)
    for who in (None, reader, citizen):
        for address in ("/free/", "/free/?q=사라질", "/free/?q=사라질&in=title", post.get_absolute_url()):
            assert "사라질" not in re.sub(r'value="[^"]*"|“[^”]*”', "", tidy(client_of(who).get(address)))


def test_comments_that_are_gone_leave_a_placeholder_only_where_replies_stand(client_of, citizen, reader, say):
    post = factories.post(citizen)
    lonely, root = say(post, reader, "혼자 있는 댓글"), say(post, reader, "답글 달린 댓글")
    reply, hidden = say(post, citizen, "남은 답글", parent=root), say(post, citizen, "숨긴 댓글")
    withdraw_comment(lonely, by=reader)
    withdraw_comment(root, by=reader)
    change_comment_status(hidden, to="HIDDEN")
    for who in (None, reader, citizen):
        page = client_of(who).get(post.get_absolute_url())
        content = tidy(page)
        assert [said in content for said in ("혼자 있는", "답글 달린", "숨긴 댓글")] == [False] * 3
        assert content.count("삭제된 댓글입니다.") == content.count("운영 정책에 따라 숨겨진 댓글입니다.") == 1
        assert page.context["thread"].total == 1
    withdraw_comment(reply, by=citizen)
    assert "삭제된 댓글입니다." not in tidy(client_of(reader).get(post.get_absolute_url()))


def test_the_thread_is_bounded_and_every_comment_has_an_address(client_of, citizen, reader, say):
    post = factories.post(citizen)
    comments = [say(post, reader, f"{number}번 댓글") for number in range(1, 62)]
    client = client_of()
    newest = client.get(post.get_absolute_url()).context["thread"]
    assert [root.comment.text for root in newest.roots][::49] == ["12번 댓글", "61번 댓글"]
    earlier = client.get(post.get_absolute_url() + newest.earlier).context["thread"]
    assert [root.comment.text for root in earlier.roots][::10] == ["1번 댓글", "11번 댓글"]
    assert earlier.earlier == ""
    later = client.get(post.get_absolute_url() + earlier.later).context["thread"]
    assert later.roots[0].comment.text == "12번 댓글"
    old = client.get(comments[2].get_absolute_url()).context["thread"]
    assert old.roots[0].comment.text == "3번 댓글"


def test_replies_are_bounded_too(client_of, citizen, reader, say):
    post = factories.post(citizen)
    root = say(post, reader)
    for number in range(1, 34):
        say(post, citizen, f"{number}번 답글", parent=root)
    client = client_of()
    shown = client.get(post.get_absolute_url()).context["thread"].roots[0]
    assert [reply.comment.text for reply in shown.replies][::29] == ["4번 답글", "33번 답글"]
    before = client.get(post.get_absolute_url() + shown.earlier_replies).context["thread"].roots[0]
    assert [reply.comment.text for reply in before.replies] == ["1번 답글", "2번 답글", "3번 답글"]


@pytest.mark.parametrize(
    "query",
    ["comments=before:x", "comments=before:1:2", "comments=after:99999999999999999999", "comment=x", "comment=%00"],
)
def test_the_thread_answers_any_address(client_of, citizen, reader, query):
    post = factories.post(citizen)
    factories.comment(post, reader)
    assert client_of().get(f"{post.get_absolute_url()}?{query}").status_code == 200


def test_post_detail_needs_few_queries_whatever_the_size(
    client_of, citizen, reader, politician, say, django_assert_max_num_queries
):
    post = factories.post(citizen, Board.POLITICIAN, politician=politician)
    for number in range(20):
        say(post, reader, parent=say(post, citizen, f"{number}번"))
    # Which banners stand there is known from any page before, for seconds.
    client_of().get("/free/")
    with django_assert_max_num_queries(6):
        client_of().get(post.get_absolute_url())
    client = client_of(reader)
    with django_assert_max_num_queries(10):
        client.get(post.get_absolute_url())


def test_the_name_card_stands_below_posts_of_and_about_a_politician(
    client_of, write, citizen, politician, politician_member
):
    about = write(citizen, Board.POLITICIAN, politician=politician)
    free_by = write(politician_member)
    plain = write(citizen)
    cards = [client_of().get(post.get_absolute_url()).context["card"] for post in (about, free_by, plain)]
    assert cards == [politician, politician, None]


# Doors -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", ["write/", "{id}/edit/", "{id}/delete/", "{id}/comments/"])
def test_visitors_are_sent_to_log_in_and_back(client_of, citizen, path):
    post = factories.post(citizen)
    address = "/free/" + path.format(id=post.public_id)
    response = client_of().get(address)
    assert (response.status_code, response["Location"]) == (302, f"/login/?next={address.replace('/', '%2F')}")


def test_visitors_who_press_something_are_told_to_log_in(client_of, citizen):
    post = factories.post(citizen)
    react = f"{post.get_absolute_url()}react/"
    plain = client_of().post(
        react, {"value": "LIKE"}, headers={"Referer": f"http://testserver{post.get_absolute_url()}"}
    )
    assert plain["Location"] == f"/login/?next=%2Ffree%2F{post.public_id}%2F"
    elsewhere = client_of().post(react, {"value": "LIKE"}, headers={"Referer": "https://evil.example/x"})
    assert elsewhere["Location"] == "/login/"
    piece = client_of().post(react, {"value": "LIKE"}, headers=htmx("div#post-reactions"))
    assert piece.status_code == 401
    assert "로그인" in tidy(piece)
    assert not Reaction.objects.exists()


def test_members_who_wait_for_approval_are_told_why_they_cannot_write(client_of, pending):
    response = client_of(pending).get("/free/write/")
    assert response.status_code == 403
    assert "가입 승인을 기다리는 동안에는 할 수 없습니다." in tidy(response)


@pytest.mark.parametrize("path", ["edit/", "delete/"])
def test_others_cannot_open_the_forms_of_a_post(client_of, citizen, reader, superuser, path):
    post = factories.post(citizen)
    for who in (reader, superuser):
        for method in ("get", "post"):
            assert getattr(client_of(who), method)(post.get_absolute_url() + path).status_code == 403


# Writing -----------------------------------------------------------------------------------------------------------
def form(**kwargs):
    return {"title": "버스 이야기", "body": BODY, "markup": "plain"} | kwargs


def test_post_create_works_without_javascript(client_of, citizen):
    response = client_of(citizen).post("/free/write/", form())
    assert (response.status_code, response["Location"]) == (302, "/free/")
    assert [str(message) for message in get_messages(response.wsgi_request)] == ["게시글이 성공적으로 등록되었습니다!"]
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
        ({"title": "버스" + "\u0301\u0302" * 1000}, "제목에 겹쳐 쓰는 기호가 너무 많습니다."),
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
    assert [str(message) for message in get_messages(response.wsgi_request)] == [
        "정치인 소통 게시글이 성공적으로 등록되었습니다!"
    ]
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
    label = "" if who == "politician_member" else "보좌진등록"
    assert (post.direct_badge, post.direct_label) == ("direct-post", label)


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


# Comments and reactions --------------------------------------------------------------------------------------------
def test_comment_create_works_without_javascript(client_of, citizen, reader):
    post = factories.post(citizen)
    client = client_of(reader)
    response = client.post(f"{post.get_absolute_url()}comments/", {"text": "첫 줄\r\n둘째 줄"})
    comment = Comment.objects.get()
    assert response["Location"] == comment.get_absolute_url()
    assert comment.text == "첫 줄\n둘째 줄"
    client.post(f"{post.get_absolute_url()}comments/", {"text": "답글", "parent": comment.public_id})
    assert Comment.objects.get(text="답글").parent == comment


def test_comment_create_answers_htmx_with_the_comment_and_a_fresh_form(client_of, citizen, reader):
    post = factories.post(citizen)
    address = f"{post.get_absolute_url()}comments/"
    response = client_of(reader).post(address, {"text": "새 댓글"}, headers=htmx("ol#comment-list"))
    assert response.status_code == 200
    assert "새 댓글" in tidy(response)
    assert response.context["thread_total"] == 1
    assert response.context["comment_form"].html_id == "comment-form"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"text": " "}, "댓글을 입력하세요."),
        ({"text": "가" * 1001}, "댓글은 1,000자까지 쓸 수 있습니다. (현재 1,001자)"),
        ({"text": "안녕", "parent": "FB000001-CM9999"}, "이 댓글에는 답글을 달 수 없습니다."),
        ({"text": "안녕", "parent": "x\x00"}, ""),
    ],
)
def test_comment_create_keeps_what_was_typed(client_of, citizen, reader, fields, message):
    post = factories.post(citizen)
    address = f"{post.get_absolute_url()}comments/"
    plain = client_of(reader).post(address, fields)
    piece = client_of(reader).post(address, fields, headers=htmx("ol#comment-list"))
    assert plain.status_code == piece.status_code == 422
    assert message in tidy(plain)
    assert message in tidy(piece)
    assert plain.context["form"]["text"].value() == piece.context["comment_form"]["text"].value() == fields["text"]
    assert piece["HX-Retarget"] == f"#{piece.context['comment_form'].html_id}"


def test_comment_create_shows_what_was_said_since(client_of, citizen, reader, say):
    post = factories.post(citizen)
    first = say(post, reader, "첫 댓글")
    address = f"{post.get_absolute_url()}comments/"
    assert client_of().get(address, {"after": first.public_id}, headers={"HX-Request": "true"}).status_code == 204
    say(post, reader, "둘째 댓글", parent=first)
    answer = client_of().get(address, {"after": first.public_id}, headers={"HX-Request": "true"})
    assert "둘째 댓글" in tidy(answer)
    assert "첫 댓글" not in tidy(answer)
    assert len(client_of().get(address, {"after": ""}, headers={"HX-Request": "true"}).context["comments"]) == 2


def test_comment_edit_and_delete_work_both_ways(client_of, citizen, reader, say):
    post = factories.post(citizen)
    client = client_of(reader)
    for headers, status in (({}, 302), (htmx("div#said-x"), 200)):
        comment = say(post, reader)
        edit, delete = (f"/comments/{comment.public_id}/{verb}/" for verb in ("edit", "delete"))
        assert client.get(edit, headers=headers).status_code == 200
        assert client.post(edit, {"text": ""}, headers=headers).status_code == 422
        assert client.post(edit, {"text": "고침"}, headers=headers).status_code == status
        assert Comment.objects.get(pk=comment.pk).text == "고침"
        assert client_of(citizen).post(edit, {"text": "남의 글"}, headers=headers).status_code == 403
        assert client_of(citizen).post(delete, headers=headers).status_code == 403
        assert client.post(delete, headers=headers).status_code == status
        assert Comment.objects.get(pk=comment.pk).status == "DELETED"


def test_comment_of_a_deleted_post_is_not_found(client_of, citizen, reader, say):
    post = factories.post(citizen)
    comment = say(post, reader)
    withdraw_post(post, by=citizen)
    for verb in ("edit", "delete"):
        assert client_of(reader).get(f"/comments/{comment.public_id}/{verb}/").status_code == 404


@pytest.mark.parametrize("value", ["", "LOVE", "like"])
def test_react_refuses_buttons_that_are_not_there(client_of, citizen, reader, value):
    post = factories.post(citizen)
    assert client_of(reader).post(f"{post.get_absolute_url()}react/", {"value": value}).status_code == 404


def test_react_works_both_ways(client_of, citizen, reader, say):
    post = factories.post(citizen)
    comment = say(post, citizen)
    client = client_of(reader)
    for address in (f"{post.get_absolute_url()}react/", f"/comments/{comment.public_id}/react/"):
        assert client.get(address).status_code == 405
        assert client.post(address, {"value": "LIKE"}).status_code == 302
        assert client.post(address, {"value": "DISLIKE"}, headers=htmx("x")).status_code == 200
    assert set(Reaction.objects.values_list("value", flat=True)) == {"DISLIKE"}
    assert client_of(citizen).post(f"{post.get_absolute_url()}react/", {"value": "LIKE"}).status_code == 403


# Drafts ------------------------------------------------------------------------------------------------------------
def test_draft_save_brings_back_what_was_begun(client_of, citizen, politician):
    client = client_of(citizen)
    sent = {"title": "쓰다 만", "body": "<p>글 <b>중간</b></p>", "markup": "html", "politician": politician.public_id}
    assert client.post("/voice/draft/", sent).status_code == 204
    page = client.get("/voice/write/")
    opened = page.context["form"]
    assert (opened["title"].value(), opened["body"].value(), opened.rich_body) == ("쓰다 만", "글 중간", sent["body"])
    assert page.context["draft"].politician == politician
    assert client.post("/voice/draft/", {"discard": "1"})["Location"] == "/voice/write/"
    assert not Draft.objects.exists()


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


# Without Redis -----------------------------------------------------------------------------------------------------
def test_everything_works_without_redis(client_of, citizen, reader, politician, redis_away):
    post = factories.post(citizen, Board.POLITICIAN, politician=politician)
    for client in (client_of(), client_of(reader)):
        for address in ("/free/", "/voice/", "/voice/?q=버스", post.get_absolute_url()):
            assert client.get(address).status_code == 200
    client = client_of(reader)
    assert client.post(f"{post.get_absolute_url()}comments/", {"text": "댓글"}).status_code == 302
    assert client.post(f"{post.get_absolute_url()}react/", {"value": "LIKE"}).status_code == 302
    answers = [client.post("/free/write/", form()).status_code for _ in range(6)]
    assert answers == [302] * 5 + [429]


def test_jobs_leave_what_was_gathered_alone_without_redis(client_of, citizen, settings, request):
    post = factories.post(citizen)
    client_of().get(post.get_absolute_url())
    caches_before = settings.CACHES
    request.getfixturevalue("redis_away")
    flush_pending_views(timestamp=0)
    assert PostCounts.objects.get().views == 0
    settings.CACHES = caches_before
    flush_pending_views(timestamp=0)
    assert PostCounts.objects.get().views == 1


def test_the_title_of_a_deleted_post_leaves_the_kept_pages_beside_it(
    client_of, citizen, settings, django_capture_on_commit_callbacks
):
    settings.PAGE_CACHE_SECONDS = 60
    before, post, after = (factories.post(citizen, title=title) for title in ("앞의 글", "사라질 제목", "뒤의 글"))
    client = client_of()
    assert all("사라질 제목" in tidy(client.get(other.get_absolute_url())) for other in (before, after))
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_post(post, by=citizen)
    assert not any("사라질 제목" in tidy(client.get(other.get_absolute_url())) for other in (before, after))
