"""Reading a list of places; what kind of list it is shows in its content, not in the name of the file."""

import dataclasses
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from polibat.files.tables import SPREADSHEET, TableError, content_of, rows_of, text_of
from politicians.models import Region
from politicians.services.importers.records import Refusal, RefusedRow, SourceError, text

COLUMNS = ("SGG_Code", "SIDO", "SGG")
KNOWN = f"""아는 형식:
  시도와 시군구의 JSON: {{"data": [{{"서울특별시": ["종로구", …]}}, …]}}
  선거구의 GeoJSON: FeatureCollection, 속성 {", ".join(COLUMNS)}
  선거구의 CSV나 엑셀: 열 {", ".join(COLUMNS)}"""
LONGEST_NAME = 120


@dataclasses.dataclass(frozen=True)
class Place:
    """A place that a list names; `line` counts the entries of the list."""

    line: int
    level: str
    province: str
    name: str = ""
    code: str = ""

    def __post_init__(self) -> None:
        for name in (self.province, *([] if self.level == Region.Level.PROVINCE else [self.name])):
            if not name:
                raise RefusedRow("시도나 지역의 이름이 없습니다.")
            if len(name) > LONGEST_NAME:
                raise RefusedRow(f"이름이 너무 깁니다. ({LONGEST_NAME}자까지)")
        if len(self.code) > 20:
            raise RefusedRow("코드가 너무 깁니다. (20자까지)")

    def __str__(self) -> str:
        return f"{self.province} {self.name}".strip()


def read(path: Path) -> list[Place | Refusal]:
    """Read the whole file before anything is stored; Places and Refusals, raises SourceError for a broken file."""
    try:
        content = content_of(path)
        if not content.startswith(SPREADSHEET):
            written = text_of(content).lstrip()
            if not written:
                raise SourceError("빈 파일입니다.")
            if written[0] in "{[":
                return _json(written)
        return _table(content)
    except TableError as error:
        raise SourceError(str(error)) from error


def _json(content: str) -> list[Place | Refusal]:
    try:
        data = json.loads(content)
    except json.JSONDecodeError as error:
        raise SourceError(f"{error.lineno}번째 줄에서 JSON 형식이 깨져 있습니다.") from error
    except RecursionError as error:
        raise SourceError("JSON이 너무 깊게 겹쳐 있습니다.") from error
    if isinstance(data, dict) and data.get("type") == "FeatureCollection":
        return _features(data.get("features"))
    while isinstance(data, dict) and "data" in data:
        data = data["data"]
    if isinstance(data, list) and data and all(_is_province(entry) for entry in data):
        return _provinces(data)
    raise SourceError(f"알 수 없는 형식의 JSON입니다.\n{KNOWN}")


def _is_province(entry: dict[str, Any]) -> bool:
    return isinstance(entry, dict) and bool(entry) and all(isinstance(cities, list) for cities in entry.values())


def _provinces(entries: list[dict[str, Any]]) -> list[Place | Refusal]:
    wanted = []
    for entry in entries:
        for province, cities in entry.items():
            wanted.append((Region.Level.PROVINCE, province, "", ""))
            wanted += [(Region.Level.CITY, province, city, "") for city in cities]
    return _places(wanted)


def _features(features: list[dict[str, Any]] | None) -> list[Place | Refusal]:
    rows = [feature.get("properties") if isinstance(feature, dict) else None for feature in features or []]
    if not rows or not any(isinstance(row, dict) and set(COLUMNS) <= row.keys() for row in rows):
        raise SourceError(f"알 수 없는 형식의 GeoJSON입니다.\n{KNOWN}")
    return _districts(row if isinstance(row, dict) else {} for row in rows)


def _table(content: bytes) -> list[Place | Refusal]:
    rows = list(rows_of(content))
    header = [cell.strip() for cell in rows[0].cells] if rows else []
    if not set(COLUMNS) <= set(header):
        raise SourceError(f"알 수 없는 형식의 머리글입니다: {', '.join(header)[:300]}\n{KNOWN}")
    return _districts(dict(zip(header, row.cells, strict=False)) for row in rows[1:])


def _districts(rows: Iterable[dict[str, str]]) -> list[Place | Refusal]:
    return _places((Region.Level.DISTRICT, row.get("SIDO"), row.get("SGG"), row.get("SGG_Code")) for row in rows)


def _places(wanted: Iterable[tuple[Region.Level, str | None, str | None, str | None]]) -> list[Place | Refusal]:
    found = []
    for line, (level, province, name, code) in enumerate(wanted, 1):
        try:
            found.append(Place(line, level, text(province), text(name), text(code)))
        except RefusedRow as refusal:
            found.append(Refusal(line, text(name) or text(province), str(refusal)))
    return found
