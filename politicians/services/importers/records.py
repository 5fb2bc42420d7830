"""What every source is read into: records that may be stored, refusals with a line and a reason."""

import dataclasses
import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TypeAlias

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from polibat.files.tables import day_of
from polibat.text import clean_line

INDEPENDENT = "무소속"
PROPORTIONAL = "비례대표"
GENDERS = {"M": "M", "F": "F", "남": "M", "여": "F", "남자": "M", "여자": "F"}
SENIORITY = re.compile(r"(초|재|\d+)\s*선")
LATEST_ASSEMBLY = 99
Contact: TypeAlias = str | None


class SourceError(Exception):
    """The source as a whole cannot be read; nothing of it is stored."""


class RefusedRow(Exception):
    """One row cannot be stored; says why in Korean."""


@dataclasses.dataclass
class Record:
    """One person in one assembly. None means that the source does not say, "" that it left the cell empty."""

    line: int
    name: str
    assembly: int
    party: str
    district: str
    is_proportional: bool
    mona_cd: str | None = None
    birth_date: dt.date | None = None
    hanja: str = ""
    english: str = ""
    gender: str = ""
    party_elected: str | None = None
    committees: str = ""
    seniority: int | None = None
    office_phone: str | None = None
    office_email: str | None = None
    homepage: str | None = None
    notes: list[str] = dataclasses.field(default_factory=list)

    def __post_init__(self) -> None:
        if not self.name:
            raise RefusedRow("이름이 없습니다.")
        if not self.mona_cd and not self.birth_date:
            raise RefusedRow("의원 코드도 생년월일도 없어 누구인지 알 수 없습니다.")
        self.office_email, self.homepage = checked_contact(self.office_email, self.homepage, self.notes)


def checked_contact(email: Contact, homepage: Contact, notes: list[str]) -> tuple[Contact, Contact]:
    """Both addresses, "" in the place of one that is none, which `notes` then tell."""
    kept = []
    for value, validate, label in (
        (email, validate_email, "이메일"),
        (homepage, URLValidator(["http", "https"]), "홈페이지"),
    ):
        try:
            if value:
                validate(value)
        except ValidationError:
            notes.append(f"{label} 주소 '{value}'이(가) 올바르지 않아 저장하지 않았습니다.")
            value = ""  # noqa: PLW2901 - what is kept of it
        kept.append(value)
    return kept[0], kept[1]


@dataclasses.dataclass
class Refusal:
    """A row that was not stored: where it stands, whom it names, why."""

    line: int
    name: str
    reason: str


def read_rows(
    rows: Iterable[tuple[int, dict[str, str]]], parse: Callable[[int, dict[str, str]], Record], *, name_column: str
) -> Iterator[Record | Refusal]:
    """Parse numbered rows; a Record for each good one, a Refusal for each broken one."""
    for line, row in rows:
        try:
            yield parse(line, row)
        except RefusedRow as refusal:
            yield Refusal(line, clean_line(str(row.get(name_column) or "")), str(refusal))


def text(value: str | None) -> str:
    """Return a cell as one clean line; empty for a missing one and for the exporters' NA."""
    line = clean_line(str(value or ""))
    return "" if line in {"NA", "null", "None"} else line


def party_name(value: str | None) -> str:
    """Return the party's name; "" for members of no party."""
    name = text(value)
    return "" if name == INDEPENDENT else name


def date_of(value: str | None) -> date | None:
    """Return a birth date, None when there is none; refuses what is no date."""
    written = text(value)
    if not written:
        return None
    today = dt.date.today()  # noqa: DTZ011 - a rough guard
    born = day_of(written, latest=today)
    if born is None:
        raise RefusedRow(f"생년월일 '{written}'을(를) 읽을 수 없습니다. (예: 1970-01-31, 1970. 1. 31., 700131)")
    if not 1850 <= born.year <= today.year:
        raise RefusedRow(f"생년월일 '{written}'이(가) 올바르지 않습니다.")
    return born


def assembly_of(value: str | None) -> int:
    """Return the number of an assembly; refuses what is no such number."""
    written = text(value)
    if not (written.isascii() and written.isdigit() and 1 <= int(written[:4]) <= LATEST_ASSEMBLY):
        raise RefusedRow(f"대수 '{written}'을(를) 읽을 수 없습니다. (예: 22)")
    return int(written)


def gender_of(value: str | None) -> str:
    """Return F, M or "" for an empty cell; refuses anything else."""
    written = text(value)
    if written and written not in GENDERS:
        raise RefusedRow(f"성별 '{written}'을(를) 읽을 수 없습니다. (남, 여, M, F)")
    return GENDERS.get(written, "")


def seniority_of(value: str | None) -> int | None:
    """Return how often somebody was elected, from `3`, `초선`, `재선( 18대 , 20대 )`, `3선`; None for an empty cell."""
    written = text(value)
    if not written:
        return None
    if written.isascii() and written.isdigit():
        return int(written[:2])
    if found := SENIORITY.search(written):
        return {"초": 1, "재": 2}.get(found[1]) or int(found[1][:2])
    raise RefusedRow(f"선수 '{written}'을(를) 읽을 수 없습니다. (예: 재선)")


def address_of(value: str | None) -> str:
    """Return a web address with a scheme in front, as people forget it."""
    written = text(value)
    return written if not written or "://" in written else f"http://{written}"
