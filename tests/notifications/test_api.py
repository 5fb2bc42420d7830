"""Notifications through the API: one's own, the newest first, read one by one or all at once."""

import pytest

from notifications.models import Notification, NotificationPreference
from notifications.services import notify
from polibat.security.opaque import name_of

pytestmark = pytest.mark.django_db

ALL = "/api/notifications"


@pytest.fixture
def told(citizen, reader):
    """Three of the citizen's and one of the reader's: the citizen's, oldest first."""
    for number in range(3):
        notify([citizen], kind=Notification.Kind.COMMENT, text=f"{number}번째 알림", url=f"/free/{number}/")
    notify([reader], kind=Notification.Kind.DECISION, text="남의 알림")
    return list(Notification.objects.filter(member=citizen).order_by("pk"))


def named(notification):
    return name_of(notification.pk, kind="notification")


def texts(response):
    return [row["text"] for row in response.json()["data"]]


def test_they_are_ones_own_and_the_newest_first(api_of, citizen, told):
    response = api_of(citizen).get(ALL, {"limit": 2})
    assert texts(response) == ["2번째 알림", "1번째 알림"]
    row = response.json()["data"][0]
    assert (row["id"], row["kind"], row["url"], row["isRead"], row["readAt"]) == (
        *(named(told[2]), "COMMENT", "/free/2/"),
        *(False, None),
    )
    rest = api_of(citizen).get(ALL, {"limit": 2, "cursor": response.json()["pagination"]["nextCursor"]})
    assert texts(rest) == ["0번째 알림"]


def test_reading_one_leaves_the_others_and_reading_twice_changes_nothing(api_of, citizen, told):
    client = api_of(citizen)
    first = client.post(f"{ALL}/{named(told[1])}/read").json()["data"]
    assert first["isRead"] and first["readAt"]
    assert client.post(f"{ALL}/{named(told[1])}/read").json()["data"] == first
    assert client.get(f"{ALL}/unread-count").json()["data"] == {"unread": 2}
    assert texts(client.get(ALL, {"unread": "true"})) == ["2번째 알림", "0번째 알림"]


def test_reading_all_stops_where_it_is_told(api_of, citizen, reader, told):
    client = api_of(citizen)
    assert client.post(f"{ALL}/read-all", {"upTo": named(told[1])}, format="json").json()["data"] == {"read": 2}
    assert texts(client.get(ALL, {"unread": "true"})) == ["2번째 알림"]
    assert client.post(f"{ALL}/read-all").json()["data"] == {"read": 1}
    assert client.get(f"{ALL}/unread-count").json()["data"] == {"unread": 0}
    assert api_of(reader).get(f"{ALL}/unread-count").json()["data"] == {"unread": 1}


def test_anothers_is_not_there(api_of, reader, told):
    for name in (named(told[0]), name_of(told[0].pk, kind="ballot"), "n" * 32, told[0].pk):
        assert api_of(reader).post(f"{ALL}/{name}/read").status_code == 404
    assert Notification.objects.get(pk=told[0].pk).read_at is None


@pytest.mark.parametrize("upto", [0, -1, 2**63, "all", [1], 1.5, True])
def test_what_is_no_name_reads_nothing(api_of, citizen, told, upto):
    assert api_of(citizen).post(f"{ALL}/read-all", {"upTo": upto}, format="json").status_code == 400
    assert Notification.objects.unread().filter(member=citizen).count() == 3


def test_what_cannot_be_asked_is_a_bad_request(api_of, citizen):
    assert api_of(citizen).get(ALL, {"unread": "maybe"}).status_code == 400


def test_kinds_can_be_switched_off_but_for_those_about_ones_standing(api_of, citizen):
    client = api_of(citizen)
    assert client.get(f"{ALL}/settings").json()["data"] == {"muted": [], "mail": "NOW"}
    changed = client.patch(f"{ALL}/settings", {"muted": ["REPLY", "COMMENT", "REPLY"]}, format="json")
    assert changed.json()["data"] == {"muted": ["COMMENT", "REPLY"], "mail": "NOW"}
    assert client.patch(f"{ALL}/settings", {"mail": "DAILY"}, format="json").json()["data"]["muted"] == [
        "COMMENT",
        "REPLY",
    ]
    for wrong in ({"muted": ["DECISION"]}, {"muted": ["GOSSIP"]}, {"muted": "COMMENT"}, {"mail": "HOURLY"}):
        assert client.patch(f"{ALL}/settings", wrong, format="json").status_code == 400
    kept = NotificationPreference.objects.get(member=citizen)
    assert (kept.muted, kept.mail) == (["COMMENT", "REPLY"], "DAILY")


def test_a_list_costs_the_same_however_long(api_of, citizen, reader, told, django_assert_num_queries):
    client = api_of(citizen)
    for size in (1, 2):
        with django_assert_num_queries(3):  # who asks, the rows, how many there are
            assert len(client.get(ALL, {"limit": size}).json()["data"]) == size
    with django_assert_num_queries(2):  # a list that is all there is counts itself
        assert len(client.get(ALL).json()["data"]) == 3
    with django_assert_num_queries(2):
        client.get(f"{ALL}/unread-count")
