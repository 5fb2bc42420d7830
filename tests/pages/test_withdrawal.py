"""Leaving: what every app keeps about a member alone goes with them."""

import pytest

from boards.models import Board, Draft
from notifications.models import Notification
from politicians.models import Application
from tests import factories
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db


def leave(client):
    """Send the form."""
    return client.post("/me/withdraw/", {"password": PASSWORD, "sure": "on"})


def test_leaving_takes_drafts_and_notifications_along(client_of, citizen, reader):
    post = factories.post(citizen)
    factories.comment(post, reader)
    Draft.objects.create(member=citizen, board=Board.FREE, title="쓰다 만 글")
    assert leave(client_of(citizen)).status_code == 302
    assert not Draft.objects.exists()
    assert not Notification.objects.filter(member=citizen).exists()


def test_leaving_takes_the_name_out_of_what_others_were_told(client_of, citizen, reader):
    factories.comment(factories.post(citizen), reader)
    assert Notification.objects.get().shown_text.startswith("읽는시민 님이")
    leave(client_of(reader))
    page = client_of(citizen).get("/me/notifications/").text
    assert "읽는시민" not in page
    assert "탈퇴한 회원 님이" in page


def test_leaving_ends_what_a_politician_claimed(client_of, politician_member):
    leave(client_of(politician_member))
    application = Application.objects.get()
    assert (application.state, application.stated_name, application.affiliation) == ("ENDED", "", "")


def test_body_over_the_limit_is_refused_unread(client):
    response = client.post("/login/", data=b"x", content_type="text/plain", headers={"content-length": "7000000"})
    assert response.status_code == 413
