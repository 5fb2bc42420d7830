"""What the pages of places show: who serves where, in an order that favours nobody."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from politicians.models import Politician, Region
from politicians.models.place_names import PROPORTIONAL, in_reading_order
from politicians.models.region import PROVINCE_OF_PLACE

Level = Region.Level


@dataclass(frozen=True, slots=True)
class ProvinceRow:
    """A 시도 with how many who serve there are in office."""

    region: Region
    serving: int


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place with who serves there."""

    region: Region
    serving: list[Politician]


def provinces_with_counts() -> tuple[list[ProvinceRow], int]:
    """Every 시도 with how many who serve there are in office, by 가나다, and how many are in office for no place."""
    in_office = Politician.objects.in_office().order_by()
    counted = in_office.filter(region__isnull=False).values_list(PROVINCE_OF_PLACE).annotate(Count("pk"))
    serving = dict(counted)
    provinces = [ProvinceRow(province, serving.get(province.pk, 0)) for province in Region.objects.provinces()]
    return provinces, in_office.filter(district=PROPORTIONAL).count()


def serving_in(*regions: Region) -> dict[int, list[Politician]]:
    """Politicians of the places, those in office first, by the id of the place."""
    found = {region.pk: [] for region in regions}
    for politician in Politician.objects.filter(region__in=found).with_party().in_order():
        found[politician.region_id].append(politician)
    return found


def districts_of(region: Region) -> list[Region]:
    """The 선거구 of a 시도 or those that lie in a 시군구: listed by a file, or with somebody in office."""
    found = Region.objects.filter(level=Level.DISTRICT)
    found = found.filter(parent=region) if region.level == Level.PROVINCE else found.filter(cities=region)
    serves = Politician.objects.in_office().filter(region=OuterRef("pk"))
    shown = found.filter(Q(is_official=True) | Exists(serves))
    return sorted(shown, key=lambda district: in_reading_order(district.name))


def _with_serving(region: Region, people: dict[int, list[Politician]]) -> PlaceRow:
    return PlaceRow(region, [politician for politician in people.get(region.pk, []) if politician.is_in_office])


def place_context(region: Region) -> dict[str, Any]:
    """What the page of a place shows, in at most five queries."""
    districts = [] if region.level == Level.DISTRICT else districts_of(region)
    if region.level == Level.PROVINCE:
        cities = list(Region.objects.filter(level=Level.CITY, parent=region).order_by("name", "pk"))
    else:
        cities = list(region.cities.order_by("name", "pk")) if region.level == Level.DISTRICT else []
    people = serving_in(region, *districts, *(cities if region.level == Level.PROVINCE else []))
    own = people[region.pk]
    return {
        "region": region,
        "cities": [_with_serving(city, people) for city in cities],
        "districts": [_with_serving(district, people) for district in districts],
        "serving": [politician for politician in own if politician.is_in_office],
        "former": [politician for politician in own if not politician.is_in_office],
    }
