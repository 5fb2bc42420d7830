"""Politicians by place: spellings, the import of the map, its pages, what staff see."""

import json
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from politicians.models import Politician, Region
from politicians.models.place_names import city_key, district_key, in_reading_order, parts_of, province_key, readings
from politicians.services import store_politician, store_region
from tests import factories
from tests.kit.test_tables import sheet
from tests.markup import contains

pytestmark = pytest.mark.django_db

CITIES = {
    "서울특별시": ["종로구", "중구", "성동구"],
    "세종특별자치시": [],
    "강원특별자치도": ["원주시", "춘천시", "철원군"],
}
DISTRICTS = [
    ("2110101", "서울", "종로"),
    ("2110201", "서울", "중구성동갑"),
    ("2510101", "세종", "세종갑"),
    ("2420101", "강원", "원주갑"),
    ("2420102", "강원", "춘천철원을"),
]


def as_json():
    return json.dumps({"name": "행정구역", "data": [{name: cities} for name, cities in CITIES.items()]})


def as_csv(rows=DISTRICTS):
    lines = [f"{code},{province} {name},{province},{name}" for code, province, name in rows]
    return "\n".join(["SGG_Code,SIDO_SGG,SIDO,SGG", *lines])


def as_geojson():
    shape = {"type": "Polygon", "coordinates": [[[126, 37], [127, 37], [127, 38], [126, 37]]]}
    properties = [{"SGG_Code": code, "SIDO": province, "SGG": name} for code, province, name in DISTRICTS]
    features = [{"type": "Feature", "geometry": shape, "properties": entry} for entry in properties]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)


ONE_DISTRICT = "SGG_Code,SIDO,SGG\n2110101,서울특별시,종로구\n"


@pytest.fixture
def import_regions(tmp_path):
    """`import_regions(text)`: what the command says about a file with this content."""

    def run(content=None, **options):
        said, files = StringIO(), []
        if content is not None:
            # The name tells nothing: what the file is shows in what it holds.
            (tmp_path / "map").write_bytes(content if isinstance(content, bytes) else content.encode())
            files.append(str(tmp_path / "map"))
        call_command("import_regions", *files, stdout=said, **options)
        return said.getvalue()

    return run


@pytest.fixture
def land(import_regions):
    """The map of three 시도."""
    import_regions(as_json())
    import_regions(as_csv())


def place_of(district, **kwargs):
    region = factories.politician(district=district, **kwargs).region
    return str(region) if region else None


@pytest.mark.parametrize("name", ["강원", "강원도", "강원특별자치도"])
def test_spellings_of_a_province_are_one(name):
    assert province_key(name) == "강원"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("전북특별자치도", "전북"),
        ("전라북도", "전북"),
        ("서울시", "서울"),
        ("제주도", "제주"),
        ("누리도", "누리"),
        ("시도", "시도"),
    ],
)
def test_other_spellings_of_provinces(name, short):
    assert province_key(name) == short


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("종로", "종로구"),
        ("중구성동갑", "중구성동구갑"),
        ("군산김제부안갑", "군산시김제시부안군 갑"),
        ("동두천양주연천을", "동두천시양주시연천구을"),
        ("이든군·새론군", "이든새론"),
        ("종로구", "종로구 선거구"),
    ],
)
def test_spellings_of_a_district_are_one(one, other):
    assert district_key(one) == district_key(other)


def test_spellings_keep_apart_what_differs():
    keys = {district_key(name) for name in ("동구", "남구", "북구갑", "북구을", "구로", "구리", "군포", "부산진갑")}
    assert len(keys) == 8
    assert [city_key(name) for name in ("중구", "구리시", "종로구")] == ["중구", "구리", "종로"]
    assert district_key("세종갑", province="세종") == district_key("갑", province="세종") == "갑"


@pytest.mark.parametrize("text", ["", " ", "비례대표"])
def test_readings_of_no_place_are_none(text):
    assert readings(text) == []


def test_parts_of_a_district_are_the_cities_in_its_name():
    cities = {name: name for name in ("중구", "남구", "금정구")}
    assert parts_of("포항시남구울릉군", {"포항시": 1, "울릉군": 2}) == [1, 2]
    assert parts_of("중구남구", cities) == ["중구", "남구"]
    assert parts_of("금정", cities) == ["금정구"]
    assert parts_of("모르는곳갑", cities) == []


def test_districts_are_read_in_the_order_of_their_numbers():
    names = ["수원무", "수원병", "수원갑", "가평", "수원정", "수원을"]
    assert sorted(names, key=in_reading_order) == ["가평", "수원갑", "수원을", "수원병", "수원정", "수원무"]


SPELLED = {
    "서울 종로": "서울특별시 종로",
    "서울 종로구": "서울특별시 종로",
    "서울특별시 종로구": "서울특별시 종로",
    "서울특별시종로구": "서울특별시 종로",
    "서울시 종로": "서울특별시 종로",
    "종로구": "서울특별시 종로",
    "서울 중구성동구갑": "서울특별시 중구성동갑",
    "세종특별자치시갑": "세종특별자치시 세종갑",
    "세종 세종갑": "세종특별자치시 세종갑",
    "강원 원주시갑": "강원특별자치도 원주갑",
    "강원도 원주갑": "강원특별자치도 원주갑",
    "강원특별자치도 원주시 갑": "강원특별자치도 원주갑",
    "원주시 갑": "강원특별자치도 원주갑",
    "강원 춘천시철원군을": "강원특별자치도 춘천철원을",
    "서울": "서울특별시",
    "서울 없는구": None,
    "누리 종로구": None,
    "비례대표": None,
    "": None,
    "'; DROP TABLE--": None,
    "서울 ···": None,
}


def test_a_politician_is_matched_however_the_district_is_spelled(land):
    assert {district: place_of(district) for district in SPELLED} == SPELLED


def test_a_mayor_serves_a_city_and_a_member_of_the_assembly_a_district(land):
    mayor = factories.politician("표은결", district="서울 종로구", kind=Politician.Kind.LOCAL_GOVERNMENT)
    assert mayor.region.level == "CITY"
    assert factories.politician(district="서울 종로구").region.level == "DISTRICT"


def test_two_places_of_one_name_are_matched_only_with_their_province(import_regions):
    import_regions(as_csv([("1", "부산", "남구"), ("2", "대구", "남구")]))
    assert place_of("남구") is None
    assert place_of("대구 남구") == "대구광역시 남구"
    assert "같은 이름의 선거구가 여럿이라" in import_regions()


def test_without_any_file_places_come_from_where_politicians_were_elected():
    assert place_of("서울 종로구") == "서울특별시 종로구"
    assert place_of("서울특별시 종로", name="강가람") == "서울특별시 종로구"
    assert place_of("가온시 갑", name="한겨울") is None
    assert place_of("서울 없어진구", name="문이든", is_in_office=False) is None
    assert list(Region.objects.values_list("level", "name", "is_official")) == [
        ("DISTRICT", "종로구", False),
        ("PROVINCE", "서울특별시", False),
    ]


@pytest.mark.parametrize("content", [as_csv, as_geojson])
def test_import_regions_recognises_lists_of_districts_by_their_content(import_regions, content):
    import_regions(as_json())
    assert "새로 만듦 5 · 바뀜 0 · 그대로 0 · 없앰 0 · 거절 0" in import_regions(content())
    hills = Region.objects.get(name="춘천철원을")
    assert [city.name for city in hills.cities.order_by("name")] == ["철원군", "춘천시"]
    assert (hills.code, hills.parent.name) == ("2420102", "강원특별자치도")


def test_import_regions_in_either_order_ends_the_same(import_regions):
    import_regions(as_csv())
    said = import_regions(as_json())
    assert "거절 0" in said
    assert [city.name for city in Region.objects.get(name="종로").cities.all()] == ["종로구"]
    assert Region.objects.filter(is_official=True).count() == 14


def test_import_regions_twice_changes_nothing(import_regions, land):
    factories.politician(district="서울 종로구")
    before = list(Region.objects.order_by("pk").values())
    for content in (as_json(), as_csv(), as_geojson(), None):
        said = import_regions(content)
        assert "새로 만듦 0 · 바뀜 0" in said
        assert "바뀐 것이 없습니다." in said
    assert list(Region.objects.order_by("pk").values()) == before


def test_import_regions_dry_run_stores_nothing(import_regions):
    assert "아무것도 저장하지 않았습니다." in import_regions(as_json(), dry_run=True)
    assert not Region.objects.exists()


def test_import_regions_takes_the_place_of_what_only_politicians_named_and_tells_who_is_left(import_regions):
    known = factories.politician("강가람", district="서울 종로구")
    wrong = factories.politician("한겨울", district="서울 옛이름구")
    somewhere = factories.politician("문이든", district="가온시 갑")
    address = known.region.get_absolute_url()
    said = import_regions(as_csv())
    assert "못 맞춤  한겨울 (서울 옛이름구): 서울특별시에 '옛이름구'(이)라는 곳이 없습니다." in said
    assert "못 맞춤  문이든 (가온시 갑): 어느 시도인지 알 수 없습니다." in said
    assert "없앰 1" in said
    for politician in (known, wrong, somewhere):
        politician.refresh_from_db()
    assert (known.region.get_absolute_url(), known.region.name) == (address, "종로구")
    assert wrong.region is None
    assert list(Politician.objects.unplaced().order_by("name")) == [somewhere, wrong]
    store_politician(wrong)
    assert wrong.region is None


@pytest.mark.parametrize("kind", ["cp949", "xlsx"])
def test_import_regions_reads_files_as_people_have_them(import_regions, kind):
    rows = [row.split(",") for row in ONE_DISTRICT.split()]
    assert "새로 만듦 1 " in import_regions(sheet(rows) if kind == "xlsx" else ONE_DISTRICT.encode(kind))
    assert Region.objects.filter(name="종로구", level="DISTRICT").exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "빈 파일"),
        (" \n", "빈 파일"),
        ("{", "JSON 형식이 깨져"),
        ("[" * 100_000, "JSON"),
        ('{"data": []}', "아는 형식"),
        ('{"data": [{"서울": "종로구"}]}', "아는 형식"),
        ('{"type": "FeatureCollection", "features": [{"properties": {"name": "종로"}}]}', "아는 형식"),
        ("code,name\n1,종로\n", "알 수 없는 형식의 머리글입니다: code, name"),
        ('SGG_Code,SIDO,SGG\n1,서울,"종로\n', "CSV 형식이 깨져"),
        (b"\xff\xfe\x00", "글자를 읽을 수 없는 파일"),
    ],
)
def test_import_regions_changes_nothing_for_a_broken_file(import_regions, content, message):
    store_region(level="PROVINCE", name="서울", is_official=True)
    before = list(Region.objects.order_by("pk").values())
    with pytest.raises(CommandError, match=message):
        import_regions(content)
    assert list(Region.objects.order_by("pk").values()) == before


def test_import_regions_names_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="파일을 읽을 수 없습니다"):
        call_command("import_regions", str(tmp_path / "none"))


def test_import_regions_refuses_single_rows_with_a_reason(import_regions):
    rows = [
        ("1", "서울", "종로"),
        ("2", "달나라", "분화구"),
        ("3", "", "종로"),
        ("4", "서울", "종로구"),
        ("5", "서울", "·"),
    ]
    said = import_regions(as_csv([*rows, ("6", "서울", "가" * 121), ("7" * 21, "서울", "용산")]))
    assert "새로 만듦 1" in said
    assert "거절 6" in said
    for reason in (
        "'달나라'(이)라는 시도를 모릅니다",
        "이름이 없습니다",
        "목록에 이미 있습니다",
        "너무 깁니다. (120자까지)",
        "코드가 너무",
    ):
        assert reason in said


@pytest.mark.parametrize(
    "values",
    [
        {"level": "CITY", "key": "종로", "parent": None},
        {"level": "PLANET", "key": "종로", "parent": None},
        {"level": "PROVINCE", "key": "", "parent": None},
        {"level": "PROVINCE", "key": "서울", "parent": None},
    ],
)
def test_the_database_keeps_the_map_in_order(values):
    store_region(level="PROVINCE", name="서울")
    with pytest.raises(IntegrityError), transaction.atomic():
        Region.objects.create(public_id="RG900000", name="x", **values)


@pytest.fixture
def people(land):
    """Those who serve in the land, or did."""
    return [
        factories.politician("한가람", district="서울 종로구"),
        factories.politician("강가람", district="서울 종로구", is_in_office=False),
        factories.politician(
            "표은결", district="서울 종로구", kind=Politician.Kind.LOCAL_GOVERNMENT, position="구청장"
        ),
        factories.politician("문이든", district="강원 원주시갑"),
        factories.politician("진서율", district="비례대표"),
    ]


def test_place_list_counts_who_is_in_office(client, people, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        page = client.get("/politicians/places/").content.decode()
    for name, number in (("강원특별자치도", 1), ("서울특별시", 2), ("세종특별자치시", 0), ("비례대표", 1)):
        assert contains(page, f"<strong>{name}</strong><span>{number}명</span>")
    assert page.index("강원특별자치도") < page.index("서울특별시") < page.index("세종특별자치시")


def test_place_list_before_anything_is_known(client):
    assert "아직 지역 자료가 없습니다" in client.get("/politicians/places/").content.decode()


def test_place_detail_leads_from_the_province_to_who_serves(client, people, django_assert_max_num_queries):
    province = Region.objects.get(level="PROVINCE", key="서울")
    with django_assert_max_num_queries(6):
        page = client.get(province.get_absolute_url()).content.decode()
    for text in ("종로구", "성동구", "중구성동갑", "한가람", "국회의원 선거구", "지금 일하는 정치인이 없습니다."):
        assert text in page
    assert "강가람" not in page
    city = Region.objects.get(level="CITY", key="종로")
    page = client.get(city.get_absolute_url()).content.decode()
    assert page.index("표은결") < page.index("국회의원 선거구") < page.index("한가람")
    with django_assert_max_num_queries(6):
        page = client.get(people[0].region.get_absolute_url()).content.decode()
    assert page.index("한가람") < page.index("전에 일한 정치인") < page.index("강가람")
    assert city.get_absolute_url() in page
    assert contains(page, f'<a href="{province.get_absolute_url()}">서울특별시</a>')


def test_place_detail_tells_search_engines_the_way(client, people):
    page = client.get(people[0].region.get_absolute_url()).content.decode()
    facts = json.loads(page.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    assert [step["name"] for step in facts["itemListElement"]] == ["정치인", "지역별", "서울특별시", "종로"]
    assert re.search(f'rel="canonical" href="https?://[^/"]+{people[0].region.get_absolute_url()}"', page)
    assert people[0].region.get_absolute_url() in client.get("/sitemaps/pages-0.xml").content.decode()


def test_place_detail_of_nothing_is_not_found(client):
    for address in ("/politicians/places/RG999999/", "/politicians/places/abc/", "/politicians/places/-1/"):
        assert client.get(address).status_code == 404


def test_places_are_linked_from_list_and_profile(client, people):
    assert 'href="/politicians/places/"' in client.get("/politicians/").content.decode()
    assert people[0].region.get_absolute_url() in client.get(people[0].get_absolute_url()).content.decode()
    assert "/politicians/places/" not in client.get(people[4].get_absolute_url()).content.decode()


def test_a_changed_district_shows_at_once(client, people):
    address = people[3].region.get_absolute_url()
    assert "문이든" in client.get(address).content.decode()
    people[3].district = "세종갑"
    store_politician(people[3])
    assert str(people[3].region) == "세종특별자치시 세종갑"


def test_the_map_is_closed_to_members(client_of, people, citizen):
    region = reverse("admin:politicians_region_change", args=[people[0].region.pk])
    for address in (reverse("admin:politicians_region_changelist"), region):
        assert client_of(citizen).get(address).status_code == 302


@pytest.mark.parametrize("who", ["moderator", "admin_member"])
def test_staff_see_the_map_and_who_could_not_be_matched(request, client_of, people, who):
    factories.politician("백하람", district="서울 없는구")
    browser = client_of(request.getfixturevalue(who))
    assert browser.get(reverse("admin:politicians_region_changelist")).status_code == 200
    region = reverse("admin:politicians_region_change", args=[people[0].region.pk])
    assert browser.get(region).status_code == 200
    assert "지역을 맞추지 못한 정치인" in browser.get("/admin/").content.decode()
    found = browser.get(reverse("admin:politicians_politician_changelist"), {"place": "unmatched"}).content.decode()
    assert "백하람" in found
    assert "한가람" not in found
    lost = reverse("admin:politicians_politician_change", args=[Politician.objects.get(name="백하람").pk])
    assert "라는 곳이 없습니다." in browser.get(lost).content.decode()
    assert browser.post(region, {"name": "다른 이름"}).status_code == 403
