"""The National Assembly's Open API (open.assembly.go.kr) and files: who is a member. Names of staff are never read."""

import http.client
import json
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from typing import Any

from django.conf import settings

from politicians.services.importers.records import (
    PROPORTIONAL,
    Record,
    Refusal,
    RefusedRow,
    SourceError,
    address_of,
    date_of,
    gender_of,
    party_name,
    read_rows,
    seniority_of,
    text,
)

SERVICE = "nwvrqwxyaytdsfvhu"
PAGE_ROWS = 100
MOST_PAGES = 100
MOST_BYTES = 8 * 1024 * 1024
TIMEOUT_SECONDS = 15
OK = "INFO-000"
ASSEMBLIES = re.compile(r"(\d{1,2})대")
# The same fields as people download them: under the names of the API, or under Korean headings.
HEADINGS = {
    "HG_NM": ("이름", "성명", "의원명", "국회의원명"),
    "HJ_NM": ("한자명", "한자이름", "한자"),
    "ENG_NM": ("영문명", "영문명칭", "영문이름"),
    "BTH_DATE": ("생년월일",),
    "POLY_NM": ("정당", "정당명", "소속정당"),
    "ORIG_NM": ("선거구", "선거구명", "지역구"),
    "ELECT_GBN_NM": ("선거구구분", "선거구구분명"),
    "CMITS": ("소속위원회", "소속위원회명", "소속위원회목록", "위원회"),
    "REELE_GBN_NM": ("재선", "재선구분", "재선구분명", "재선여부", "선수"),
    "UNITS": ("당선", "당선대수", "당선대수명", "대수", "대별"),
    "SEX_GBN_NM": ("성별",),
    "TEL_NO": ("전화", "전화번호", "사무실전화"),
    "E_MAIL": ("이메일", "전자우편"),
    "HOMEPAGE": ("홈페이지", "누리집"),
    "MONA_CD": ("국회의원코드", "의원코드", "코드"),
}
NEEDED = {"HG_NM", "POLY_NM", "ORIG_NM"}
WHO = {"MONA_CD", "BTH_DATE"}


def read(*, term: int | None = None, on_page: Callable[[int, int], None]) -> list[Record | Refusal]:
    """Read every page before anything is stored; Records and Refusals, raises SourceError when one page fails.

    `term` is the assembly of rows that do not name theirs (UNITS).
    """
    rows = _all_rows(on_page)

    def parse(line: int, row: dict[str, str]) -> Record:
        return parse_row(line, row, term)

    return list(read_rows(enumerate(rows, 1), parse, name_column="HG_NM"))


def fields_of(header: list[str]) -> list[str] | None:
    """The API's name of each column of a file, as far as it has one; None for a table of something else."""
    names = {name: field for field, headings in HEADINGS.items() for name in (field, *headings)}
    plain = [re.sub(r"[\s()（）·_-]", "", cell) if cell not in names else cell for cell in header]
    fields = [names.get(cell, "") for cell in plain]
    return fields if set(fields) >= NEEDED and WHO & set(fields) else None


def _all_rows(on_page: Callable[[int, int], None]) -> list[dict[str, str]]:
    rows = []
    for page in range(1, MOST_PAGES + 1):
        total, found = _page(page)
        rows += found
        on_page(len(rows), total)
        if len(rows) >= total:
            return rows
        if not found:
            break
    raise SourceError(f"열린국회정보가 {total:,}명 가운데 {len(rows):,}명만 보냈습니다. 잠시 후 다시 시도해 주세요.")


def _page(number: int) -> tuple[int, list[dict[str, str]]]:
    """Return the total that the service announces and the rows of one page."""
    if not settings.ASSEMBLY_API_KEY:
        raise SourceError("ASSEMBLY_API_KEY가 없습니다. open.assembly.go.kr에서 받은 인증키를 환경 변수로 넣어 주세요.")
    query = urllib.parse.urlencode(
        {"KEY": settings.ASSEMBLY_API_KEY, "Type": "json", "pIndex": number, "pSize": PAGE_ROWS}
    )
    answer = _json(f"{settings.ASSEMBLY_API_URL.rstrip('/')}/{SERVICE}?{query}")
    try:
        if "RESULT" in answer:
            total, rows, result = 0, [], answer["RESULT"]
        else:
            head, body = answer[SERVICE]
            total, rows, result = int(head["head"][0]["list_total_count"]), body["row"], head["head"][1]["RESULT"]
        refusal = "" if result["CODE"] == OK else f"{result['MESSAGE']} ({result['CODE']})"
        rows = [dict(row.items()) for row in rows]
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise SourceError(f"열린국회정보의 {number}번째 쪽이 알려진 형식이 아닙니다.") from error
    if refusal:
        raise SourceError(f"열린국회정보의 거절: {refusal}")
    return total, rows


def _json(url: str) -> Any:
    """Fetch JSON; the address holds the key, so no message ever repeats it."""
    if urllib.parse.urlsplit(url).scheme not in {"http", "https"}:
        raise SourceError("ASSEMBLY_API_URL은 http나 https 주소여야 합니다.")
    try:
        with urllib.request.urlopen(url, timeout=TIMEOUT_SECONDS) as response:  # noqa: S310 - checked above
            content = response.read(MOST_BYTES + 1)
    except urllib.error.HTTPError as error:
        error.close()
        raise SourceError(f"열린국회정보가 응답하지 않습니다. (HTTP {error.code})") from None
    except (OSError, http.client.HTTPException) as error:
        reason = "시간 초과" if isinstance(getattr(error, "reason", error), TimeoutError) else "연결 실패"
        raise SourceError(f"열린국회정보에 연결하지 못했습니다. ({reason})") from None
    if len(content) > MOST_BYTES:
        raise SourceError("열린국회정보의 응답이 너무 큽니다.")
    try:
        return json.loads(content)
    except ValueError:
        raise SourceError("열린국회정보의 응답이 JSON이 아닙니다.") from None


def parse_row(line: int, row: dict[str, str], term: int | None) -> Record:
    """Read one row; raises RefusedRow."""
    units = text(row.get("UNITS"))
    assemblies = [int(number) for number in ASSEMBLIES.findall(f"{units}대" if units.isdecimal() else units)]
    assembly = max(assemblies, default=term)
    if assembly is None:
        raise RefusedRow("대수(UNITS)가 없습니다. --term으로 지정해 주세요.")
    is_proportional = text(row.get("ELECT_GBN_NM")) == PROPORTIONAL
    return Record(
        line=line,
        mona_cd=text(row.get("MONA_CD")) or None,
        assembly=assembly,
        name=text(row.get("HG_NM")),
        hanja=text(row.get("HJ_NM")),
        english=text(row.get("ENG_NM")),
        party=party_name(row.get("POLY_NM")),
        district=text(row.get("ORIG_NM")) or (PROPORTIONAL if is_proportional else ""),
        is_proportional=is_proportional,
        committees=text(row.get("CMITS")),
        gender=gender_of(row.get("SEX_GBN_NM")),
        birth_date=date_of(row.get("BTH_DATE")),
        seniority=seniority_of(row.get("REELE_GBN_NM")),
        office_phone=text(row.get("TEL_NO")),
        office_email=text(row.get("E_MAIL")),
        homepage=address_of(row.get("HOMEPAGE")),
    )
