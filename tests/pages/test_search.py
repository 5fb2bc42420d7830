"""The search over the whole site: what it finds, what it never finds, and what it costs."""

import json
import re

import pytest
from django.core.cache import caches

from boards.models import Board
from boards.queries.search import Search
from boards.services import change_post_status, withdraw_post
from pages.queries.site_search import search_boards
from tests import factories
from tests.markup import contains, tidy

pytestmark = pytest.mark.django_db


def write(author, **kwargs):
    """A post, however many its author has written in the past minutes."""
    caches["limits"].clear()
    return factories.post(author, **kwargs)


def page_for(client, q):
    response = client.get("/search/", {"q": q})
    assert response.status_code == 200
    return tidy(response)


def sections(page):
    """The sections of a page with how many each holds."""
    return dict(re.findall(r'<a href="#(\w+)">\S+ ([\d,+]+)</a>', page))


@pytest.fixture
def said(citizen, reader, admin_member):
    """Something of every kind about buses."""
    politician = factories.politician("버스란", district="가온시 갑")
    return {
        "free": factories.post(citizen, title="버스가 늦어요"),
        "voice": factories.post(citizen, Board.POLITICIAN, title="버스 노선을 여쭙니다", politician=politician),
        "poll": factories.poll(admin_member, "버스", "지하철", title="무엇을 타고 다니시나요?"),
        "notice": factories.notice(admin_member, title="버스 게시판 안내"),
        "politician": politician,
    }


def test_search_finds_posts_politicians_polls_and_notices(client, said):
    page = page_for(client, "버스")
    assert sections(page) == {"posts": "2", "politicians": "1", "polls": "1", "notices": "1"}
    for text in said.values():
        assert f'href="{text.get_absolute_url()}"' in page
    assert contains(page, "<mark>버스</mark>가 늦어요")
    for address in ("/free/", "/voice/", "/polls/", "/notices/", "/politicians/"):
        assert f'href="{address}?q=%EB%B2%84%EC%8A%A4"' in page


def test_search_leads_into_searches_that_find_the_same(client, said):
    for address in re.findall(r'href="(/\w+/\?q=[^"]+)"', page_for(client, "버스")):
        assert "버스" in client.get(address).content.decode()


def test_search_shows_the_newest_five_and_counts_all(client, citizen, said):
    for number in range(6):
        write(citizen, title=f"버스 이야기 {number}")
    page = page_for(client, "버스")
    assert sections(page)["posts"] == "8"
    assert re.findall(r"</mark>이야기 (\d)", page) == ["5", "4", "3", "2", "1"]
    assert "자유게시판 7건 보기" in page


def test_search_counts_to_a_thousand_and_goes_no_further(client, citizen, monkeypatch):
    monkeypatch.setattr("boards.queries.search.CAP", 6)
    monkeypatch.setattr("pages.views.search.CAP", 6)
    for number in range(8):
        write(citizen, title=f"버스 이야기 {number}")
    page = page_for(client, "버스")
    assert sections(page) == {"posts": "6+"}
    assert "자유게시판 6+건 보기" in page


def test_search_counts_only_what_holds_the_whole_word(client, citizen, said):
    factories.post(citizen, title="정류장 이야기", body="<p>가나 나다 이렇게 두 낱말이 따로 있습니다.</p>")
    assert sections(page_for(client, "가나다")) == {}


def test_search_never_finds_what_is_private_hidden_or_deleted(client, client_of, citizen, admin_member, said):
    factories.suggestion(citizen, title="버스 비밀 제안", is_private=True)
    factories.suggestion(citizen, title="버스 공개 제안")
    change_post_status(said["free"], to="HIDDEN")
    withdraw_post(said["voice"], by=citizen)
    change_post_status(said["notice"].post, to="HIDDEN")
    change_post_status(said["poll"].post, to="HIDDEN")
    for browser in (client, client_of(citizen), client_of(admin_member)):
        page = page_for(browser, "버스")
        assert sections(page) == {"politicians": "1"}
        for words in ("비밀", "공개 제안", "늦어요", "여쭙니다", "안내</a>"):
            assert words not in page


def test_search_of_politicians_knows_initials_and_districts(client, politician):
    for q in ("ㅎㄱㄹ", "가람", "가온시"):
        assert politician.get_absolute_url() in page_for(client, q)


def test_search_leads_to_no_page_of_an_author(client, citizen):
    factories.post(citizen)
    page = page_for(client, citizen.nickname)
    assert contains(page, f"<mark>{citizen.nickname}</mark>")
    assert citizen.public_id not in page


@pytest.mark.parametrize("q", ["", " ", "\x00", "\u202e\u200b"])
def test_search_without_words_asks_for_some(client, q):
    page = page_for(client, q)
    assert "여러 낱말을 띄어 쓰면" in page
    assert "검색 결과" not in page


@pytest.mark.parametrize("q", ["!!!", "%_'", "🚌", "<>", "\\", "()|&:*"])
def test_search_of_odd_signs_says_what_can_be_found(client, said, q):
    page = page_for(client, q)
    assert "한글, 영문, 숫자를 넣어 검색해 주세요." in page
    assert sections(page) == {}


@pytest.mark.parametrize(
    "q", ["<script>alert(1)</script>", "' OR 1=1 --", "버스' | 'x", "가" * 5000, "a:*", "버\x00스"]
)
def test_search_takes_anything_and_gives_clean_text(client, said, q):
    page = page_for(client, q)
    assert "<script>alert" not in page


def test_search_without_a_find_says_how_to_go_on(client, said):
    page = page_for(client, "우주여행")
    assert "검색 결과 0건" in page
    assert "초성(ㅎㄱㄷ)" in page


def test_search_costs_the_same_however_much_it_finds(client, client_of, citizen, said, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):
        page_for(client, "버스")
    for number in range(5):
        write(citizen, title=f"버스 이야기 {number}")
        factories.politician(f"버스{'가나다라마'[number]}")
    with django_assert_max_num_queries(9):
        page_for(client, "버스")
    browser = client_of(citizen)
    with django_assert_max_num_queries(12):
        page_for(browser, "버스")


def test_search_boards_asks_once_a_board_and_once_for_the_posts(said, anonymous, django_assert_num_queries):
    boards = [Board.FREE, Board.POLITICIAN, Board.NOTICE]
    for some in (boards[:1], boards):
        with django_assert_num_queries(2 + len(some)):  # authors, hits of each board, posts
            found = search_boards(Search.asked({"q": "버스"}), some, anonymous, 5)
        assert [len(found[board].rows) for board in some] == [1] * len(some)


def test_search_is_not_for_search_engines_and_home_tells_of_it(client, said):
    for address in ("/search/", "/search/?q=버스"):
        page = client.get(address).content.decode()
        assert contains(page, '<meta name="robots" content="noindex">')
        assert 'rel="canonical"' not in page
    home = client.get("/").content.decode()
    facts = json.loads(home.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    assert facts["potentialAction"]["target"].endswith("/search/?q={search_term_string}")
    assert 'href="/search/"' in home


def test_search_is_only_asked(client):
    assert client.post("/search/").status_code == 405
