"""Long lists in stretches."""

import pytest

from polibat.web.keyset import keyset_page
from politicians.models import Party

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(db):
    """25 rows of some table, from the newest."""
    for number in range(1, 26):
        Party.objects.create(name=f"{number:02}")
    return Party.objects.order_by("-pk")


def ask(rows, address):
    """The stretch at an address such as `?before=7`."""
    name, _, value = address.removeprefix("?").partition("=")
    return keyset_page(rows, {name: value} if name else {})


def names(stretch):
    return [row.name for row in stretch.rows]


def test_stretch_walks_down_and_up_again(rows):
    first = ask(rows, "")
    second = ask(rows, first.older)
    third = ask(rows, second.older)
    assert [len(first.rows), len(second.rows), len(third.rows)] == [10, 10, 5]
    assert names(first)[0] == "25"
    assert names(third)[-1] == "01"
    assert (first.newer, third.older) == ("", "")
    assert names(ask(rows, third.newer)) == names(second)
    assert names(ask(rows, second.newer)) == names(first)


def test_stretch_leads_on_when_its_rows_are_gone(rows):
    last = ask(rows, ask(rows, ask(rows, "").older).older)
    Party.objects.filter(pk__in=[row.pk for row in last.rows]).delete()
    gone = ask(rows, f"?before={last.rows[0].pk + 1}")
    assert (gone.rows, gone.newer) == ([], "?")


@pytest.mark.parametrize("nonsense", ["", "-1", "abc", "٣", "9" * 30, "\x00", "1.5"])
def test_stretch_takes_nonsense_for_the_beginning(rows, nonsense):
    for name in ("before", "after"):
        assert names(keyset_page(rows, {name: nonsense}))[0] == "25"
