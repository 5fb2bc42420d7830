"""A table, as CSV or spreadsheet, whose header says which of the known formats it has."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

from polibat.files.tables import Row, TableError, content_of, rows_of
from politicians.services.importers import assembly_20, legislators, local_offices, open_assembly
from politicians.services.importers.local_offices import LocalRecord
from politicians.services.importers.records import Record, Refusal, RefusedRow, SourceError, read_rows, text

FORMATS = (legislators, assembly_20)
# Above the header people put titles and remarks.
TITLES = 10


def read(path: Path, *, term: int | None = None) -> list[Record | LocalRecord | Refusal]:
    """Read the whole file before anything is stored; records and Refusals, raises SourceError for a broken file.

    `term` is the assembly of rows of the Assembly's own files that do not name theirs.
    """
    try:
        rows = list(rows_of(content_of(path)))
    except TableError as error:
        raise SourceError(str(error)) from error
    if not rows:
        raise SourceError("빈 파일입니다.")
    for at, row in enumerate(rows[:TITLES]):
        header = [cell.strip() for cell in row.cells]
        if source := _format_of(header):
            return _members(rows[at + 1 :], header, source.parse, name_column=source.NAME_COLUMN)
        if columns := local_offices.columns_of(header):
            return list(_local(rows[at + 1 :], columns))
        if fields := open_assembly.fields_of(header):
            return _members(
                rows[at + 1 :],
                fields,
                lambda line, row: open_assembly.parse_row(line, row, term),
                name_column="HG_NM",
            )
    known = "\n".join(f"  {', '.join(source.COLUMNS)}" for source in FORMATS)
    found = ", ".join(cell.strip() for cell in rows[0].cells)[:300]
    raise SourceError(
        f"알 수 없는 형식의 머리글입니다: {found}\n아는 형식의 열:\n{known}\n"
        f"  열린국회정보: 이름, 정당명, 선거구명, 생년월일이나 국회의원코드, 당선대수 …\n"
        f"  지방자치단체: {local_offices.KNOWN} (이름과 직책은 꼭 있어야 합니다.)"
    )


def _members(
    rows: list[Row], header: list[str], parse: Callable[[int, dict[str, str]], Record], *, name_column: str
) -> list[Record | LocalRecord | Refusal]:
    """Members of the National Assembly."""
    name_at = header.index(name_column)
    good, refused = [], []
    for row in rows:
        if len(row.cells) == len(header):
            good.append((row.line, dict(zip(header, row.cells, strict=True))))
        else:
            name = text(row.cells[name_at]) if len(row.cells) > name_at else ""
            refused.append(Refusal(row.line, name, f"열이 {len(header)}개여야 하는데 {len(row.cells)}개입니다."))
    return [*read_rows(good, parse, name_column=name_column), *refused]


def _local(rows: list[Row], columns: dict[str, int]) -> Iterator[LocalRecord | Refusal]:
    """Heads and councillors of local governments."""
    for row in rows:
        try:
            yield local_offices.parse(row.line, row.cells, columns)
        except RefusedRow as refusal:
            at = columns["name"]
            yield Refusal(row.line, text(row.cells[at]) if at < len(row.cells) else "", str(refusal))


def _format_of(header: list[str]) -> ModuleType | None:
    return next((source for source in FORMATS if set(source.COLUMNS) <= set(header)), None)
