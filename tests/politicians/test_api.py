"""The directory of politicians through the API."""

import pytest

from politicians.models import Politician
from tests import factories

pytestmark = pytest.mark.django_db


def names(response):
    assert response.status_code == 200, response.text
    return [row["name"] for row in response.json()["data"]]


@pytest.fixture
def directory():
    first = factories.PartyFactory(name="가온당")
    return [
        factories.politician("한가람", district="가온시 갑", party=first),
        factories.politician("나그네", district="나루시 을", kind="LOCAL_GOVERNMENT"),
        factories.politician("다솜이", is_in_office=False),
    ]


def test_the_order_favours_nobody(api_of, directory):
    assert names(api_of().get("/api/politicians")) == ["나그네", "한가람", "다솜이"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"search": "ㅎㄱㄹ"}, ["한가람"]),
        ({"search": "나루시"}, ["나그네"]),
        ({"type": "지방자치단체"}, ["나그네"]),
        ({"type": "ASSEMBLY", "inOffice": "true"}, ["한가람"]),
        ({"party": "가온당"}, ["한가람"]),
        ({"inOffice": "false"}, ["다솜이"]),
        ({"regionId": "RG999999"}, []),
        ({"search": "!?"}, []),
    ],
)
def test_politicians_are_found_as_people_look_for_them(api_of, directory, asked, found):
    assert names(api_of().get("/api/politicians", asked)) == found


@pytest.mark.parametrize("asked", [{"type": "KING"}, {"search": "가" * 101}, {"search": "\x00"}, {"party": "\x00"}])
def test_what_no_filter_can_read_is_a_bad_request(api_of, directory, asked):
    assert api_of().get("/api/politicians", asked).status_code == 400


def test_places_are_found_with_those_who_serve_there(api_of, directory):
    factories.politician("라온제", district="서울특별시 종로구")
    (province,) = api_of().get("/api/politicians/regions").json()["data"]
    assert (province["name"], province["level"], province["parentId"]) == ("서울특별시", "PROVINCE", None)
    (inside, *_) = api_of().get("/api/politicians/regions", {"parentId": province["regionId"]}).json()["data"]
    assert inside["parentId"] == province["regionId"]
    assert names(api_of().get("/api/politicians", {"regionId": province["regionId"]})) == ["라온제"]
    assert names(api_of().get("/api/politicians", {"regionId": inside["regionId"]})) == ["라온제"]


def test_parties_stand_by_name_with_those_in_office(api_of, directory):
    rows = api_of().get("/api/politicians/parties").json()["data"]
    assert [row["name"] for row in rows] == sorted(row["name"] for row in rows)
    assert {"name": "가온당", "inOffice": 1} in rows


def test_one_politician_with_card_and_answer_rate(api_of, politician, politician_member, citizen):
    Politician.objects.update(office_email="office@example.com")
    posts = [factories.post(citizen, board="POLITICIAN", politician=politician) for _ in range(3)]
    factories.comment(posts[0], politician_member)
    response = api_of().get(f"/api/politicians/{politician.public_id}")
    told = response.json()["data"]
    assert (told["namedPosts"], told["answeredPosts"], told["answerRate"]) == (3, 1, 33)
    assert set(told["card"]) == {"website", "youtube", "youtubeName", "bankAccount", "motto"}
    assert "@example.com" not in response.text
    missing = api_of().get("/api/politicians/PL999999")
    assert (missing.status_code, missing.json()["error"]["code"]) == (404, "POLITICIAN_NOT_FOUND")


def test_queries_do_not_grow(api_of, directory, django_assert_max_num_queries):
    for asked, most in (
        ("/api/politicians", 6),
        ("/api/politicians?search=가", 6),
        ("/api/politicians/parties", 6),
        ("/api/politicians/regions", 6),
        (f"/api/politicians/{directory[0].public_id}", 12),
    ):
        with django_assert_max_num_queries(most):
            api_of().get(asked)
