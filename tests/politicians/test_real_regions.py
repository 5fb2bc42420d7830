"""The real lists of places and the real members of the Assembly, where they are at hand."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from dev.embedded.data_directory import PROJECT
from politicians.models import Politician, Region
from politicians.services.importers import regions

DATA = next((folder / "shared" / "data" for folder in PROJECT.parents if (folder / "shared" / "data").is_dir()), None)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(DATA is None, reason="../shared/data is not here"),
]


def run(command, path: Path, **options):
    said = StringIO()
    call_command(command, str(path), stdout=said, stderr=StringIO(), **options)
    return said.getvalue()


def test_every_member_elected_in_a_district_is_matched_and_a_second_import_changes_nothing():
    run("import_politicians", DATA / "politicians" / "legislators.csv", term=22)
    assert "거절 0" in run("import_regions", DATA / "regions" / "administrative.json")
    said = run("import_regions", DATA / "regions" / "districts_22.csv")
    assert "거절 0" in said
    assert "못 맞춤 0" in said
    levels = Region.objects.filter(is_official=True).values_list("level", flat=True)
    assert [list(levels).count(level) for level in Region.Level.values] == [17, 228, 254]
    assert not Politician.objects.unplaced().exists()
    districts_without_cities = Region.objects.filter(level="DISTRICT", cities=None).values_list(
        "parent__key", flat=True
    )
    assert set(districts_without_cities) == {"세종"}
    assert "바뀐 것이 없습니다." in run("import_regions", DATA / "regions" / "districts_22.geojson")


def test_the_two_lists_of_districts_name_the_same_ones():
    read = {(place.province, place.name, place.code) for place in regions.read(DATA / "regions" / "districts_22.csv")}
    outlined = regions.read(DATA / "regions" / "districts_22.geojson")
    assert {(place.province, place.name, place.code) for place in outlined} == read
