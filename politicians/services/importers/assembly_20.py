"""`assembly.csv` of teampopong/data-assembly: the 20th assembly with what reaches an office, without members' codes.

Career, photo address and page of the old site are left where they are; staff are not in it and would not be read.
"""

import re

from politicians.services.importers.records import (
    PROPORTIONAL,
    Record,
    RefusedRow,
    address_of,
    date_of,
    party_name,
    seniority_of,
    text,
)

COLUMNS = (
    "name_kr",
    "name_cn",
    "name_en",
    "birth",
    "party",
    "district",
    "committee",
    "when_elected",
    "off_phone",
    "homepage",
    "email",
)
NAME_COLUMN = "name_kr"
ASSEMBLIES = re.compile(r"(\d{1,2})대")


def parse(line: int, row: dict[str, str]) -> Record:
    """Read one row; raises RefusedRow."""
    assemblies = [int(number) for number in ASSEMBLIES.findall(text(row["when_elected"]))]
    if not assemblies:
        raise RefusedRow(f"당선 대수 '{text(row['when_elected'])}'을(를) 읽을 수 없습니다. (예: 재선( 19대 , 20대 ))")
    return Record(
        line=line,
        assembly=max(assemblies),
        name=text(row["name_kr"]),
        hanja=text(row["name_cn"]),
        english=text(row["name_en"]),
        birth_date=date_of(row["birth"]),
        party=party_name(row["party"]),
        district=text(row["district"]),
        is_proportional=text(row["district"]) == PROPORTIONAL,
        committees=text(row["committee"]),
        seniority=seniority_of(row["when_elected"]),
        office_phone=text(row["off_phone"]),
        office_email=text(row["email"]),
        homepage=address_of(row["homepage"]),
    )
