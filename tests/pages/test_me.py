"""My page: its frame, its ten tabs, and that they show nobody what is not theirs to see."""

import pytest

from accounts.models import EmailAccess
from boards.models import Board, Post, Reaction
from boards.services import change_comment_status, change_post_status, edit_comment, react
from polls.services import cast_ballot
from tests import factories
from tests.markup import contains, tidy

pytestmark = pytest.mark.django_db

LISTS = ["posts", "comments", "votes", "liked-posts", "liked-comments", "disliked-posts", "disliked-comments"]
TABS = ["", *(f"{name}/" for name in LISTS), "notification-settings/", "settings/"]
MORE = ["data/", "email-accesses/"]
# What the page of each member asks besides: session, member, unread, agreement, the numbers of the head.
QUERIES = 9


@pytest.fixture
def fill(citizen, reader, admin_member, politician, say, write):
    """`fill(times)`: what the reader wrote, liked, disliked and voted for, `times` over."""

    def fill(times):
        for number in range(times):
            post = write(citizen, title=f"남의 글 {number}")
            comment = say(post, citizen, f"남의 댓글 {number}")
            other = say(post, citizen, f"싫은 댓글 {number}")
            disliked = write(citizen, Board.POLITICIAN, politician=politician, title=f"싫은 글 {number}")
            react(post, by=reader, value="LIKE")
            react(comment, by=reader, value="LIKE")
            react(other, by=reader, value="DISLIKE")
            react(disliked, by=reader, value="DISLIKE")
            write(reader, title=f"내 글 {number}")
            say(post, reader, f"내 댓글 {number}")
            poll = factories.poll(admin_member, title=f"투표 {number}")
            cast_ballot(poll, options=[poll.options.first().pk], by=reader)

    return fill


@pytest.mark.parametrize("tab", [*(f"/me/{name}/" for name in LISTS), "/me/", "/me/settings/"])
def test_me_asks_visitors_to_sign_in_and_leads_back(client, tab):
    page = client.get(tab)
    assert page.status_code == 401
    for words in ("로그인이 필요합니다", "마이페이지를 이용하시려면 로그인해주세요.", "로그인하기"):
        assert words in page.text
    assert f"/login/?next={tab.replace('/', '%2F')}" in page.text


@pytest.mark.parametrize(
    "tab", ["/me/data/", "/me/data/download/", "/me/email-accesses/", "/me/notification-settings/"]
)
def test_me_sends_visitors_to_log_in(client, tab):
    assert client.get(tab)["Location"] == f"/login/?next={tab.replace('/', '%2F')}"


@pytest.mark.parametrize("role", ["citizen", "politician_member", "aide", "pending", "moderator", "superuser"])
def test_me_has_the_frame_on_every_tab(client_of, request, role):
    client = client_of(request.getfixturevalue(role))
    for tab in TABS + MORE:
        page = client.get(f"/me/{tab}")
        assert page.status_code == 200, tab
        assert page.text.count("data-me-tabs") == 1
        assert tidy(page).count("<div><dt>계정 상태</dt><dd>") == 1
        for words in ("회원정보", "작성한 글", "작성한 댓글", "투표 참여", "좋아요한 글", "좋아요한 댓글"):
            assert words in page.text
        marked = tidy(page).split("data-me-tabs>")[1].split("</nav>")[0]
        assert marked.count("aria-current") == 1
        assert [part.split('"')[0] for part in marked.split('<a href="')[1:]] == [f"/me/{name}" for name in TABS]


def test_me_shows_who_i_am(client_of, citizen, aide, politician_member, pending, politician):
    page = client_of(citizen).get("/me/").text
    assert ("글쓴시민" in page, "일반회원" in page, "정상" in page) == (True, True, True)
    assert ("정당 또는 소속" in page, "명함 카드" in page) == (False, False)
    assert "citizen@example.com" not in page
    assert '/me/settings/#id_nickname">※ 닉네임은 공개되며' in tidy(page)
    page = client_of(politician_member).get("/me/").text
    assert contains(page, f"<dd>{politician.party}</dd>")
    assert "보좌하는 정치인" not in page
    page = client_of(aide).get("/me/").text
    assert "정치인 보좌진" in page
    assert contains(page, f"<dt>보좌하는 정치인</dt><dd>{politician}</dd>")
    page = client_of(pending).get("/me/").text
    assert contains(page, "<dt>계정 상태</dt><dd>승인대기</dd>")
    assert "가입 신청이 승인되면" in page


def test_me_counts_what_i_did_and_earned(client_of, citizen, reader, admin_member):
    post = factories.post(citizen)
    react(factories.comment(post, citizen), by=reader, value="LIKE")
    react(post, by=reader, value="LIKE")
    page = client_of(citizen).get("/me/").text
    for words, number in (
        ("받은 좋아요", 2),
        ("받은 싫어요", 0),
        ("작성한 글", 1),
        ("작성한 댓글", 1),
        ("투표 참여", 0),
    ):
        assert contains(page, f"<dt>{words}</dt><dd>{number}</dd>")


@pytest.mark.parametrize("tab", ["", *LISTS])
def test_me_asks_the_same_however_much_there_is(client_of, reader, fill, tab, django_assert_max_num_queries):
    client, address = client_of(reader), f"/me/{tab}/" if tab else "/me/"
    asked = []
    for times in (1, 11):
        fill(times)
        client.get(address)
        with django_assert_max_num_queries(QUERIES + 3 * (tab == "votes")) as queries:
            page = client.get(address)
        asked.append(len(queries))
        if tab:
            assert tidy(page).count('<li class="me-item">') == min(times + (times > 1), 10)
    assert asked[0] == asked[1]


def test_me_pages_through_everything(client_of, reader, fill):
    fill(12)
    client = client_of(reader)
    first = client.get("/me/posts/")
    older = first.context["page"].older
    assert "내 글 11" in first.text
    assert "내 글 1<" not in tidy(first)
    second = tidy(client.get(f"/me/posts/{older}"))
    assert ("내 글 1<" in second, "내 글 0<" in second, "내 글 2<" in second) == (True, True, False)
    assert "더 최근" in second
    assert "더 이전" not in second


@pytest.mark.parametrize("address", ["?before=-1", "?before=abc", "?after=%00", "?before=0", f"?after={9**30}"])
def test_me_answers_nonsense(client_of, reader, address):
    for tab in LISTS:
        assert client_of(reader).get(f"/me/{tab}/{address}").status_code == 200


def test_me_posts_offer_what_may_be_done(client_of, citizen, reader):
    post = factories.post(citizen, title="내 글입니다")
    factories.post(reader, title="남의 글입니다")
    page = client_of(citizen).get("/me/posts/").text
    assert "남의 글입니다" not in page
    assert "자유게시판" in page
    for address in (post.get_absolute_url(), f"{post.get_absolute_url()}edit/", f"{post.get_absolute_url()}delete/"):
        assert f'href="{address}' in page
    assert "정말로 이 게시글을 삭제하시겠습니까?" in page


def test_me_posts_of_every_board_and_private_ones_only_to_their_author(client_of, citizen, reader):
    factories.suggestion(citizen, title="비공개 문의입니다", is_private=True)
    assert "비공개 문의입니다" in client_of(citizen).get("/me/posts/").text
    assert "비공개 문의입니다" not in client_of(reader).get("/me/posts/").text


def test_me_post_delete_comes_back_to_my_page(client_of, citizen):
    post = factories.post(citizen)
    client = client_of(citizen)
    asked = client.get(f"{post.get_absolute_url()}delete/?next=/me/posts/?before=99")
    assert 'name="next" value="/me/posts/?before=99"' in tidy(asked)
    done = client.post(f"{post.get_absolute_url()}delete/", {"next": "/me/posts/"}, follow=True)
    assert done.redirect_chain == [("/me/posts/", 302)]
    assert "게시글이 삭제되었습니다." in done.text
    assert "작성한 글이 없습니다." in done.text


@pytest.mark.parametrize(
    "target", ["https://evil.example/me/", "//evil.example/me/", "/free/", "/me/\r\nX: y", "/\\evil", ""]
)
def test_me_post_delete_leads_nowhere_else(client_of, citizen, target):
    post = factories.post(citizen)
    assert client_of(citizen).post(f"{post.get_absolute_url()}delete/", {"next": target})["Location"] == "/free/"


def test_me_comments_can_be_deleted(client_of, citizen, reader):
    comment = factories.comment(factories.post(citizen, title="원래 글"), reader, "내가 한 말")
    client = client_of(reader)
    page = client.get("/me/comments/").text
    for words in ("원글 제목", "원래 글", "내가 한 말", "원글 보기", f"/comments/{comment.public_id}/edit/"):
        assert words in page
    done = client.post(f"/comments/{comment.public_id}/delete/", {"next": "/me/comments/"}, follow=True)
    assert done.redirect_chain == [("/me/comments/", 302)]
    assert "댓글이 삭제되었습니다." in done.text
    assert "내가 한 말" not in done.text


@pytest.mark.parametrize("status", ["HIDDEN", "DELETED"])
@pytest.mark.parametrize("role", ["reader", "moderator"])
def test_me_never_shows_what_is_gone(client_of, request, citizen, status, role):
    member = request.getfixturevalue(role)
    post = factories.post(citizen, title="사라질 글")
    comment = factories.comment(factories.post(citizen, title="남는 글"), citizen, "사라질 댓글")
    for target, value in ((post, "LIKE"), (comment, "DISLIKE")):
        react(target, by=member, value=value)
    client = client_of(member)
    assert "사라질 글" in client.get("/me/liked-posts/").text
    assert "사라질 댓글" in client.get("/me/disliked-comments/").text
    change_post_status(post, to=status)
    change_comment_status(comment, to=status)
    assert "사라질 글" not in client.get("/me/liked-posts/").text
    assert "사라질 댓글" not in client.get("/me/disliked-comments/").text


def test_me_leaves_out_comments_below_what_is_gone(client_of, citizen, reader):
    post = factories.post(citizen, title="가려질 글")
    factories.comment(post, reader, "내가 한 말")
    react(factories.comment(post, citizen, "좋았던 말"), by=reader, value="LIKE")
    change_post_status(post, to="HIDDEN")
    client = client_of(reader)
    for tab in ("comments", "liked-comments"):
        page = client.get(f"/me/{tab}/").text
        assert ("가려질 글" in page, "내가 한 말" in page, "좋았던 말" in page) == (False, False, False)


def test_me_own_hidden_post_says_so(client_of, citizen):
    post = factories.post(citizen, title="가려진 내 글")
    change_post_status(post, to="HIDDEN")
    page = client_of(citizen).get("/me/posts/").text
    assert "가려진 내 글" in page
    assert "숨김" in page
    assert f"{post.get_absolute_url()}edit/" not in page


@pytest.mark.parametrize(
    ("value", "tab", "words"),
    [("LIKE", "liked", "좋아요가 취소되었습니다."), ("DISLIKE", "disliked", "싫어요가 취소되었습니다.")],
)
def test_me_take_back(client_of, citizen, reader, value, tab, words):
    post = factories.post(citizen)
    comment = factories.comment(post, citizen)
    client = client_of(reader)
    for target, what, address, said in (
        (post, "posts", f"{post.get_absolute_url()}take-back/", words),
        (comment, "comments", f"/comments/{comment.public_id}/take-back/", f"댓글 {words}"),
    ):
        react(target, by=reader, value=value)
        page = client.get(f"/me/{tab}-{what}/").text
        assert f'action="{address}"' in page
        assert f"{Reaction.Value(value).label} 표시함" in page
        sent = {"value": value, "next": f"/me/{tab}-{what}/"}
        done = client.post(address, sent, follow=True)
        assert done.redirect_chain == [(f"/me/{tab}-{what}/", 302)]
        assert said in done.text
        assert "이미 취소되었습니다." in client.post(address, sent, follow=True).text
    assert not Reaction.objects.exists()


def test_me_take_back_of_strangers_is_theirs(client_of, client, citizen, reader, politician_member):
    post = factories.post(citizen)
    react(post, by=reader, value="LIKE")
    address = f"{post.get_absolute_url()}take-back/"
    assert client_of(politician_member).post(address, {"value": "LIKE"}).status_code == 302
    assert client.post(address, {"value": "LIKE"})["Location"].startswith("/login/")
    assert client_of(reader).get(address).status_code == 405
    assert client_of(reader).post(address, {"value": "LOVE"}).status_code == 404
    assert Reaction.objects.count() == 1


def test_me_votes_show_my_choice_and_the_results(client_of, reader, citizen, admin_member):
    poll = factories.poll(admin_member, "짜장면", "짬뽕", title="무엇을 먹을까?")
    first, second = poll.options.all()
    cast_ballot(poll, options=[second.pk], by=reader)
    cast_ballot(poll, options=[first.pk], by=citizen)
    page = tidy(client_of(reader).get("/me/votes/"))
    for words in (
        "무엇을 먹을까?",
        "진행중",
        "투표일:",
        "마감:",
        "내 선택:<strong>짬뽕</strong>",
        "참여: 2명",
        "짜장면: 1표 (50%)",
    ):
        assert words in page
    assert "무엇을 먹을까?" not in client_of(admin_member).get("/me/votes/").text
    change_post_status(Post.objects.get(pk=poll.pk), to="HIDDEN")
    assert "무엇을 먹을까?" not in client_of(reader).get("/me/votes/").text


def test_me_email_accesses_name_roles_not_people(client_of, citizen, reader, admin_member, client):
    for by, purpose in ((None, "메일 발송: welcome"), (admin_member, "문의 답변"), (citizen, "내 정보 내려받기")):
        EmailAccess.objects.create(member=citizen, by=by, purpose=purpose, device="PC" if by else "")
    EmailAccess.objects.create(member=reader, by=None, purpose="남의 기록")
    page = client_of(citizen).get("/me/email-accesses/").text
    for words in ("시스템", "메일 발송 (가입 환영)", "운영자", "문의 답변", "본인", "PC"):
        assert words in page
    for words in (admin_member.nickname, admin_member.public_id, "남의 기록"):
        assert words not in page


def test_me_email_accesses_are_paged(client_of, citizen, django_assert_max_num_queries):
    EmailAccess.objects.bulk_create(EmailAccess(member=citizen, purpose=f"목적{number:03}") for number in range(45))
    client = client_of(citizen)
    with django_assert_max_num_queries(QUERIES):
        page = client.get("/me/email-accesses/?page=3").text
    assert page.count("<tr>") == 1 + 5
    assert client.get("/me/email-accesses/?page=99999").status_code == 200


def test_me_edited_comment_says_so(client_of, citizen, reader):
    comment = factories.comment(factories.post(citizen), reader)
    comment.text = "고친 말"
    edit_comment(comment, by=reader)
    page = client_of(reader).get("/me/comments/").text
    assert ("고친 말" in page, "수정됨" in page) == (True, True)
