"""Leaving: what every app keeps about a member alone goes with them."""

import pytest

from accounts.services import request_export
from accounts.services.data_export import data_export_maker
from accounts.services.tokens import open_api_session
from boards.models import Board, Draft
from notifications.models import Notification
from polibat.models import RepeatableRequest
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


def test_leaving_deletes_answers_that_were_kept_and_files_at_once(
    client_of, client, citizen, use_storage, django_capture_on_commit_callbacks
):
    use_storage("folder")
    headers = {"Authorization": f"Bearer {open_api_session(citizen).access}", "Idempotency-Key": "leaving-key"}
    sent = {"boardType": "FREE", "title": "두고 가는 글입니다", "content": "<p>탈퇴해도 남는 글입니다.</p>"}
    client.post("/api/posts", sent, headers=headers, content_type="application/json")
    RepeatableRequest.objects.get_or_create(asker=f"m{citizen.pk}", key="another-key", digest=b"x" * 32)
    export = request_export(by=citizen)
    data_export_maker.make(export.pk)
    export.refresh_from_db()
    storage, name = export.file.storage, export.file.name
    assert storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        assert leave(client_of(citizen)).status_code == 302
    assert not RepeatableRequest.objects.exists()
    export.refresh_from_db()
    assert (storage.exists(name), export.state) == (False, "EXPIRED")


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
