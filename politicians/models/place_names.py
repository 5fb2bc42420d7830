"""How places are spelled: `서울 종로`, `서울 종로구` and `서울특별시 종로구` are one place."""

import re
import unicodedata
from dataclasses import dataclass

# Every 시도 by its short name: the name in law and the code of the administrative standard.
PROVINCES = {
    "서울": ("서울특별시", "11"),
    "부산": ("부산광역시", "26"),
    "대구": ("대구광역시", "27"),
    "인천": ("인천광역시", "28"),
    "광주": ("광주광역시", "29"),
    "대전": ("대전광역시", "30"),
    "울산": ("울산광역시", "31"),
    "세종": ("세종특별자치시", "36"),
    "경기": ("경기도", "41"),
    "충북": ("충청북도", "43"),
    "충남": ("충청남도", "44"),
    "전남": ("전라남도", "46"),
    "경북": ("경상북도", "47"),
    "경남": ("경상남도", "48"),
    "제주": ("제주특별자치도", "50"),
    "강원": ("강원특별자치도", "51"),
    "전북": ("전북특별자치도", "52"),
}
# What people say beside it. 광주시 and 제주시 are cities of their own.
OTHER_NAMES = {"강원도": "강원", "전라북도": "전북", "제주도": "제주", "세종시": "세종"} | {
    f"{short}시": short for short in ("서울", "부산", "대구", "인천", "대전", "울산")
}
LONG_NAMES = {name: short for short, (name, _) in PROVINCES.items()} | OTHER_NAMES
PROPORTIONAL = "비례대표"
ORDER = "갑을병정무"
PROVINCE_END = re.compile(r"(?:특별자치도|특별자치시|특별시|광역시|자치시|도|시)$")
NOT_A_NAME = re.compile(r"[\s·ㆍ・,.\-_()]+|선거구")


@dataclass(frozen=True)
class Reading:
    """One way to understand a spelling: the 시도 by its short name ("" where it is not said), and the rest.

    `is_sure` says that the 시도 can be nothing else, so that a place may be made of it.
    """

    province: str
    rest: str
    is_sure: bool = False


def _joined(text):
    return NOT_A_NAME.sub("", unicodedata.normalize("NFC", text))


def province_key(name):
    """What all spellings of a 시도 have in common: its short name; also of one that only a file knows."""
    name = _joined(name)
    if name in PROVINCES:
        return name
    if name in LONG_NAMES:
        return LONG_NAMES[name]
    short = PROVINCE_END.sub("", name)
    return short if len(short) > 1 else name


def city_key(name):
    """What all spellings of a 시군구 have in common: `종로` and `종로구`; 중구 stays 중구."""
    name = _joined(name)
    return name[:-1] if len(name) > 2 and name[-1] in "시군구" else name


def district_key(name, *, province=""):
    """What all spellings of a 선거구 have in common: `중구성동구갑` and `중구성동갑`; `세종갑` in 세종 is `갑`."""
    name = _joined(name)
    if province == "세종":
        name = name.removeprefix("세종특별자치시").removeprefix("세종시").removeprefix("세종")
    return re.sub("[시군구]", "", name) or name


def readings(text):
    """The ways to understand where somebody was elected, the likeliest first; none for 비례대표 and for nothing."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    if not text or text == PROPORTIONAL:
        return []
    found = []
    first, _, rest = text.partition(" ")
    if (short := province_key(first)) in PROVINCES or rest:
        found.append(Reading(short, rest, is_sure=first in PROVINCES or first in LONG_NAMES))
    # Written together: 세종특별자치시갑, 서울종로구; the long names first, for 경기 is also how 경기도 begins.
    names = sorted([*LONG_NAMES.items(), *((short, short) for short in PROVINCES)], key=lambda pair: -len(pair[0]))
    found += [
        Reading(short, text.removeprefix(name).strip(), is_sure=PROVINCES[short][0] == name)
        for name, short in names
        if text.startswith(name)
    ]
    return [*found, Reading("", text)]


def parts_of(name, cities):
    """Those of `cities` (name: anything) in which the 선거구 `name` lies; none where the name tells nothing.

    `포항시남구울릉군` is 포항시 and 울릉군: what follows a city and is no city is a part of it.
    """
    spellings = {spelling: city for city in cities for spelling in (city, city_key(city))}
    lengths = sorted({len(spelling) for spelling in spellings}, reverse=True)
    text, found, at = _joined(name), [], 0
    while at < len(text):
        known = next((length for length in lengths if text[at : at + length] in spellings), 0)
        if known:
            found.append(cities[spellings[text[at : at + known]]])
        elif not found:
            return []
        at += known or 1
    return list(dict.fromkeys(found))


def in_reading_order(name):
    """A key that puts 갑 을 병 정 무 in their order and everything else by 가나다."""
    stem = name[:-1] if name[-1:] in set(ORDER) else name
    return stem, ORDER.find(name[len(stem) :])
