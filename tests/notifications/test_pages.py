"""A member's own notifications."""

import pytest
from django.db import IntegrityError

from notifications.models import Notification
from notifications.services import notify
from tests.factories import MemberFactory, suspended_member


def tell(*members, text="댓글이 달렸습니다.", url="/free/"):
    """Notify members of a comment."""
    return notify(members, kind=Notification.Kind.COMMENT, text=text, url=url)


def test_notify_leaves_out_those_who_cannot_sign_in(citizen):
    banned = MemberFactory(status="BANNED")
    tell(citizen, banned, suspended_member())
    assert [row.member for row in Notification.objects.all()] == [citizen]


def test_notify_shortens_what_is_too_long(citizen):
    assert len(tell(citizen, text="가" * 500)[0].text) == 300


def test_notification_list_shows_ones_own_only(client_of, citizen, reader, django_assert_max_num_queries):
    tell(citizen, text="내 알림")
    tell(reader, text="남의 알림")
    client = client_of(citizen)
    with django_assert_max_num_queries(8):
        page = client.get("/me/notifications/")
    assert "내 알림" in page.text
    assert "남의 알림" not in page.text


def test_notification_list_needs_a_member(client, db):
    assert client.get("/me/notifications/")["Location"] == "/login/?next=/me/notifications/"


def test_notification_open_marks_read_and_leads_there(client_of, citizen):
    notification = tell(citizen)[0]
    response = client_of(citizen).post(f"/me/notifications/{notification.pk}/")
    assert response["Location"] == "/free/"
    assert Notification.objects.get().read_at


def test_notification_open_refuses_foreign_ones(client_of, citizen, reader):
    notification = tell(reader)[0]
    assert client_of(citizen).post(f"/me/notifications/{notification.pk}/").status_code == 404
    assert Notification.objects.get().read_at is None


def test_notification_read_all_leaves_others_alone(client_of, citizen, reader):
    tell(citizen, citizen, reader)
    client_of(citizen).post("/me/notifications/read/")
    assert list(Notification.objects.unread().values_list("member", flat=True)) == [reader.pk]


@pytest.mark.parametrize("page", ["0", "-1", "999", "x"])
def test_notification_list_stays_within_its_pages(client_of, citizen, page):
    tell(*[citizen] * 25)
    assert client_of(citizen).get("/me/notifications/", {"page": page}).status_code == 200


def test_header_counts_the_unread(client_of, citizen):
    tell(citizen, citizen)
    assert client_of(citizen).get("/me/").context["unread_count"] == 2


@pytest.mark.parametrize(
    "url", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "free/"]
)
def test_notification_leads_inside_the_site_by_the_database(citizen, url):
    with pytest.raises(IntegrityError, match="notification_url_is_internal"):
        tell(citizen, url=url)


@pytest.mark.parametrize("url", ["", "/", "/free/FB000001/#comment-1"])
def test_notification_takes_addresses_of_the_site(citizen, url):
    assert tell(citizen, url=url)[0].url == url


def test_notification_without_an_address_leads_back_to_the_list(client_of, citizen):
    notification = tell(citizen, url="")[0]
    assert client_of(citizen).post(f"/me/notifications/{notification.pk}/")["Location"] == "/me/notifications/"


def test_notification_list_escapes_what_people_typed(client_of, citizen):
    tell(citizen, text="<script>alert(1)</script>")
    assert "&lt;script&gt;" in client_of(citizen).get("/me/notifications/").text
