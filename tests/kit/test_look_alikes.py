"""What a name looks like to whoever reads it."""

import pytest

from polibat.text.look_alikes import bare_name, folded, joined, without_affixes


@pytest.mark.parametrize(
    ("written", "reads"),
    [
        ("관ㄹㅣ자", "관리자"),
        ("관ㄹ1자", "관리자"),
        ("운영ㅈㅏ", "운영자"),
        ("우ㄴ영자", "운영자"),
        ("ㅇㅜㄴㅇㅕㅇㅈㅏ", "운영자"),
        ("고ㅏㄴ리자", "관리자"),
        ("한ㄱㅏ라ㅁ", "한가람"),
        ("ＡＤＭＩＮ", "admin"),
        ("달걀", "달걀"),
        ("각오", "각오"),
        ("닭1", "닭1"),
        ("ㅋㅋ", "ㅋㅋ"),
        ("핫스팟", "핫스팟"),
    ],
)
def test_joined_reads_as_people_do(written, reads):
    assert joined(joined(written)) == joined(written)
    assert joined(written) == joined(reads)


def test_joined_leaves_whole_syllables_alone():
    every = "".join(map(chr, range(ord("가"), ord("힣") + 1)))
    assert joined(every) == every


def test_folded_takes_look_alikes_for_one():
    assert folded("Adm1n") == folded("ADMIN")
    assert folded("p0_l1bat") == folded("polibat")


@pytest.mark.parametrize(
    ("nickname", "names"),
    [
        ("한가람", {"한가람"}),
        ("한가람_의원", {"한가람의원", "한가람"}),
        ("한가람의원실2", {"한가람의원실2", "한가람의원", "한가람"}),
        ("국회의원한가람", {"국회의원한가람", "한가람"}),
        ("한가람12", {"한가람12"}),
        ("의원실", {"의원실", "의원"}),
    ],
)
def test_without_affixes_keeps_figures_that_stand_alone(nickname, names):
    words = ("의원", "실", "국회의원")
    assert without_affixes(bare_name(nickname), words) >= names
    assert ("한가람" in without_affixes(bare_name(nickname), words)) is ("한가람" in names)
