"""What staff are shown of members is on record: at every door, at whom; superusers read it, and nobody changes it."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.utils import IntegrityError
from django.utils import timezone

from accounts.models import StaffRead
from accounts.services import change_member_status, open_api_session, reveal_email
from boards.services import react
from polls.services import cast_ballot
from tests import factories

FROM = "198.51.100.7"


@pytest.fixture
def token_of():
    """The headers with which a member asks the API."""
    return lambda member: {"Authorization": f"Bearer {open_api_session(member).access}"}


def noted():
    """What is on record, oldest first."""
    return [(read.by, read.what, read.members, read.ip) for read in StaffRead.objects.order_by("pk")]


def test_a_members_page_is_on_record_at_both_doors(client_of, client, admin_member, citizen, token_of):
    client_of(admin_member, REMOTE_ADDR=FROM).get(f"/admin/accounts/member/{citizen.pk}/change/")
    client.get(f"/api/admin/members/{citizen.public_id}", headers=token_of(admin_member), REMOTE_ADDR=FROM)
    assert noted() == [(admin_member, "전체회원", [citizen.public_id], FROM)] * 2


def test_lists_and_searches_are_on_record_with_whom_they_showed(
    client_of, client, moderator, citizen, reader, token_of
):
    office, headers = client_of(moderator), token_of(moderator)
    office.get("/admin/accounts/member/", {"q": citizen.nickname})
    client.get("/api/admin/members", {"search": reader.nickname}, headers=headers)
    assert [members for _, _, members, _ in noted()] == [[citizen.public_id], [reader.public_id]]
    # What shows nobody, and what is no business of the record, writes nothing.
    office.get("/admin/accounts/member/", {"q": "없는사람"})
    office.get("/admin/boards/post/")
    client.get("/api/posts", headers=headers)
    client.get("/api/admin/members/NM999999", headers=headers)
    assert StaffRead.objects.count() == 2


def test_who_may_not_look_leaves_no_record(client_of, client, citizen, reader, token_of):
    assert client_of(citizen).get(f"/admin/accounts/member/{reader.pk}/change/").status_code == 302
    assert client.get("/api/admin/members", headers=token_of(citizen)).status_code == 403
    assert not StaffRead.objects.exists()


def test_applications_are_on_record_in_their_list_and_on_their_page(client_of, admin_member, politician_member):
    office = client_of(admin_member)
    application = politician_member.applications.get()
    office.get("/admin/politicians/application/")
    office.get(f"/admin/politicians/application/{application.pk}/change/")
    assert [read[1:3] for read in noted()] == [("가입 신청", [politician_member.public_id])] * 2


def test_lists_of_what_members_did_are_on_record(client_of, admin_member, citizen, reader):
    poll = factories.poll(admin_member, "하나", "둘")
    cast_ballot(poll, options=[poll.options.all()[0].pk], by=citizen)
    react(factories.post(citizen), by=reader, value="LIKE")
    change_member_status(reader, to="SUSPENDED", by=admin_member, reason="도배", days=1)
    reveal_email(citizen, by=admin_member, ip=FROM, device="PC", kind="IDENTITY", purpose="본인 확인을 요청함")
    office = client_of(admin_member)
    for address, whose in (
        ("polls/ballot", citizen), ("boards/reaction", reader), ("accounts/statuschange", reader),
        ("accounts/emailaccess", citizen),
    ):  # fmt: skip
        assert office.get(f"/admin/{address}/").status_code == 200
        assert whose.public_id in StaffRead.objects.first().members, address


def test_the_record_is_for_superusers(client_of, superuser, admin_member, citizen):
    StaffRead.objects.create(by=admin_member, what="회원", members=[f"NM00000{n}" for n in range(7)])
    page = client_of(superuser).get("/admin/accounts/staffread/")
    assert "NM000004 외 2명" in page.text
    asked = client_of(superuser).get("/admin/accounts/staffread/", {"q": "nm000006"})
    assert "NM000000" in asked.text
    assert "NM000000" not in client_of(superuser).get("/admin/accounts/staffread/", {"q": "NM000009"}).text
    assert client_of(admin_member).get("/admin/accounts/staffread/").status_code == 403


def test_the_record_is_only_added_to_for_two_years(admin_member):
    young = StaffRead.objects.create(by=admin_member, what="회원", members=["NM000001"])
    old = StaffRead.objects.create(
        by=admin_member, what="회원", members=["NM000001"], created_at=timezone.now() - timedelta(days=732)
    )
    for change in (
        lambda: StaffRead.objects.filter(pk=young.pk).delete(),
        lambda: StaffRead.objects.filter(pk=old.pk).update(what="x"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    assert list(StaffRead.objects.outdated()) == [old]
    StaffRead.objects.outdated().delete()
    assert list(StaffRead.objects.all()) == [young]
