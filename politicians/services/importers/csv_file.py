"""A CSV file whose header says which of the known formats it has."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from politicians.services.importers import assembly_20, legislators
from politicians.services.importers.records import Record, Refusal, SourceError, read_rows, text

FORMATS = (legislators, assembly_20)
LONGEST_FILE = 64 * 1024 * 1024


def read(path: Path) -> list[Record | Refusal]:
    """Read the whole file before anything is stored; Records and Refusals, raises SourceError for a broken file."""
    lines = _lines_of(path)
    header = _header_of(lines)
    source = _format_of(header)
    name_at = header.index(source.NAME_COLUMN)
    good, refused = [], []
    for line, cells in lines:
        if len(cells) == len(header):
            good.append((line, dict(zip(header, cells, strict=True))))
        else:
            name = text(cells[name_at]) if len(cells) > name_at else ""
            refused.append(Refusal(line, name, f"열이 {len(header)}개여야 하는데 {len(cells)}개입니다."))
    return [*read_rows(good, source.parse, name_column=source.NAME_COLUMN), *refused]


def _lines_of(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield (line, cells) of each row that is not empty; the line is where the row begins."""
    try:
        if path.stat().st_size > LONGEST_FILE:
            raise SourceError(f"파일이 너무 큽니다. ({LONGEST_FILE // 1024 // 1024}MB까지)")
        content = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise SourceError(f"파일을 읽을 수 없습니다: {path} ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise SourceError(f"UTF-8 파일이 아닙니다. ({error.start:,}번째 바이트)") from error
    reader = csv.reader(io.StringIO(content, newline=""), strict=True)
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        raise SourceError(f"{begins}번째 줄에서 CSV 형식이 깨져 있습니다. ({error})") from error


def _header_of(lines: Iterator[tuple[int, list[str]]]) -> list[str]:
    _, cells = next(lines, (0, None))
    if cells is None:
        raise SourceError("빈 파일입니다.")
    return [cell.strip() for cell in cells]


def _format_of(header: list[str]) -> ModuleType:
    for source in FORMATS:
        if set(source.COLUMNS) <= set(header):
            return source
    known = "\n".join(f"  {', '.join(source.COLUMNS)}" for source in FORMATS)
    raise SourceError(f"알 수 없는 형식의 머리글입니다: {', '.join(header)[:300]}\n아는 형식의 열:\n{known}")
