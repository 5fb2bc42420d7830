"""A log-in of staff lasts eight hours, whatever they do meanwhile."""

from datetime import timedelta

import pytest
import time_machine

from tests.accounts.test_two_factor import NOON


@pytest.mark.parametrize("page", ["/admin/", "/free/"])
def test_session_of_staff_ends_after_eight_hours(client_of, moderator, page):
    with time_machine.travel(NOON, tick=False) as clock:
        client = client_of(moderator)
        assert client.get(page).status_code == 200
        clock.shift(timedelta(hours=7, minutes=59))
        assert client.get(page).status_code == 200
        clock.shift(timedelta(minutes=1))
        assert client.get(page)["Location"] == f"/login/?next={page}"
        assert "_auth_user_id" not in client.session


def test_session_of_members_lasts(client_of, citizen):
    with time_machine.travel(NOON, tick=False) as clock:
        client = client_of(citizen)
        client.get("/free/")
        clock.shift(timedelta(hours=9))
        assert client.get("/free/write/").status_code == 200
