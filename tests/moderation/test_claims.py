"""Taking a case: one has it, others are told who, and nobody else decides it meanwhile."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from moderation.models import Claim, Report, target_key
from moderation.services import claim, file_report, hide_text, move_reports, release
from tests import factories


@pytest.fixture(params=["post", "comment"])
def text(request, citizen):
    """A citizen's post, then a citizen's comment."""
    post = factories.post(citizen)
    return post if request.param == "post" else factories.comment(post, citizen)


@pytest.fixture
def other(db):
    return factories.staff_member("moderator", nickname="다른중재자")


def test_claim_keeps_others_from_claiming_and_deciding(text, moderator, other):
    claim(text, by=moderator)
    for attempt in (
        lambda: claim(text, by=other),
        lambda: release(text, by=other),
        lambda: hide_text(text, by=other, reason="도배"),
    ):
        with pytest.raises(ValidationError, match=r"중재하는운영자 님이 .* 맡아") as refusal:
            attempt()
        assert refusal.value.code == "claimed"
    assert hide_text(text, by=moderator, reason="도배") is True
    assert not Claim.objects.exists()


def test_claim_again_keeps_it_longer_and_ends_after_15_minutes(text, moderator, other, time_machine):
    time_machine.move_to("2026-11-20T12:00:00+09:00", tick=False)
    first = claim(text, by=moderator)
    time_machine.move_to("2026-11-20T12:10:00+09:00", tick=False)
    again = claim(text, by=moderator)
    assert (again.pk, again.expires_at > first.expires_at) == (first.pk, True)
    time_machine.move_to("2026-11-20T12:24:59+09:00", tick=False)
    with pytest.raises(ValidationError):
        claim(text, by=other)
    time_machine.move_to("2026-11-20T12:25:00+09:00", tick=False)
    assert claim(text, by=other).by == other


def test_admin_takes_a_claim_over_and_a_moderator_does_not(text, moderator, other, admin_member):
    claim(text, by=moderator)
    with pytest.raises(PermissionDenied):
        claim(text, by=other, takeover=True)
    with pytest.raises(ValidationError):
        claim(text, by=admin_member)
    assert claim(text, by=admin_member, takeover=True).by == admin_member
    with pytest.raises(ValidationError):
        hide_text(text, by=moderator, reason="도배")


def test_release_frees_the_case(text, moderator, other, admin_member):
    assert release(text, by=moderator) is False
    claim(text, by=moderator)
    assert release(text, by=moderator) is True
    claim(text, by=other)
    assert release(text, by=admin_member) is True
    assert claim(text, by=moderator).by == moderator


@pytest.mark.parametrize("who", ["reader", "citizen", "anonymous"])
def test_claim_is_for_staff(request, text, who):
    member = request.getfixturevalue(who)
    for verb in (claim, release):
        with pytest.raises(PermissionDenied):
            verb(text, by=member)


def test_automatic_hiding_waits_for_nobody(text, moderator, reader):
    claim(text, by=moderator)
    file_report(Report(reason="PRIVACY", **target_key(text)), by=reader)
    text.refresh_from_db()
    assert text.status == "HIDDEN"


def test_queue_offers_claiming_and_shows_who_has_a_case(text, moderator, other, admin_member, reader, client_of):
    report = file_report(Report(reason="SPAM", **target_key(text)), by=reader)
    address = reverse("admin:moderation_report_changelist")

    def act(member, action):
        fields = {"action": action, "_selected_action": [report.pk], "index": 0}
        return client_of(member).post(address, fields, follow=True).content.decode()

    assert "맡았습니다." in act(moderator, "claim")
    assert "중재하는운영자 (" in client_of(other).get(address).content.decode()
    assert "중재하는운영자 님이" in act(other, "claim")
    act(other, "take_over")
    assert Claim.objects.get().by == moderator
    act(admin_member, "take_over")
    assert Claim.objects.get().by == admin_member
    act(admin_member, "release")
    assert not Claim.objects.exists()
    # A claim leaves no row behind; what staff did with it stands in the log.
    done = [(entry.user, entry.get_change_message()) for entry in LogEntry.objects.order_by("pk")]
    assert done == [(moderator, "맡기"), (admin_member, "넘겨받기"), (admin_member, "내려놓기")]


def test_taking_a_case_makes_its_reports_reviewed(text, moderator, reader):
    report = file_report(Report(reason="SPAM", **target_key(text)), by=reader)
    move_reports(text, by=moderator, to="LATER")
    claim(text, by=moderator)
    report.refresh_from_db()
    assert report.state == Report.State.REVIEWING


def test_reports_are_looked_into_now_or_later_and_their_reporters_see_that(text, reader, moderator, other, api_of):
    filed = file_report(Report(reason="SPAM", **target_key(text)), by=reader)
    address = f"/api/admin/reports/{filed.public_id}/progress"
    own, api = f"/api/reports/{filed.public_id}", api_of(moderator)
    for state in ("REVIEWING", "LATER"):
        assert api.post(address, {"state": state}, format="json").status_code == 200
        assert api_of(reader).get(own).json()["data"]["status"] == state
    again = api.post(address, {"state": "LATER"}, format="json")
    assert (again.status_code, again.json()["error"]["code"]) == (409, "ALREADY_DECIDED")
    assert api.post(address, {"state": "DONE"}, format="json").status_code == 400
    claim(text, by=other)
    assert api.post(address, {"state": "REVIEWING"}, format="json").json()["error"]["code"] == "ALREADY_CLAIMED"
    assert hide_text(text, by=other, reason="도배")
    assert api_of(reader).get(own).json()["data"]["status"] == "DONE"
    with pytest.raises(ValidationError, match="처리할 신고가 없습니다"):
        move_reports(text, by=moderator, to="LATER")
    # Nobody else's report is anybody's to read.
    assert api_of(moderator).get(own).status_code == 404


def test_progress_is_a_button_of_the_queue(client_of, moderator, citizen, reader):
    filed = file_report(Report(post=factories.post(citizen), reason="SPAM"), by=reader)
    sent = {"action": "to_later", "_selected_action": filed.pk}
    client_of(moderator).post(reverse("admin:moderation_report_changelist"), sent)
    filed.refresh_from_db()
    assert filed.state == Report.State.LATER
