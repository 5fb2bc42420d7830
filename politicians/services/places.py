"""Finding the place that a politician serves, by how it is spelled; keeping the places themselves."""

from django.core.exceptions import ValidationError
from django.db import transaction

from polibat.cache.pages import invalidate
from polibat.cache.tags import Tag
from polibat.db.ids import next_public_id
from polibat.text import clean_line
from politicians.models import Politician, Region
from politicians.models.place_names import PROVINCES, Reading, parts_of, readings
from politicians.models.region import key_of

Level = Region.Level


def find_place(politician: Politician) -> Region | None:
    """The place that `politician.district` spells, or None; made where the 시도 is sure and no file has spoken."""
    level = Level.DISTRICT if politician.kind == Politician.Kind.ASSEMBLY else Level.CITY
    understood = readings(politician.district)
    for reading in understood:
        found = list(Region.objects.read_as(reading, level)[:2])
        if len(found) == 1:
            return found[0]
    sure = next((reading for reading in understood if reading.is_sure), None)
    return _made(sure, level) if sure and politician.is_in_office else None


def why_unplaced(politician: Politician) -> str:
    """In words for staff, why no place could be matched."""
    understood = readings(politician.district)
    sure = next((reading for reading in understood if reading.is_sure), None)
    if sure:
        return f"{PROVINCES[sure.province][0]}에 '{sure.rest}'(이)라는 곳이 없습니다."
    if any(Region.objects.read_as(reading, Level.DISTRICT).exists() for reading in understood):
        return "같은 이름의 선거구가 여럿이라 시도가 필요합니다."
    return "어느 시도인지 알 수 없습니다."


def _made(reading: Reading, level: str) -> Region | None:
    """The place of a spelling that nobody has listed yet; None where a list of that 시도 is known."""
    province = _province(reading.province)
    if not reading.rest:
        return province
    if not key_of(level, reading.rest, province=province.key):
        return None
    if Region.objects.filter(parent=province, level=level, is_official=True).exists():
        return None
    place = store_region(level=level, name=reading.rest, province=province)[0]
    link_district(place)
    return place


def _province(short: str) -> Region:
    name, code = PROVINCES[short]
    return store_region(level=Level.PROVINCE, name=name, code=code)[0]


@transaction.atomic
def store_region(
    *, level: str, name: str, province: Region | None = None, code: str = "", is_official: bool = False
) -> tuple[Region, str]:
    """Store a place or what is newly known of it; returns it with `created`, `updated` or `unchanged`.

    Of two spellings the longer one stays, whichever came first: 종로구 rather than 종로.
    """
    name = clean_line(name)
    key = key_of(level, name, province=province.key if province else "")
    if level == Level.PROVINCE and key in PROVINCES:
        name, known = PROVINCES[key]
        code = code or known
    region = Region(level=level, name=name, key=key, parent=province, code=code, is_official=is_official)
    if not key:
        raise ValidationError("이름이 없습니다.", code="required")
    region.clean_fields(exclude=["public_id", "parent"])
    region, is_new = Region.objects.get_or_create(
        parent=province,
        level=level,
        key=key,
        defaults={"public_id": next_public_id("RG"), "name": name, "code": code, "is_official": is_official},
    )
    if is_new:
        invalidate(Tag.POLITICIANS)
        return region, "created"
    better = {
        "name": name if len(name) > len(region.name) else region.name,
        "code": code or region.code,
        "is_official": is_official or region.is_official,
    }
    if all(getattr(region, field) == value for field, value in better.items()):
        return region, "unchanged"
    for field, value in better.items():
        setattr(region, field, value)
    region.save(update_fields=list(better))
    invalidate(Tag.POLITICIANS)
    return region, "updated"


def link_district(district: Region) -> bool:
    """Say in which 시군구 a 선거구 lies, as far as its name tells; whether anything changed."""
    if district.level != Level.DISTRICT:
        return False
    cities = {city.name: city for city in Region.objects.filter(level=Level.CITY, parent=district.parent_id)}
    found = parts_of(district.name, cities)
    if set(district.cities.all()) == set(found):
        return False
    district.cities.set(found)
    return True


def place_politician(politician: Politician) -> bool:
    """Give a stored politician the place that is known now; whether anything changed."""
    place = find_place(politician)
    if politician.region_id == (place and place.pk):
        return False
    politician.region = place
    politician.save(update_fields=["region"])
    invalidate(Tag.POLITICIANS, Tag.politician(politician.public_id))
    return True


def drop_unlisted(province: int, level: str) -> int:
    """Forget places of a 시도 that only districts of politicians named, now that a list of that level is known."""
    unlisted = Region.objects.filter(parent=province, level=level, is_official=False)
    removed = unlisted.count()
    unlisted.delete()
    return removed
