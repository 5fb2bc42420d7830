"""Rows as a file: CSV or XLSX, written in batches so that memory stays bounded, without a cell that would be run."""

import codecs
import csv
import io
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from unicodedata import east_asian_width

import xlsxwriter
from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from polibat.db.order import behind

TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
# What makes spreadsheets calculate, ASCII and full-width.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BATCH = 1000
LONGEST_CELL = 32_000
# Widths of columns in digits; the button of the filter needs room beside the heading.
WIDEST, MOMENT_WIDTH, ROOM = 60, 19, 3


@dataclass(frozen=True)
class Column:
    """One column: its heading, and what stands in it for a row."""

    heading: str
    value: Callable


def cell(value):
    """What stands in the file for a value: numbers stay numbers, times are of Seoul, texts can be no formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "O" if value else "X"
    if isinstance(value, int | float):
        return value
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M:%S}"
    return neutral(str(value))


def neutral(text):
    """`text` that no spreadsheet takes for a formula: one that begins like it gets an apostrophe in front."""
    return f"'{text}" if text.startswith(FORMULA) or text.lstrip().startswith(FORMULA) else text


def in_batches(rows, *, size=BATCH, most=None):
    """The rows of an ordered queryset in lists: each goes on behind the last row of the one before, by the index.

    The columns of the order are the row's own, never empty, the key last (as `behind` asks).
    """
    order, found, left = list(rows.query.order_by), None, most
    names = [name.lstrip("-") for name in order]
    while left is None or left > 0:
        number = size if left is None else min(size, left)
        after = rows.filter(behind(order, [getattr(found[-1], name) for name in names])) if found else rows
        found = list(after[:number])
        if found:
            yield found
        if len(found) < number:
            return
        left = None if left is None else left - number


def write_csv(columns, batches):
    """The file in pieces of bytes, with the mark by which Excel knows UTF-8."""
    yield codecs.BOM_UTF8 + _lines([[column.heading for column in columns]])
    for batch in batches:
        yield _lines([cell(column.value(row)) for column in columns] for row in batch)


def _lines(rows):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def write_xlsx(target, columns, batches):
    """Write the file into the binary file `target`; rows go to the disk as they come.

    The heading stays in sight and filters the rows; columns are as wide as what they hold; moments are of Seoul.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        moment, bold = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}), book.add_format({"bold": True})
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        widths = [_width(column.heading) for column in columns]
        for place, column in enumerate(columns):
            sheet.write_string(0, place, column.heading, bold)
        line = 0
        for batch in batches:
            for row in batch:
                line += 1
                for place, column in enumerate(columns):
                    widths[place] = max(widths[place], _write_cell(sheet, line, place, column.value(row), moment))
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width + ROOM)
        sheet.autofilter(0, 0, line, len(columns) - 1)


def _write_cell(sheet, line, place, value, moment):
    """Write one value; how wide it is."""
    if isinstance(value, datetime):
        sheet.write_datetime(line, place, timezone.localtime(value).replace(tzinfo=None, microsecond=0), moment)
        return MOMENT_WIDTH
    plain = cell(value)
    if isinstance(plain, str):
        sheet.write_string(line, place, plain[:LONGEST_CELL])
        return _width(plain)
    sheet.write_number(line, place, plain)
    return len(str(plain))


def _width(text):
    """How many digits wide `text` is, at most WIDEST; a Korean syllable has the width of two."""
    shown = text[:WIDEST]
    return min(WIDEST, len(shown) + sum(east_asian_width(letter) in "WF" for letter in shown))


def as_file(columns, batches, kind):
    """The answer that carries the file: CSV as it is read, XLSX from the disk."""
    if kind == "csv":
        return StreamingHttpResponse(write_csv(columns, batches))
    target = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the response
    write_xlsx(target, columns, batches)
    target.seek(0)
    return FileResponse(target)


def as_attachment(response, *, name, kind):
    """Say in the headers of `response` that it is a file of this name; what does not belong into a header is quoted."""
    response["Content-Type"] = TYPES[kind]
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{name}.{kind}")
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
