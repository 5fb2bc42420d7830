"""Addresses that get no more mail: found by whose they are, shown without them, lifted on record by admins alone."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied

from notifications.models.delivery import Suppression
from notifications.services.bounces import lift_suppression
from polibat.security.encryption import email_index

pytestmark = pytest.mark.django_db
PAGE = "/admin/notifications/suppression/"


@pytest.fixture
def stopped(citizen, politician):
    """A member's address that bounced, an office's that complained, one that asked for it, one that is nobody's."""
    politician.office_email = "office@assembly.example"
    politician.save(update_fields=["office_email"])
    return [
        Suppression.objects.create(mark=email_index(address), reason=reason)
        for address, reason in (
            ("citizen@example.com", "BOUNCED"),
            ("office@assembly.example", "COMPLAINED"),
            ("own@example.com", "UNSUBSCRIBED"),
            ("gone@example.com", "BOUNCED"),
        )
    ]


def lift(client, row, **values):
    sent = {"action": "lift", "_selected_action": [row.pk], "apply": "1", "reason": "메일함을 고쳤다고 합니다"}
    return client.post(PAGE, sent | values, follow=True)


def test_the_list_names_whose_they_are_and_no_address(client_of, moderator, citizen, politician, stopped):
    client = client_of(moderator)
    page = client.get(PAGE)
    assert "@" not in page.text.replace("@media", "").replace("@import", "")
    for words in (citizen.public_id, politician.public_id, "알 수 없음", "반송됨", "스팸 신고", "수신 거부"):
        assert words in page.text
    for row, asked in ((stopped[0], citizen.public_id), (stopped[1], politician.public_id.lower())):
        assert list(client.get(PAGE, {"q": asked}).context["cl"].result_list) == [row]
    for nonsense in ("\x00", "citizen@example.com"):
        assert client.get(PAGE, {"q": nonsense}).status_code == 200


def test_admins_lift_one_with_a_reason_on_record(client_of, moderator, admin_member, stopped):
    bounced, complained, own_wish, _ = stopped
    lift(client_of(moderator), bounced)
    with pytest.raises(PermissionDenied):
        lift_suppression(bounced, by=moderator, reason="고침")
    client = client_of(admin_member)
    assert "사유를 입력해 주세요." in lift(client, bounced, reason=" ").text
    assert Suppression.objects.count() == 4
    for row in (bounced, complained):
        lift(client, row)
    assert "운영자가 풀 수 없습니다" in lift(client, own_wish).text
    assert set(Suppression.objects.values_list("pk", flat=True)) == {row.pk for row in stopped[2:]}
    assert lift_suppression(bounced, by=admin_member, reason="다시") is False
    assert [entry.user for entry in LogEntry.objects.all()] == [admin_member] * 2
    assert "메일함을 고쳤다고 합니다" in LogEntry.objects.first().get_change_message()
