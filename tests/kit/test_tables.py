"""Tables and days as people have them: every program's way of writing the same thing is read as the same."""

import datetime as dt
import io
import zipfile

import pytest
import xlsxwriter

from polibat.files import tables
from polibat.files.tables import TableError, content_of, day_of, rows_of, text_of

ROWS = [["이름", "정당"], ["한가람", "새빛당, 푸른들당"], ["강하늘", "무소속"]]
PLAIN = '이름,정당\n한가람,"새빛당, 푸른들당"\n강하늘,무소속\n'
TODAY = dt.date(2026, 12, 1)


def sheet(rows, *, before=()):
    """A spreadsheet whose rows stand in the sheet behind an empty one."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.add_worksheet("빈 시트")
        page, day = book.add_worksheet("명단"), book.add_format({"num_format": "yyyy-mm-dd"})
        for line, cells in enumerate([*before, *rows]):
            for at, cell in enumerate(cells):
                if isinstance(cell, dt.date):
                    page.write_datetime(line, at, cell, day)
                else:
                    page.write(line, at, cell)
        page.write_blank(0, 9, None, day)
    return made.getvalue()


def cells(content):
    return [row.cells for row in rows_of(content)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_every_way_of_writing_letters_is_read(encoding, ends):
    assert cells(PLAIN.replace("\n", ends).encode(encoding)) == ROWS


@pytest.mark.parametrize("separator", [";", "\t", "|"])
@pytest.mark.parametrize("says", [False, True])
def test_every_way_of_parting_cells_is_read(separator, says):
    text = "\n".join(separator.join(row) for row in ROWS)
    assert cells((f"sep={separator}\n{text}" if says else text).encode("cp949")) == ROWS


def test_lines_are_those_of_the_file():
    broken = 'sep=,\n이름,정당\n\n"두\n줄",새빛당\n,\n강하늘,무소속\n'.encode()
    assert [(row.line, row.cells[0]) for row in rows_of(broken)] == [(2, "이름"), (4, "두\n줄"), (7, "강하늘")]
    assert [row.line for row in rows_of(sheet(ROWS, before=[[], []]))] == [3, 4, 5]


def test_a_spreadsheet_is_read_as_its_table():
    rows = [["이름", "생년월일", "선수", "비율"], ["한가람", dt.date(1970, 1, 31), 2, 0.5]]
    assert cells(sheet(rows)) == [["이름", "생년월일", "선수", "비율"], ["한가람", "1970-01-31", "2", "0.5"]]
    assert cells(sheet(ROWS)) == ROWS


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xd0\xcf\x11\xe0rest", ".xlsx로 저장"),
        (b"PK\x03\x04rest", "온전한 엑셀"),
        (b"\x81\xff\xfe", "CP949"),
        ('이름,정당\n"한가람,새빛당'.encode(), "2번째 줄"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_to_do(content, words):
    with pytest.raises(TableError, match=words):
        list(rows_of(content))


def test_nothing_too_large_is_unpacked_or_kept(monkeypatch, tmp_path):
    monkeypatch.setattr(tables, "MOST_UNPACKED", 10)
    with pytest.raises(TableError, match="너무 큽니다"):
        list(rows_of(sheet(ROWS)))
    monkeypatch.setattr(tables, "MOST_ROWS", 1)
    with pytest.raises(TableError, match="줄이 너무 많습니다"):
        list(rows_of(PLAIN.encode()))
    monkeypatch.setattr(tables, "MOST_BYTES", 3)
    (tmp_path / "large.csv").write_text(PLAIN)
    with pytest.raises(TableError, match="너무 큽니다"):
        content_of(tmp_path / "large.csv")
    with pytest.raises(TableError, match="읽을 수 없습니다"):
        content_of(tmp_path / "none.csv")


def test_a_zip_that_is_no_spreadsheet_is_refused():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("a.txt", "x")
    with pytest.raises(TableError, match="온전한 엑셀"):
        list(rows_of(made.getvalue()))


def test_a_text_of_nothing_but_latin_letters_is_itself():
    assert text_of(b"name") == "name"
    assert text_of(b"") == ""


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024. 5. 30.", "2024-05-30"),
        ("2024.5.30", "2024-05-30"),
        ("2024년 5월 30일", "2024-05-30"),
        ("2024년5월30일(목)", "2024-05-30"),
        ("1965-03-01", "1965-03-01"),
        ("1965/3/1", "1965-03-01"),
        ("1965-03-01 00:00:00", "1965-03-01"),
        ("1965-03-01T00:00:00", "1965-03-01"),
        ("19650301", "1965-03-01"),
        ("650301", "1965-03-01"),
        ("65. 3. 1.", "1965-03-01"),
        ("050301", "2005-03-01"),
        ("261201", "2026-12-01"),
        ("261202", "1926-12-02"),
        ("23802", "1965-03-01"),
        ("45442", "2024-05-30"),
        ("1965-02-30", None),
        ("651301", None),
        ("어제", None),
        ("", None),
        ("3", None),
    ],
)
def test_days_are_read_as_people_write_them(written, day):
    assert day_of(written, latest=TODAY) == (dt.date.fromisoformat(day) if day else None)
