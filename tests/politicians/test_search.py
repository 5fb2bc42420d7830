"""Finding politicians as people type: names, first consonants, hanja, English, parties, districts."""

import pytest

from polibat.text.initials import initials_of, is_initials, without_loose_jamo
from politicians.models import Party, Politician
from politicians.services import store_politician

pytestmark = pytest.mark.django_db


@pytest.fixture
def directory():
    """Five invented politicians."""
    parties = {name: Party.objects.create(name=name) for name in ("새빛당", "푸른들당")}
    for name, hanja, english, party, district, in_office in (
        ("한가람", "韓佳藍", "HAN GARAM", "새빛당", "서울 종로구", True),
        ("강가람", "姜佳藍", "KANG GARAM", "푸른들당", "서울 중구성동구갑", True),
        ("한겨울", "", "HAN GYEOUL", "푸른들당", "비례대표", True),
        ("남산들", "", "NAM SANDEUL", None, "가온 나래", True),
        ("강하늘", "", "KANG HANEUL", "새빛당", "서울 종로구", False),
    ):
        store_politician(
            Politician(
                name=name,
                hanja=hanja,
                english=english,
                party=parties.get(party),
                district=district,
                is_in_office=in_office,
            )
        )


def names(query, **kwargs):
    return [politician.name for politician in Politician.objects.matching(query, **kwargs)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["강가람", "남산들", "한가람", "한겨울", "강하늘"]),
        ("한가람", ["한가람"]),
        ("가람", ["강가람", "한가람"]),
        ("한", ["한가람", "한겨울"]),
        ("ㅎㄱ", ["한가람", "한겨울"]),
        ("ㅎㄱㄹ", ["한가람"]),
        ("한ㄱ", ["한가람", "한겨울"]),
        ("韓佳", ["한가람"]),
        ("kang", ["강가람", "강하늘"]),
        ("KANG g", ["강가람"]),
        ("새빛", ["한가람", "강하늘"]),
        ("무소속", ["남산들"]),
        ("서울 종로", ["한가람", "강하늘"]),
        ("서울 종로구", ["한가람", "강하늘"]),
        ("나래구", ["남산들"]),
        ("성동구갑", ["강가람"]),
        ("중구 갑", ["강가람"]),
        ("ㅎㄱㄹ 새빛당", ["한가람"]),
        ("없는이름", []),
        ("!!", []),
        ("' | 한", ["한가람", "한겨울"]),
        ("한" * 500, []),
    ],
)
def test_matching_finds_what_people_type(directory, query, found):
    assert names(query) == found


@pytest.mark.parametrize(
    ("query", "part", "found"),
    [
        ("종로", "district", ["한가람", "강하늘"]),
        ("종로", "name", []),
        ("종로", "party", []),
        ("새빛당", "party", ["한가람", "강하늘"]),
        ("ㅎㄱㄹ", "name", ["한가람"]),
        ("ㅎㄱㄹ", "party", []),
        ("garam", "name", ["강가람", "한가람"]),
    ],
)
def test_matching_looks_in_one_part_alone(directory, query, part, found):
    assert names(query, part=part) == found


def test_initials_are_the_first_consonants_of_syllables():
    assert initials_of("홍길동") == "ㅎㄱㄷ"
    assert initials_of("까치 Kim 똘이") == "ㄲㅊㄸㅇ"
    assert is_initials("ㅎㄱㄷ")
    assert not is_initials("홍ㄱㄷ")
    assert not is_initials("")
    assert without_loose_jamo("홍기ㄹㄷ") == "홍기"


def test_store_politician_keeps_words_and_id_in_step(directory):
    whom = Politician.objects.get(name="한가람")
    before = whom.public_id
    whom.name, whom.party = "한 별 ", None
    store_politician(whom)
    assert whom.public_id == before
    assert (whom.name, whom.chosung) == ("한 별", "ㅎㅂ")
    assert names("한가람") == []
    assert names("별 무소속") == ["한 별"]
