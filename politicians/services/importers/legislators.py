"""`legislators.csv` of assemblykor: the members of several assemblies, a row for each person and assembly."""

from politicians.services.importers.records import (
    PROPORTIONAL,
    Record,
    RefusedRow,
    assembly_of,
    date_of,
    gender_of,
    party_name,
    seniority_of,
    text,
)

COLUMNS = (
    "member_id",
    "assembly",
    "name",
    "name_hanja",
    "name_eng",
    "party",
    "party_elected",
    "district",
    "district_type",
    "committees",
    "gender",
    "birth_date",
    "seniority",
)
NAME_COLUMN = "name"
KINDS = {"constituency": False, "proportional": True}


def parse(line: int, row: dict[str, str]) -> Record:
    """Read one row; raises RefusedRow."""
    if not text(row["member_id"]):
        raise RefusedRow("의원 코드(member_id)가 없습니다.")
    kind = text(row["district_type"])
    if kind not in KINDS:
        raise RefusedRow(f"선거구 구분 '{kind}'을(를) 읽을 수 없습니다. (constituency, proportional)")
    return Record(
        line=line,
        mona_cd=text(row["member_id"]),
        assembly=assembly_of(row["assembly"]),
        name=text(row["name"]),
        hanja=text(row["name_hanja"]),
        english=text(row["name_eng"]),
        party=party_name(row["party"]),
        party_elected=party_name(row["party_elected"]),
        district=text(row["district"]) or (PROPORTIONAL if KINDS[kind] else ""),
        is_proportional=KINDS[kind],
        committees=text(row["committees"]),
        gender=gender_of(row["gender"]),
        birth_date=date_of(row["birth_date"]),
        seniority=seniority_of(row["seniority"]),
    )
