"""Rows as a file: CSV or XLSX, written in batches so that memory stays bounded, without a cell that would be run."""

import codecs
import csv
import io
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import xlsxwriter
from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from polibat.api.pagination import behind

TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
# What makes spreadsheets calculate, ASCII and full-width.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BATCH = 1000
LONGEST_CELL = 32_000


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

    The columns of the order are the row's own, never empty, the key last (as `polibat.api.pagination` asks).
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
    """Write the file into the binary file `target`; rows go to the disk as they come."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        sheet = book.add_worksheet()
        for place, column in enumerate(columns):
            sheet.write_string(0, place, column.heading)
        line = 0
        for batch in batches:
            for row in batch:
                line += 1
                _write_row(sheet, line, (cell(column.value(row)) for column in columns))


def _write_row(sheet, line, cells):
    for place, value in enumerate(cells):
        if isinstance(value, str):
            sheet.write_string(line, place, value[:LONGEST_CELL])
        else:
            sheet.write_number(line, place, value)


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
