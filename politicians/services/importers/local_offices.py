"""Heads and councillors of local governments, from a table under the Korean headings of whoever publishes it.

The elections commission, ministries and councils each name the same columns in their own way; spaces and what stands in
brackets say nothing. Nobody here has a code: a person is known by name and birth date, else by name and office.
"""

import dataclasses
import datetime as dt
import re
from collections.abc import Callable

from django.db import transaction

from politicians.models import Party, Politician
from politicians.models.place_names import PROVINCES
from politicians.services import store_politician
from politicians.services.importers.records import (
    Refusal,
    RefusedRow,
    address_of,
    checked_contact,
    date_of,
    gender_of,
    party_name,
    text,
)
from politicians.services.importers.store import Report, stored_row

# What a column may be called, without spaces and brackets.
HEADINGS = {
    "name": ("이름", "성명", "성명한자", "name", "당선인성명", "후보자명"),
    "hanja": ("한자", "한자이름", "한자성명", "hanjaname"),
    "office": ("직책", "직위", "직명", "선거명", "선거종류", "선거구분", "구분"),
    "province": ("시도", "시도명", "광역", "sdname"),
    "city": ("시군구", "구시군", "구시군명", "시군구명", "자치단체", "자치단체명", "wiwname"),
    "district": ("선거구", "선거구명", "지역구", "sggname"),
    "party": ("정당", "정당명", "소속정당", "소속정당명", "jdname"),
    "birth_date": ("생년월일", "생년월일연령", "출생", "birthday"),
    "gender": ("성별", "gender"),
    "office_phone": ("전화", "전화번호", "연락처", "사무실전화"),
    "office_email": ("이메일", "메일", "전자우편", "email"),
    "homepage": ("홈페이지", "누리집", "homepage"),
}
NEEDED = ("name", "office")
KNOWN = "이름(성명), 직책(선거명), 시도, 시군구, 선거구, 정당, 생년월일, 성별, 한자, 전화, 이메일, 홈페이지"
# Said in brackets behind another value: 한가람(韓佳藍), 1970.01.31(56세).
BRACKETS = re.compile(r"\s*[(（\[]([^)）\]]*)[)）\]]\s*")
HEADS = {"시": "장", "군": "수", "구": "청장"}
NO_PARTY = {"", "-", "해당없음", "교육감"}


@dataclasses.dataclass
class LocalRecord:
    """One person in one office of a local government."""

    line: int
    name: str
    position: str
    district: str
    party: str = ""
    hanja: str = ""
    gender: str = ""
    birth_date: dt.date | None = None
    office_phone: str = ""
    office_email: str | None = ""
    homepage: str | None = ""
    notes: list[str] = dataclasses.field(default_factory=list)


def columns_of(header: list[str]) -> dict[str, int] | None:
    """Where each thing stands that is known by its heading; None for a table of something else."""
    plain = [re.sub(r"[\s·.()（）\[\]/_-]", "", cell).casefold() for cell in header]
    found = {}
    for thing, names in HEADINGS.items():
        at = next((plain.index(name) for name in names if name in plain), None)
        if at is not None:
            found[thing] = at
    return found if all(thing in found for thing in NEEDED) else None


def parse(line: int, cells: list[str], columns: dict[str, int]) -> LocalRecord:
    """Read one row; raises RefusedRow."""
    row = {thing: text(cells[at]) if at < len(cells) else "" for thing, at in columns.items()}
    name, in_brackets = _parted(row["name"])
    if not name:
        raise RefusedRow("이름이 없습니다.")
    province = _province_of(row.get("province", ""))
    place = " ".join(part for part in (province, row.get("city", "")) if part)
    party = party_name(row.get("party"))
    record = LocalRecord(
        line=line,
        name=name,
        position=_position_of(row["office"], province, row.get("city", "") or row.get("district", "")),
        district=_joined(place, row.get("district", "")),
        party="" if party in NO_PARTY else party,
        hanja=row.get("hanja", "") or in_brackets,
        gender=gender_of(row.get("gender")),
        birth_date=date_of(_parted(row.get("birth_date", ""))[0]),
        office_phone=row.get("office_phone", ""),
    )
    record.office_email, record.homepage = checked_contact(
        row.get("office_email", ""), address_of(row.get("homepage")), record.notes
    )
    if not record.birth_date and not record.district:
        raise RefusedRow("생년월일도 지역도 없어 누구인지 알 수 없습니다. 시도, 시군구나 생년월일 열을 더해 주세요.")
    return record


def _parted(written: str) -> tuple[str, str]:
    """A value, and what stands behind it in brackets."""
    inside = BRACKETS.search(written)
    return BRACKETS.sub("", written).strip(), inside[1].strip() if inside else ""


def _province_of(written: str) -> str:
    """The whole name of a 시도 that may be written short; as it is when nobody knows it."""
    return next(
        (name for short, (name, _) in PROVINCES.items() if written in {short, name}),
        written,
    )


def _joined(place: str, district: str) -> str:
    """Place and district in one line, without saying the same twice."""
    if not district or district in place.split():
        return place
    return district if district.startswith(place) else f"{place} {district}".strip()


def _position_of(office: str, province: str, city: str) -> str:
    """The office as people call it: 가온시장, 나래군수, 경기도의원; an election names only its kind."""
    kind = re.sub(r"[\s·ㆍ.]|선거$|비례대표", "", office)
    if kind in {"시도지사", "광역단체장"} and province:
        return f"{province}지사" if province.endswith("도") else _head_of(province)
    if kind in {"구시군의장", "구시군장", "기초단체장", "시장군수구청장"} and city:
        return _head_of(city)
    if kind in {"시도의회의원", "시도의원", "광역의원", "광역의회의원"} and province:
        return f"{province}의원"
    if kind in {"구시군의회의원", "구시군의원", "기초의원", "기초의회의원"} and city:
        return f"{city}의원"
    if kind == "교육감" and province:
        return f"{province}교육감"
    if not kind or "국회의원" in kind:
        raise RefusedRow(f"직책 '{office}'을(를) 읽을 수 없습니다. (예: 시장, 군수, 구청장, 시의원, 교육감)")
    return office


def _head_of(place: str) -> str:
    """What the head of a place is called: 가온시장, 나래군수, 다솜구청장."""
    return f"{place}{HEADS.get(place[-1], '장')}"


@transaction.atomic
def store_local(
    found: list[LocalRecord | Refusal], *, dry_run: bool = False, on_row: Callable[[], None] = lambda: None
) -> Report:
    """Store the records (and pass Refusals on) in one transaction with a savepoint for each row; returns a Report.

    A list of one town says nothing about others, so nobody leaves office by being missing. With `dry_run` everything is
    done and then taken back.
    """
    report = Report(refused=[row for row in found if isinstance(row, Refusal)])
    seen: dict[int, int] = {}
    for record in found:
        if isinstance(record, LocalRecord):
            stored_row(record, report, lambda record=record: _store(record, seen))
            on_row()
    report.refused.sort(key=lambda refusal: refusal.line)
    transaction.set_rollback(dry_run)
    return report


def _store(record: LocalRecord, seen: dict[int, int]) -> str:
    politician = _find(record)
    if politician and (earlier := seen.get(politician.pk)):
        raise RefusedRow(f"같은 사람이 {earlier}번째 줄에 이미 있습니다.")
    is_new = politician is None
    politician = politician or Politician(kind=Politician.Kind.LOCAL_GOVERNMENT, name=record.name)
    values = {"position": record.position, "party": _party(record.party), "is_in_office": True}
    for field in ("district", "hanja", "gender", "birth_date", "office_phone", "office_email", "homepage"):
        # An empty cell never erases.
        if known := getattr(record, field):
            values[field] = known
    before = {field: getattr(politician, field) for field in values}
    for field, value in values.items():
        setattr(politician, field, value)
    if is_new or before != values:
        store_politician(politician)
    seen[politician.pk] = record.line
    return "created" if is_new else "updated" if before != values else "unchanged"


def _find(record: LocalRecord) -> Politician | None:
    """Who is meant: by birth date, else by the same office in the same place. Raises RefusedRow for several."""
    people = Politician.objects.filter(kind=Politician.Kind.LOCAL_GOVERNMENT, name=record.name)
    namesakes = list(people.filter(birth_date=record.birth_date)[:2]) if record.birth_date else []
    if not namesakes:
        same_office = people.filter(position=record.position, district=record.district)
        namesakes = list((same_office.filter(birth_date=None) if record.birth_date else same_office)[:2])
    if len(namesakes) > 1:
        raise RefusedRow("이름이 같은 정치인이 둘 이상이라 누구인지 알 수 없습니다. 생년월일 열을 더해 주세요.")
    return namesakes[0] if namesakes else None


def _party(name: str) -> Party | None:
    return Party.objects.get_or_create(name=name)[0] if name else None
