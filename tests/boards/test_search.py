"""What search finds, by which condition, and what it never finds."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser

from boards.models import Board, Post
from boards.queries.date_search import days_of
from boards.queries.search import CAP, Search, search
from boards.services import change_post_status, edit_post, withdraw_post
from polibat.text.bigrams import lexemes_of, query_of, vector_of
from polibat.text.highlight import excerpt_around, marked
from tests import factories
from tests.markup import contains

pytestmark = pytest.mark.django_db

SEOUL = ZoneInfo("Asia/Seoul")


def found(q, condition="all", board="FREE", page=1):
    asked = Search.asked({"q": q, "in": condition})
    return [post.title for post in search(asked, board, AnonymousUser(), page).rows]


@pytest.fixture
def posts(write, citizen, reader, searchable):
    searchable(citizen)
    searchable(reader)
    return [
        write(citizen, title="국회에서 만난 사람들", body="<p>버스를 타고 다녀왔습니다. 좋았어요.</p>"),
        write(reader, title="동네 소식", body="<p>국회의원 사무실에 <b>다녀</b>왔습니다. COVID19 이야기도.</p>"),
        write(reader, title="100% 재활용", body="<p>국가와 의회의 일을 생각해 봅니다. C:\\새폴더_이름</p>"),
        write(citizen, title="Seoul Metro 이용기", body="<p>출근길 지하철이 한결 여유로워졌어요.</p>"),
    ]


@pytest.mark.parametrize(
    ("q", "condition", "titles"),
    [
        ("국회", "all", ["동네 소식", "국회에서 만난 사람들"]),
        ("국회", "title-content", ["동네 소식", "국회에서 만난 사람들"]),
        ("국회", "title", ["국회에서 만난 사람들"]),
        ("국회에서", "all", ["국회에서 만난 사람들"]),
        ("국회의원", "all", ["동네 소식"]),
        ("다녀왔습니다", "all", ["동네 소식", "국회에서 만난 사람들"]),
        ("국회 버스", "all", ["국회에서 만난 사람들"]),
        ("버스", "title", []),
        ("국", "all", ["100% 재활용", "동네 소식", "국회에서 만난 사람들"]),
        ("원", "all", ["동네 소식"]),
        ("seoul", "all", ["Seoul Metro 이용기"]),
        ("SEO", "title", ["Seoul Metro 이용기"]),
        ("covid19", "all", ["동네 소식"]),
        ("19", "all", []),
        ("100%", "title", ["100% 재활용"]),
        ("100_", "all", []),
        ("C:\\", "all", ["100% 재활용"]),
        ("국의", "all", []),
        ("없는말", "all", []),
        ("글쓴시민", "author", ["Seoul Metro 이용기", "국회에서 만난 사람들"]),
        ("글쓴", "author", ["Seoul Metro 이용기", "국회에서 만난 사람들"]),
        ("글쓴시민", "all", ["Seoul Metro 이용기", "국회에서 만난 사람들"]),
        ("글쓴시민", "title-content", []),
        ("국회", "author", []),
        ("%%", "all", []),
        ("' OR 1=1 --", "all", []),
        ("😀", "all", []),
        ("국회" * 200, "all", []),
        ("국회", "nonsense", ["동네 소식", "국회에서 만난 사람들"]),
    ],
)
def test_search_finds(posts, q, condition, titles):
    assert found(q, condition) == titles


def test_search_stays_on_its_board(posts, write, citizen):
    write(citizen, Board.POLITICIAN, title="국회에 묻습니다")
    assert found("국회", board="POLITICIAN") == ["국회에 묻습니다"]


def test_search_never_finds_what_is_hidden_deleted_or_changed(posts, citizen):
    change_post_status(posts[1], to="HIDDEN")
    withdraw_post(posts[0], by=citizen)
    assert found("국회") == []
    change_post_status(posts[1], to="PUBLISHED")
    assert found("국회") == ["동네 소식"]
    posts[3].title = "부산 이야기"
    edit_post(posts[3], by=citizen)
    assert found("metro") == []
    assert found("부산") == ["부산 이야기"]


def test_search_finds_by_the_district_of_the_named_or_speaking_politician(
    write, citizen, politician, politician_member
):
    other = factories.politician("나라온", district="바다시 을")
    write(citizen, Board.POLITICIAN, title="가온시에 묻습니다", politician=politician)
    write(citizen, Board.POLITICIAN, title="바다시에 묻습니다", politician=other)
    write(politician_member, title="자유게시판 인사")
    assert found("가온", "district", "POLITICIAN") == ["가온시에 묻습니다"]
    assert found("가온시 갑", "district") == ["자유게시판 인사"]
    assert found("없는시", "district") == []


@pytest.mark.parametrize(
    ("q", "first", "last"),
    [
        ("26.11.23.", (2026, 11, 23), (2026, 11, 24)),
        ("26.11.23", (2026, 11, 23), (2026, 11, 24)),
        ("2026-11-23", (2026, 11, 23), (2026, 11, 24)),
        ("2026/1/3", (2026, 1, 3), (2026, 1, 4)),
        ("20261123", (2026, 11, 23), (2026, 11, 24)),
        ("2026년 11월 23일", (2026, 11, 23), (2026, 11, 24)),
        ("2026.11", (2026, 11, 1), (2026, 12, 1)),
        ("26.12", (2026, 12, 1), (2027, 1, 1)),
        ("2026", (2026, 1, 1), (2027, 1, 1)),
        ("11.23", (2026, 11, 23), (2026, 11, 24)),
        ("12.31", (2025, 12, 31), (2026, 1, 1)),
        ("2.29", (2024, 2, 29), (2024, 3, 1)),
        ("오늘", (2026, 11, 23), (2026, 11, 24)),
        ("어제", (2026, 11, 22), (2026, 11, 23)),
    ],
)
@time_machine.travel(datetime(2026, 11, 23, 12, tzinfo=SEOUL), tick=False)
def test_days_of_understands_how_people_write_dates(q, first, last):
    assert days_of(q) == tuple(datetime(*day, tzinfo=SEOUL) for day in (first, last))


@pytest.mark.parametrize(
    "q",
    [
        "",
        "국회",
        "26.13.40",
        "2026-02-30",
        "13",
        "0.0",
        "99999",
        "2026-11-23-1",
        "9999",
        "9999.12",
        "0000",
        "2.30",
        "٢٠٢٦",
    ],
)
def test_days_of_names_no_day(q):
    assert days_of(q) is None


def test_search_by_date_is_a_day_of_seoul(write, citizen):
    with time_machine.travel(datetime(2026, 11, 22, 23, 59, tzinfo=SEOUL)):
        write(citizen, title="밤에 쓴 글")
    with time_machine.travel(datetime(2026, 11, 23, 0, 1, tzinfo=SEOUL)):
        write(citizen, title="자정이 지나 쓴 글")
    assert found("26.11.23.", "date") == ["자정이 지나 쓴 글"]
    assert found("2026.11", "date") == ["자정이 지나 쓴 글", "밤에 쓴 글"]


@pytest.mark.parametrize(("q", "condition"), [("버스", "date"), ("!!!", "all"), ("·", "title")])
def test_search_says_why_it_finds_nothing(q, condition):
    asked = Search.asked({"q": q, "in": condition})
    assert asked is None or asked.hint


@pytest.mark.parametrize("q", ["", "   ", "\u200b", "\u3164", "\x00"])
def test_an_empty_search_is_none(q):
    assert Search.asked({"q": q}) is None


def test_search_counts_to_a_thousand_and_goes_no_further(write, citizen, monkeypatch):
    monkeypatch.setattr("boards.queries.search.CAP", 11)
    for number in range(13):
        write(citizen, title=f"버스 {number}번")
    asked = Search.asked({"q": "버스"})
    page = search(asked, "FREE", AnonymousUser(), 99)
    assert (page.number, page.pages, page.total_text, len(page.rows)) == (2, 2, "11+", 1 + 2)
    assert search(asked, "FREE", AnonymousUser(), 1).numbers[0] == 11
    assert CAP == 1_000


def test_search_looks_into_older_stretches_when_the_newest_hold_too_few(write, citizen):
    old = write(citizen, title="버스 옛날 글")
    # Moves the next id far beyond every stretch but the widest.
    from django.db import connection  # noqa: PLC0415 - only here

    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('boards_post_id_seq', %s)", [old.pk + (1 << 20) + 5])
    write(citizen, title="버스 새 글")
    assert found("버스") == ["버스 새 글", "버스 옛날 글"]


def test_the_page_of_a_search_can_be_shared_and_keeps_its_words(client_of, posts):
    page = client_of().get("/free/", {"q": "국회", "in": "title"}).content.decode()
    assert contains(page, "<mark>국회</mark>에서 만난 사람들")
    assert "동네 소식" not in page


def test_marked_escapes_and_marks_without_regard_to_case():
    assert marked("<b>Bus</b> & bus", ["BUS"]) == "&lt;b&gt;<mark>Bus</mark>&lt;/b&gt; &amp; <mark>bus</mark>"
    assert marked("<i>", []) == "&lt;i&gt;"


def test_excerpt_around_shows_the_place():
    assert excerpt_around("가" * 200 + " 국회 " + "나" * 200, ["국회"]).startswith("…" + "가" * 29 + " 국회 나")
    assert excerpt_around("짧은 글", ["없음"]) == "짧은 글"


def test_bigrams_keep_words_apart_and_quote_nothing_dangerous():
    assert lexemes_of("국회, AB's") == ["국", "회", "국회", "a", "ab", "s"]
    assert vector_of("국", "회") == "'국':1A '회':1B"
    assert query_of("a' | 'b:*") == "'a' & 'b'"
    assert query_of("%_!") == ""


def test_full_width_letters_are_found_by_narrow_ones(posts, citizen):
    factories.post(citizen, title="ＫＴＸ 요금 １２００원", body="<p>㎏당 얼마인지 적어 주세요.</p>")
    for typed in ("ktx", "KTX", "1200원", "kg", "ＫＴＸ"):
        assert found(typed) == ["ＫＴＸ 요금 １２００원"]
    for typed in ("ktx", "1200", "ＫＴＸ"):
        assert Post.objects.get(title__holds=typed).title == "ＫＴＸ 요금 １２００원"
    assert not Post.objects.filter(title__holds="％％").exists()


def test_a_decomposed_word_is_the_same_word(posts):
    import unicodedata  # noqa: PLC0415 - only here

    assert found(unicodedata.normalize("NFD", "국회에서")) == ["국회에서 만난 사람들"]
    assert Post.objects.count() == 4
