"""Particles behind words that are not known beforehand."""

import pytest

from polibat.text.particles import with_particle


@pytest.mark.parametrize(
    ("word", "pair", "right"),
    [
        ("a@example.com", "으로/로", "a@example.com으로"),
        ("a@example.kr", "으로/로", "a@example.kr로"),
        ("a@example.net", "으로/로", "a@example.net으로"),
        ("a@example.io", "으로/로", "a@example.io로"),
        ("승인", "으로/로", "승인으로"),
        ("승인대기", "으로/로", "승인대기로"),
        ("서울", "으로/로", "서울로"),
        ("서울", "을/를", "서울을"),
        ("강퇴", "을/를", "강퇴를"),
        ("한가람 국회의원", "이/가", "한가람 국회의원이"),
        ("글(사진)", "이/가", "글(사진)이"),
        ("3", "은/는", "3은"),
        ("2", "은/는", "2는"),
        ("", "을/를", "를"),
    ],
)
def test_particle_sounds_right(word, pair, right):
    assert with_particle(word, pair) == right
