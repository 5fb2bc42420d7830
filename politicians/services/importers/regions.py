"""Reading a list of places; what kind of list it is shows in its content, not in the name of the file."""

import csv
import dataclasses
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from politicians.models import Region
from politicians.services.importers.csv_file import LONGEST_FILE
from politicians.services.importers.records import Refusal, RefusedRow, SourceError, text

COLUMNS = ("SGG_Code", "SIDO", "SGG")
KNOWN = f"""아는 형식:
  시도와 시군구의 JSON: {{"data": [{{"서울특별시": ["종로구", …]}}, …]}}
  선거구의 GeoJSON: FeatureCollection, 속성 {", ".join(COLUMNS)}
  선거구의 CSV: 열 {", ".join(COLUMNS)}"""
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
    content = _content_of(path).lstrip()
    if not content:
        raise SourceError("빈 파일입니다.")
    return _json(content) if content[0] in "{[" else _csv(content)


def _content_of(path: Path) -> str:
    try:
        if path.stat().st_size > LONGEST_FILE:
            raise SourceError(f"파일이 너무 큽니다. ({LONGEST_FILE // 1024 // 1024}MB까지)")
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise SourceError(f"파일을 읽을 수 없습니다: {path} ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise SourceError(f"UTF-8 파일이 아닙니다. ({error.start:,}번째 바이트)") from error


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


def _csv(content: str) -> list[Place | Refusal]:
    reader = csv.DictReader(io.StringIO(content, newline=""), strict=True)
    try:
        header, rows = reader.fieldnames or [], list(reader)
    except csv.Error as error:
        raise SourceError(f"{reader.line_num}번째 줄에서 CSV 형식이 깨져 있습니다. ({error})") from error
    if not set(COLUMNS) <= set(header):
        raise SourceError(f"알 수 없는 형식의 머리글입니다: {', '.join(header)[:300]}\n{KNOWN}")
    return _districts(rows)


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
