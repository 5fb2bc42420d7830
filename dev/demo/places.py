"""The invented land in which the demo's politicians serve, stored as an imported list is."""

from politicians.models import Region
from politicians.services.importers.regions import Place
from politicians.services.importers.store_regions import store_places

# 시도: its 시군구, and the 선거구 in them.
LAND = {
    "누리도": (
        ["가온시", "다온시", "이든군", "새론군"],
        ["가온시 갑", "가온시 을", "다온시 갑", "다온시 을", "이든군·새론군"],
    ),
    "미르광역시": (["해솔구", "도란구"], ["해솔구", "도란구"]),
    "아라도": (["라온시", "나린군"], ["라온시", "나린군"]),
}


def draw_map():
    """Store the places and match the politicians with them."""
    places = []
    for province, (cities, districts) in LAND.items():
        places.append((Region.Level.PROVINCE, province, ""))
        places += [(Region.Level.CITY, province, name) for name in cities]
        places += [(Region.Level.DISTRICT, province, name) for name in districts]
    store_places([Place(line, *place) for line, place in enumerate(places, 1)])
