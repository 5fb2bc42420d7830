"""Posts through the API: the same promises as on the pages."""

import re
from datetime import UTC, datetime

import pytest

from accounts.services import withdraw
from boards.models import Post, PostCounts
from boards.services import change_post_status, publish_post
from notifications.models.delivery import Delivery
from tests import factories

pytestmark = pytest.mark.django_db

WORDS = {
    "boardType": "FREE",
    "title": "버스 노선 이야기",
    "content": "<p>우리 동네 버스가 너무 뜸합니다. 늘려 주세요.</p>",
}


def ids(response, name="postId"):
    return [row[name] for row in response.json()["data"]]


def code(response):
    return response.status_code, response.json()["error"]["code"]


# Lists --------------------------------------------------------------------------------------------------------------


def test_list_shows_what_the_page_shows_in_its_order(api_of, client_of, citizen, write):
    posts = [write(citizen, title=f"{number}번째 이야기") for number in range(4)]
    change_post_status(posts[1], to=Post.Status.HIDDEN)
    change_post_status(posts[2], to=Post.Status.DELETED)
    for member in (None, citizen):
        page = client_of(member).get("/free/").text
        shown = list(dict.fromkeys(re.findall(r'href="/free/(FB\d+)/"', page[page.index("post-list") :])))
        assert ids(api_of(member).get("/api/posts", {"boardType": "FREE"})) == shown
        assert shown == [posts[3].public_id, posts[0].public_id]


@pytest.mark.parametrize("role", ["moderator", "superuser"])
def test_staff_find_hidden_posts_in_no_public_list(api_of, citizen, write, role, request):
    hidden = write(citizen)
    change_post_status(hidden, to=Post.Status.HIDDEN)
    staff = request.getfixturevalue(role)
    assert ids(api_of(staff).get("/api/posts")) == []
    assert api_of(staff).get(f"/api/posts/{hidden.public_id}").status_code == 200


def test_list_carries_excerpts_and_no_text_and_no_address(api_of, citizen, write):
    write(citizen, body=f"<p>{'긴 글입니다. ' * 100}</p>")
    response = api_of().get("/api/posts")
    (row,) = response.json()["data"]
    assert len(row["excerpt"]) < 160
    assert "content" not in row
    assert "@" not in response.text


def test_list_holds_neither_notices_nor_suggestions(api_of, citizen, admin_member, write):
    post = write(citizen)
    factories.suggestion(citizen)
    factories.suggestion(citizen, is_private=True, title="비공개 제안입니다")
    factories.notice(admin_member)
    poll = factories.poll(admin_member)
    response = api_of().get("/api/posts")
    assert ids(response) == [poll.post.public_id, post.public_id]
    assert response.json()["pagination"]["total"] == 2


def test_totals_are_the_kept_ones(api_of, citizen, write, django_assert_num_queries):
    posts = [write(citizen) for _ in range(3)]
    change_post_status(posts[0], to=Post.Status.DELETED)
    write(citizen, board="POLITICIAN")
    for asked, total in (({"boardType": "자유게시판"}, 2), ({}, 3)):
        assert api_of().get("/api/posts", asked).json()["pagination"]["total"] == total
    with django_assert_num_queries(3) as queries:
        api_of().get("/api/posts", {"boardType": "FREE", "limit": 1})
    assert not any("COUNT(" in query["sql"].upper() for query in queries.captured_queries)


def test_list_can_be_narrowed(api_of, citizen, reader, politician, write):
    mine, named = write(citizen), write(reader, board="POLITICIAN", politician=politician)
    for asked, found in (
        ({"authorId": citizen.public_id}, [mine]),
        ({"politicianId": politician.public_id}, [named]),
        ({"boardType": "POLITICIAN"}, [named]),
        ({"authorId": "NM999999"}, []),
        ({"politicianId": "PL999999"}, []),
        ({"period": "일간"}, [named, mine]),
        ({"to": "2001-01-01"}, []),
    ):
        assert ids(api_of().get("/api/posts", asked)) == [post.public_id for post in found]


@pytest.mark.parametrize(
    ("by", "column"), [("viewCount", "views"), ("likeCount", "likes"), ("commentCount", "comments")]
)
def test_list_can_be_ordered_by_its_numbers(api_of, citizen, write, by, column):
    posts = [write(citizen) for _ in range(3)]
    for post, number in zip(posts, (2, 9, 5), strict=True):
        PostCounts.objects.filter(pk=post.pk).update(**{column: number})
    expected = [posts[1].public_id, posts[2].public_id, posts[0].public_id]
    assert ids(api_of().get("/api/posts", {"sortBy": by})) == expected
    assert ids(api_of().get("/api/posts", {"sortBy": by, "sortOrder": "asc"})) == expected[::-1]
    first = api_of().get("/api/posts", {"sortBy": by, "limit": 2})
    cursor = first.json()["pagination"]["nextCursor"]
    assert ids(first) + ids(api_of().get("/api/posts", {"sortBy": by, "limit": 2, "cursor": cursor})) == expected


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"boardType": "NOWHERE"}, "boardType"),
        ({"boardType": "NOTICE"}, "boardType"),
        ({"sortBy": "password"}, "sortBy"),
        ({"search": "버스", "sortBy": "viewCount"}, "sortBy"),
        ({"search": "버스", "cursor": "x"}, "cursor"),
        ({"search": "!?"}, "search"),
        ({"search": "버스", "searchBy": "password"}, "searchBy"),
        ({"search": "아무때", "searchBy": "date"}, "search"),
        ({"search": "버스", "page": "51"}, "page"),
        ({"authorId": "NM\x000001"}, "authorId"),
        ({"authorId": "x" * 21}, "authorId"),
        ({"limit": "1000000000"}, "limit"),
        ({"page": "0"}, "page"),
    ],
)
def test_what_no_list_of_posts_can_read_is_a_bad_request(api_of, asked, field):
    response = api_of().get("/api/posts", asked)
    assert code(response) == (400, "VALIDATION_ERROR")
    assert response.json()["error"]["details"][0]["field"] == field


def test_search_finds_what_the_page_finds(api_of, client_of, citizen, write):
    write(citizen, title="산책 이야기", body="<p>강변을 걸었습니다. 바람이 좋았습니다.</p>")
    found = write(citizen)
    gone = write(citizen, title="버스 정류장 이야기")
    change_post_status(gone, to=Post.Status.HIDDEN)
    page = client_of().get("/free/", {"q": "버스"}).text
    response = api_of().get("/api/posts", {"search": "버스", "boardType": "FREE"})
    assert ids(response) == [found.public_id]
    assert found.public_id in page
    assert gone.public_id not in page
    assert response.json()["pagination"]["total"] == 1


def test_search_over_boards_has_pages(api_of, citizen, politician, write):
    posts = [write(citizen, board=board) for board in ("FREE", "POLITICIAN", "FREE")]
    newest = [post.public_id for post in reversed(posts)]
    pages = [api_of().get("/api/posts", {"search": "버스", "limit": 2, "page": number}) for number in (1, 2, 3)]
    assert [ids(page) for page in pages] == [newest[:2], newest[2:], []]


def test_popular_posts_are_three_a_board(api_of, citizen, write):
    posts = [write(citizen) for _ in range(5)]
    for number, post in enumerate(posts):
        PostCounts.objects.filter(pk=post.pk).update(views=number)
    told = api_of().get("/api/posts/popular").json()["data"]
    assert [row["postId"] for row in told["free"]] == [post.public_id for post in posts[:1:-1]]
    assert told["politician"] == []


@pytest.mark.parametrize("signed_in", [False, True])
def test_queries_do_not_grow_with_rows(
    api_of, citizen, reader, politician, write, say, django_assert_max_num_queries, signed_in
):
    for _ in range(3):
        post = write(citizen, board="POLITICIAN", politician=politician)
        root = say(post, reader)
        say(post, citizen, parent=root)
    api, most = api_of(reader if signed_in else None), 9 if signed_in else 6
    for address, allowed in (
        ("/api/posts", most),
        ("/api/posts?search=버스", most),
        ("/api/posts?sortBy=likeCount", most),
        (f"/api/posts?authorId={citizen.public_id}", most),
        ("/api/posts/popular", most),
        ("/api/comments/recent", most),
        (f"/api/posts/{post.public_id}", 12),
        (f"/api/posts/{post.public_id}/comments", most),
        (f"/api/posts/{post.public_id}/comments?parentId={root.public_id}", most),
        (f"/api/comments/{root.public_id}", 12),
        (f"/api/posts/{post.public_id}/reaction", most),
    ):
        with django_assert_max_num_queries(allowed):
            assert api.get(address).status_code == 200, address


# One post -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [Post.Status.HIDDEN, Post.Status.DELETED])
@pytest.mark.parametrize("role", ["anonymous", "reader", "citizen", "moderator"])
def test_a_post_out_of_sight_is_seen_by_whom_the_page_shows_it(
    api_of, client_of, citizen, write, say, reader, role, status, request
):
    post = write(citizen)
    comment = say(post, reader)
    change_post_status(post, to=status)
    member = request.getfixturevalue(role)
    page = client_of(member).get(post.get_absolute_url()).status_code
    response = api_of(member).get(f"/api/posts/{post.public_id}")
    assert response.status_code == page
    assert api_of(member).get(f"/api/posts/{post.public_id}/comments").status_code == page
    if page == 404:
        assert code(response) == (404, "POST_NOT_FOUND")
        assert code(api_of(member).get(f"/api/comments/{comment.public_id}")) == (404, "COMMENT_NOT_FOUND")
        assert api_of(member).get(f"/api/posts/{post.public_id}/reaction").status_code == 404


def test_one_visitor_counts_once_in_half_an_hour(api_of, reader, citizen, write):
    post = write(citizen)
    seen = [api_of(reader).get(f"/api/posts/{post.public_id}").json()["data"]["viewCount"] for _ in range(3)]
    assert seen == [1, 1, 1]
    assert api_of(citizen).get(f"/api/posts/{post.public_id}").json()["data"]["viewCount"] == 2
    assert PostCounts.objects.get(pk=post.pk).views == 0  # no write a read


def test_a_post_says_what_its_reader_may_and_pressed(api_of, reader, citizen, write):
    post = write(citizen)
    api_of(reader).put(f"/api/posts/{post.public_id}/reaction", {"reactionType": "LIKE"}, format="json")
    told = {member: api_of(member).get(f"/api/posts/{post.public_id}").json()["data"] for member in (None, reader)}
    assert (told[None]["myReaction"], told[reader]["myReaction"]) == (None, "LIKE")
    assert not any(told[None]["permissions"].values())
    allowed = {name for name, may in told[reader]["permissions"].items() if may}
    assert allowed == {"react", "comment", "report"}


def test_an_author_who_left_is_nobody(api_of, citizen, write):
    post = write(citizen)
    withdraw(citizen, password=factories.PASSWORD)
    author = api_of().get(f"/api/posts/{post.public_id}").json()["data"]["author"]
    assert author == {"memberId": None, "nickname": "탈퇴한 회원", "memberType": None}
    assert ids(api_of().get("/api/posts", {"authorId": citizen.public_id})) == []


def test_writing_changing_and_deleting(api_of, citizen):
    made = api_of(citizen).post("/api/posts", WORDS, format="json")
    post = Post.objects.get(public_id=made.json()["data"]["postId"])
    assert (made.status_code, post.author, post.board) == (201, citizen, "FREE")
    address = f"/api/posts/{post.public_id}"
    changed = api_of(citizen).patch(address, {"title": "고친 제목"}, format="json").json()["data"]
    assert (changed["title"], changed["content"]) == ("고친 제목", WORDS["content"])
    assert changed["updatedAt"]
    assert api_of(citizen).delete(address).json()["data"] == {"message": "게시글이 삭제되었습니다."}
    assert api_of(citizen).delete(address).status_code == 404


def test_who_writes_is_told_by_the_token_and_status_by_nobody(api_of, citizen, reader):
    stolen = {"author": reader.public_id, "authorId": reader.public_id, "author_id": reader.pk, "userId": reader.pk}
    response = api_of(citizen).post("/api/posts", WORDS | stolen | {"status": "PINNED", "likes": 9}, format="json")
    post = Post.objects.get(public_id=response.json()["data"]["postId"])
    assert (post.author, post.status, post.counts.likes) == (citizen, "PUBLISHED", 0)
    change_post_status(post, to=Post.Status.HIDDEN)
    response = api_of(citizen).patch(f"/api/posts/{post.public_id}", {"status": "PUBLISHED"}, format="json")
    post.refresh_from_db()
    assert (response.status_code, post.status) == (403, "HIDDEN")


def test_scripts_are_cleaned_and_plain_text_stays_plain(api_of, citizen):
    bad = "<p>안녕하세요 여러분 반갑습니다</p><script>alert(1)</script><img src=x onerror=alert(1)>"
    shown = api_of(citizen).post("/api/posts", WORDS | {"content": bad}, format="json").json()["data"]["content"]
    assert shown == "<p>안녕하세요 여러분 반갑습니다</p>"
    plain = WORDS | {"content": "1 < 2 이고\n3 > 2 입니다.", "contentFormat": "text"}
    shown = api_of(citizen).post("/api/posts", plain, format="json").json()["data"]["content"]
    assert "1 &lt; 2" in shown


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": "짧"}, "title"),
        ({"title": "가" * 201}, "title"),
        ({"title": None}, "title"),
        ({"title": ["목록"]}, "title"),
        ({"title": ""}, "title"),
        ({"title": "널\x00문자"}, "title"),
        ({"content": "<p>짧다</p>"}, "content"),
        ({"content": f"<p>{'가' * 10_001}</p>"}, "content"),
        ({"content": 7 * ["x"]}, "content"),
        ({"boardType": "VOTE"}, "boardType"),
        ({"boardType": "NOTICE"}, "boardType"),
        ({"boardType": None}, "boardType"),
        ({"contentFormat": "markdown"}, "contentFormat"),
        ({"boardType": "POLITICIAN", "politicianId": "PL999999"}, "politicianId"),
        ({"boardType": "POLITICIAN", "politicianId": "\x00"}, "politicianId"),
    ],
)
def test_bad_posts_are_refused_at_their_field(api_of, citizen, change, field):
    response = api_of(citizen).post("/api/posts", WORDS | change, format="json")
    assert code(response) == (400, "VALIDATION_ERROR")
    assert [line["field"] for line in response.json()["error"]["details"]] == [field]
    assert not Post.objects.exists()


@pytest.mark.parametrize("title", ["이모지 👨‍👩‍👧 제목", "\u202e방향\u2066제목", "<b>굵은</b> 제목"])
def test_odd_titles_are_taken_as_the_page_takes_them(api_of, citizen, reader, title):
    response = api_of(citizen).post("/api/posts", WORDS | {"title": title}, format="json")
    body = WORDS["content"]
    published = publish_post(Post(board="FREE", title=title, body=body), by=reader)
    assert (response.status_code, response.json()["data"]["title"]) == (201, published.title)


def test_a_politician_speaks_for_themselves(api_of, politician, politician_member):
    other = factories.politician(name="나그네")
    body = WORDS | {"boardType": "POLITICIAN", "politicianId": other.public_id}
    told = api_of(politician_member).post("/api/posts", body, format="json").json()["data"]
    assert (told["politician"]["politicianId"], told["isByPolitician"]) == (politician.public_id, True)
    assert told["directBadge"] == "direct-post"


def test_too_many_posts_are_told_to_wait(api_of, citizen):
    answers = [api_of(citizen).post("/api/posts", WORDS, format="json") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [201] * 5 + [429]
    assert int(answers[-1]["Retry-After"]) > 0


def test_a_post_tells_how_far_its_mail_to_the_office_came(api_of, citizen, politician, write):
    post, free = write(citizen, board="POLITICIAN", politician=politician), write(citizen)

    def told(post=post):
        return api_of().get(f"/api/posts/{post.public_id}").json()["data"]["delivery"]

    Delivery.objects.all().delete()
    assert (told(), told(free)) == (None, None)
    mail = Delivery.objects.create(kind="NAMED", event="named:1", recipient=politician.public_id, about=post.public_id)
    assert told() == {"state": "QUEUED", "acceptedAt": None, "openedAt": None}
    mail.state, mail.message_id, mail.accepted_at = "ACCEPTED", "<1@example.com>", datetime(2026, 11, 25, 3, tzinfo=UTC)
    mail.save()
    assert told() == {"state": "ACCEPTED", "acceptedAt": "2026-11-25T03:00:00.000Z", "openedAt": None}
    mail.opened_at = datetime(2026, 11, 25, 4, tzinfo=UTC)
    mail.save()
    assert told()["state"] == "OPENED" and told()["openedAt"] == "2026-11-25T04:00:00.000Z"
    Delivery.objects.update(state="BOUNCED", accepted_at=None, opened_at=None)
    assert told() == {"state": "FAILED", "acceptedAt": None, "openedAt": None}


def test_comments_below_ones_own_hidden_post_have_their_address_too(api_of, citizen, reader):
    post = factories.post(citizen)
    comment = factories.comment(post, reader)
    change_post_status(post, to=Post.Status.HIDDEN)
    (row,) = api_of(citizen).get(f"/api/posts/{post.public_id}/comments").json()["data"]
    shown = api_of(citizen).get(f"/api/comments/{comment.public_id}")
    assert (row["commentId"], shown.status_code) == (comment.public_id, 200)
    for stranger in (api_of(), api_of(factories.MemberFactory(nickname="지나는시민"))):
        assert stranger.get(f"/api/comments/{comment.public_id}").status_code == 404
