"""The pages of the boards: what they show, to whom, and what they say to bad input."""

import re

import pytest

from boards.jobs import flush_pending_views
from boards.models import Board, PostCounts, Reaction
from boards.services import change_comment_status, change_post_status, withdraw_comment, withdraw_post
from politicians.models import NameCard
from tests import factories
from tests.boards.test_writing import form
from tests.markup import tidy

pytestmark = pytest.mark.django_db


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


def test_no_account_for_donations_stands_below_what_a_citizen_writes(client_of, citizen, politician, politician_member):
    NameCard.objects.create(politician=politician, bank_account="가온은행 123-456")
    by_citizen, by_politician = (
        client_of().get(factories.post(author, Board.POLITICIAN, politician=politician).get_absolute_url()).text
        for author in (citizen, politician_member)
    )
    assert "가온은행 123-456" in by_politician
    assert "가온은행 123-456" not in by_citizen
    assert "이 정치인의 글" in by_citizen


def test_a_post_has_a_short_way_to_its_comment_box(client_of, citizen, reader):
    page = tidy(client_of(reader).get(factories.post(citizen).get_absolute_url()))
    assert '<a class="skip-link" href="#comment-door">' in page
    assert page.index('id="comment-door"') < page.index('id="comment-form"')


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
