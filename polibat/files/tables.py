"""Tables that people really have: CSV of whatever program, or a spreadsheet; and the dates that stand in them.

Excel of Korea saves CSV as CP949, its "Unicode text" as UTF-16 with tabs; others put semicolons, or say `sep=;` first.
What kind of file it is shows in its content, never in its name. Whoever reads one gets rows with the line on which each
begins, so that what cannot be used is told by its line.
"""

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MOST_BYTES = 64 * 1024 * 1024
# Of a spreadsheet once it is unpacked; a small file may hold a huge one.
MOST_UNPACKED = 256 * 1024 * 1024
MOST_ROWS = 200_000
SPREADSHEET, OLD_SPREADSHEET = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
SEPARATORS = ",;\t|"
SAID = re.compile(r"\Asep=(.)\r?\n", re.IGNORECASE)
# Lines that show the separator, bytes that show the letters.
LOOKED_AT, LOOKED_INTO = 20, 4096
AS_CSV = "엑셀에서 ‘CSV UTF-8(쉼표로 분리)’로 저장해 주세요."
NOT_WHOLE = f"온전한 엑셀 파일이 아닙니다. 다시 저장하거나, {AS_CSV}"


class TableError(Exception):
    """The file as a whole cannot be read; says in Korean why, and what to do."""


@dataclass(frozen=True)
class Row:
    """The cells of one row, and the line on which it begins."""

    line: int
    cells: list[str]


def content_of(path: Path) -> bytes:
    """The bytes of a file; raises TableError."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise TableError(f"파일이 너무 큽니다. ({MOST_BYTES // 1024 // 1024}MB까지)")
        return path.read_bytes()
    except OSError as error:
        raise TableError(f"파일을 읽을 수 없습니다: {path} ({error.strerror})") from error


def text_of(content: bytes) -> str:
    """The text in `content`, whichever way it is written; raises TableError."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        ways = ("utf-16",)
    elif b"\x00" in (begins := content[:LOOKED_INTO]):
        # Without a mark: of a comma, a space and the end of a line the zero is the second byte, or the first.
        ways = ("utf-16-le",) if begins[1::2].count(0) > begins[::2].count(0) else ("utf-16-be",)
    else:
        ways = ("utf-8-sig", "cp949")
    for way in ways:
        try:
            text = content.decode(way)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise TableError(
        f"글자를 읽을 수 없는 파일입니다. UTF-8이나 한글 윈도(CP949), UTF-16으로 저장된 파일이 아닙니다. {AS_CSV}"
    )


def rows_of(content: bytes) -> Iterator[Row]:
    """The rows of a table that are not empty; raises TableError for what is none, or is broken."""
    if content.startswith(OLD_SPREADSHEET):
        raise TableError(f"옛 엑셀 파일(.xls)이거나 암호가 걸린 파일입니다. .xlsx로 저장하거나, {AS_CSV}")
    found = _sheet(content) if content.startswith(SPREADSHEET) else _lines(text_of(content))
    for number, row in enumerate(row for row in found if any(cell.strip() for cell in row.cells)):
        if number > MOST_ROWS:
            raise TableError(f"줄이 너무 많습니다. ({MOST_ROWS:,}줄까지)")
        yield row


def lines_of(content: bytes) -> str:
    """A list that is one thing a line: of a spreadsheet its first column, else the text; raises TableError."""
    if content.startswith((SPREADSHEET, OLD_SPREADSHEET)):
        return "\n".join(row.cells[0] for row in rows_of(content))
    return text_of(content)


def _lines(text: str) -> Iterator[Row]:
    """The rows of a CSV."""
    said = SAID.match(text)
    separator = said[1] if said else _separator_of(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begins = 1
    try:
        for cells in reader:
            if not (said and begins == 1):
                yield Row(begins, cells)
            begins = reader.line_num + 1
    except csv.Error as error:
        raise TableError(
            f"{begins}번째 줄에서 CSV 형식이 깨져 있습니다. 따옴표가 짝이 맞는지 봐 주세요. ({error})"
        ) from error


def _separator_of(text: str) -> str:
    """What parts the cells: of the usual ones the one that parts the first lines into as many cells, most of them."""
    lines = [line for line in text.splitlines()[:LOOKED_AT] if line.strip()]
    best, most = ",", 0
    for separator in SEPARATORS:
        try:
            widths = [len(cells) for cells in csv.reader(lines, delimiter=separator)]
        except csv.Error:
            continue
        alike = sum(width == widths[0] for width in widths) if widths and widths[0] > 1 else 0
        if alike > most:
            best, most = separator, alike
    return best


def _sheet(content: bytes) -> Iterator[Row]:
    """The rows of the first sheet that has any."""
    import openpyxl  # noqa: PLC0415 - takes its time, which no web process needs

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except zipfile.BadZipFile as error:
        raise TableError(NOT_WHOLE) from error
    if unpacked > MOST_UNPACKED:
        raise TableError(f"엑셀 파일이 너무 큽니다. 나누어 저장하거나, {AS_CSV}")
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        try:
            for sheet in book.worksheets:
                rows = [
                    Row(line, [_cell(value) for value in values])
                    for line, values in enumerate(sheet.iter_rows(values_only=True, max_row=MOST_ROWS + 2), 1)
                ]
                if any(any(row.cells) for row in rows):
                    yield from _cut(rows)
                    return
        finally:
            book.close()
    except Exception as error:
        # Whatever stands in a broken file, the library fails over it in ways of its own.
        raise TableError(NOT_WHOLE) from error


def _cut(rows: list[Row]) -> Iterator[Row]:
    """Without the empty columns at the right that a sheet keeps for its colours."""
    width = max((at for row in rows for at, cell in enumerate(row.cells, 1) if cell), default=0)
    for row in rows:
        yield Row(row.line, [*row.cells, *[""] * width][:width])


def _cell(value: object) -> str:
    """A cell as its text: days as days, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


PARTED = re.compile(
    r"(\d{2}|\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?(?:\s*\(?[월화수목금토일](?:요일)?\)?)?"
)
RUN_TOGETHER = re.compile(r"(\d{2}|\d{4})(\d{2})(\d{2})")
SERIAL = re.compile(r"\d{4,5}")
TIME = re.compile(r"[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\Z")
# The first day of Excel, which believes that 1900 was a leap year.
FIRST_DAY = dt.date(1899, 12, 30)


def day_of(written: str, *, latest: dt.date) -> dt.date | None:
    """The day that is written, as people of Korea write one; None for what is none.

    `2024. 5. 30.`, `2024년 5월 30일`, `1965-03-01`, `1965/3/1`, `650301`, `19650301`, and the number that Excel keeps.
    A year of two digits is the last one that is not after `latest`.
    """
    text = TIME.sub("", " ".join(written.split())).strip()
    found = PARTED.fullmatch(text) or RUN_TOGETHER.fullmatch(text)
    try:
        if found:
            year, month, day = map(int, found.groups())
            if len(found[1]) == 4:
                return dt.date(year, month, day)
            century = latest.year // 100 * 100
            made = dt.date(century + year, month, day)
            return made if made <= latest else dt.date(century - 100 + year, month, day)
        return FIRST_DAY + dt.timedelta(days=int(text)) if SERIAL.fullmatch(text) else None
    except ValueError:
        return None
