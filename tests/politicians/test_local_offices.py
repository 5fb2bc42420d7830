"""Heads and councillors of local governments come from the tables that offices publish."""

import datetime as dt
import io

import pytest
import xlsxwriter
from django.core.management import CommandError, call_command

from politicians.models import Party, Politician, Region, Term

pytestmark = pytest.mark.django_db

HEADER = "선거명,시도명,구시군명,선거구명,정당명,성명(한자),성별,생년월일(연령)"
ELECTED = """\
시·도지사선거,경기도,,경기도,새빛당,한가람(韓佳藍),여,1970.01.31(56세)
시·도지사선거,서울특별시,,서울특별시,푸른들당,강하늘(姜),남,650301
구·시·군의 장선거,경기도,수원시,수원시,무소속,남산들,남,19600505
구·시·군의 장선거,경기도,가평군,가평군,새빛당,서도담,여,1961년 5월 5일
구·시·군의 장선거,서울특별시,종로구,종로구,새빛당,이새벽,여,1962-05-05
시·도의회의원선거,경기도,수원시,수원시제1선거구,새빛당,박노을,여,1963. 5. 5.
구·시·군의회의원선거,경기도,수원시,가선거구,새빛당,최바다,남,1964/05/05
교육감선거,경기도,,경기도,,정마루,남,1959-05-05
"""


@pytest.fixture
def source(tmp_path):
    """Write a table."""

    def write(rows, *, header=HEADER, encoding="cp949"):
        path = tmp_path / "local.csv"
        path.write_bytes(f"{header}\n{rows}".encode(encoding))
        return path

    return write


def run(path, *arguments):
    """Run the command; what it said."""
    out = io.StringIO()
    call_command("import_politicians", str(path), *arguments, stdout=out, stderr=io.StringIO(), no_color=True)
    return out.getvalue()


def test_everybody_gets_office_place_and_party(source):
    said = run(source(ELECTED))
    assert "새로 만듦 8 · 바뀜 0 · 그대로 0 · 거절 0" in said
    people = {one.name: one for one in Politician.objects.select_related("party", "region")}
    assert {name: (one.position, one.district) for name, one in people.items()} == {
        "한가람": ("경기도지사", "경기도"),
        "강하늘": ("서울특별시장", "서울특별시"),
        "남산들": ("수원시장", "경기도 수원시"),
        "서도담": ("가평군수", "경기도 가평군"),
        "이새벽": ("종로구청장", "서울특별시 종로구"),
        "박노을": ("경기도의원", "경기도 수원시 수원시제1선거구"),
        "최바다": ("수원시의원", "경기도 수원시 가선거구"),
        "정마루": ("경기도교육감", "경기도"),
    }
    assert {one.kind for one in people.values()} == {"LOCAL_GOVERNMENT"}
    garam = people["한가람"]
    assert (garam.hanja, garam.gender, garam.birth_date) == ("韓佳藍", "F", dt.date(1970, 1, 31))
    assert (garam.party.name, people["남산들"].party, people["정마루"].party) == ("새빛당", None, None)
    assert people["강하늘"].birth_date == dt.date(1965, 3, 1)
    assert people["남산들"].region.name == "수원시"
    assert not Term.objects.exists()


def test_a_second_run_changes_nothing_and_a_list_of_one_town_ends_nobodys_office(source):
    run(source(ELECTED))
    said = run(source(ELECTED, encoding="utf-16"))
    assert "새로 만듦 0 · 바뀜 0 · 그대로 8" in said
    assert "바뀐 것이 없습니다." in said
    said = run(source(ELECTED.splitlines()[2].replace("무소속", "한바다당")))
    assert "바뀜 1 · 그대로 0" in said
    assert Politician.objects.in_office().count() == 8
    assert Politician.objects.get(name="남산들").party.name == "한바다당"


def test_a_dry_run_writes_nothing(source):
    assert "새로 만듦 8" in run(source(ELECTED), "--dry-run")
    assert not (Politician.objects.exists() or Party.objects.exists() or Region.objects.exists())


def test_what_cannot_be_read_is_told_by_its_line(source):
    rows = ELECTED.splitlines()
    broken = [
        rows[0],
        rows[1].replace("강하늘(姜)", ""),
        rows[2].replace("19600505", "어제"),
        rows[3].replace("구·시·군의 장선거", "국회의원선거"),
        rows[0],
        ",,,,,한가람,,",
    ]
    said = run(source("\n".join(broken)))
    assert "새로 만듦 1 · 바뀜 0 · 그대로 0 · 거절 5" in said
    for words in (
        "3번째 줄",
        "4번째 줄 남산들: 생년월일 '어제'",
        "5번째 줄 서도담: 직책",
        "6번째 줄 한가람",
        "7번째 줄 한가람",
    ):
        assert words in said


def test_a_spreadsheet_with_a_title_above_and_other_headings(tmp_path):
    path = tmp_path / "명단.xlsx"
    rows = [
        ["가온시의회 의원 명단 (2026. 7. 1. 현재)"],
        [],
        ["성 명", "직 위", "시·도", "시군구", "소속 정당", "생년월일", "전자우편", "홈페이지"],
        [
            "한가람",
            "의장",
            "경기",
            "수원시",
            "새빛당",
            dt.date(1970, 1, 31),
            "garam@council.example",
            "council.example",
        ],
        ["강하늘", "의원", "경기", "수원시", "무소속", 650301, "없음", ""],
    ]
    with xlsxwriter.Workbook(path) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy. m. d."})
        for line, cells in enumerate(rows):
            for at, cell in enumerate(cells):
                sheet.write(line, at, cell, day) if isinstance(cell, dt.date) else sheet.write(line, at, cell)
    said = run(path)
    assert "새로 만듦 2" in said
    assert "5번째 줄 강하늘: 이메일 주소 '없음'" in said
    garam, haneul = Politician.objects.get(name="한가람"), Politician.objects.get(name="강하늘")
    assert (garam.position, garam.district, garam.birth_date) == ("의장", "경기도 수원시", dt.date(1970, 1, 31))
    assert (garam.office_email, garam.homepage) == ("garam@council.example", "http://council.example")
    assert haneul.birth_date == dt.date(1965, 3, 1)


def test_a_table_of_something_else_is_told_with_the_columns_that_are_known(source):
    with pytest.raises(CommandError, match=r"이름\(성명\), 직책"):
        run(source("1,2\n", header="가,나"))
