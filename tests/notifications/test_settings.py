"""알림설정: kinds for everybody, mail for the politician's side."""

import pytest
from django.core.exceptions import PermissionDenied

from notifications.models import NotificationPreference
from notifications.models.delivery import Delivery
from notifications.services import notify
from politicians.models import Application
from politicians.services import change_mail_wish, end_application, save_notification_settings
from tests import factories
from tests.markup import tidy

pytestmark = pytest.mark.django_db
ADDRESS = "/me/notification-settings/"
ALL_ON = dict.fromkeys(("COMMENT", "REPLY", "ANSWER", "NAMED", "REPORT"), "on")


def muted_by(member):
    return NotificationPreference.objects.of(member).muted


def names_of(response):
    return set(response.context["form"].fields)


def test_notification_settings_need_a_member(client):
    assert client.get(ADDRESS)["Location"] == f"/login/?next={ADDRESS.replace('/', '%2F')}"


def test_notification_settings_show_what_concerns_a_citizen(client_of, citizen):
    page = client_of(citizen).get(ADDRESS)
    assert {"COMMENT", "REPLY", "ANSWER", "REPORT"} <= names_of(page)
    assert not {"NAMED", "STAFF", "DECISION", "wants_mail"} & names_of(page)
    assert "알림 대상 정치인 정보" not in page.text
    assert tidy(page).partition("</main>")[0].count(" checked") == len(page.context["form"].switches) + len(
        page.context["form"].mails
    )
    assert "끌 수 없습니다" in page.text


@pytest.mark.parametrize("role", ["politician_member", "aide"])
def test_notification_settings_of_a_politicians_side_name_them(client_of, politician, role, request):
    page = client_of(request.getfixturevalue(role)).get(ADDRESS)
    for words in (
        "알림 대상 정치인 정보",
        "대상 정치인 이름",
        str(politician),
        politician.party.name,
        "정치방망이 게시글 알림",
    ):
        assert words in page.text
    assert {"NAMED", "wants_mail"} <= names_of(page)


def test_notification_settings_of_somebody_who_waits_have_no_politician(client_of, pending):
    page = client_of(pending).get(ADDRESS)
    assert "wants_mail" not in names_of(page)
    assert client_of(pending).post(ADDRESS, ALL_ON | {"wants_mail": "on"}).status_code == 302


def test_notification_settings_are_stored_and_said(client_of, citizen):
    client = client_of(citizen)
    page = client.post(ADDRESS, {"REPLY": "on"}, follow=True)
    assert "알림 설정이 저장되었습니다." in page.text
    assert {"ANSWER", "COMMENT", "REPORT"} <= set(muted_by(citizen))
    assert "REPLY" not in muted_by(citizen)
    client.post(ADDRESS, {field.name: "on" for field in page.context["form"].switches})
    assert muted_by(citizen) == []


def test_the_mail_about_being_named_has_one_switch(client_of, politician_member):
    client = client_of(politician_member)
    page = tidy(client.get(ADDRESS))
    assert page.count('name="wants_mail"') == 1
    assert 'value="politician_named"' not in page
    NotificationPreference.objects.update_or_create(
        member=politician_member, defaults={"mail_muted": ["politician_named"]}
    )
    Application.objects.filter(member=politician_member).update(wants_mail=True)
    assert not client.get(ADDRESS).context["form"]["wants_mail"].value()
    client.post(ADDRESS, ALL_ON | {"wants_mail": "on"})
    assert client.get(ADDRESS).context["form"]["wants_mail"].value()


def test_notification_settings_keep_what_was_not_shown(client_of, citizen):
    NotificationPreference.objects.create(member=citizen, muted=["NAMED"])
    client_of(citizen).post(ADDRESS, ALL_ON)
    assert "NAMED" in muted_by(citizen)


@pytest.mark.parametrize("kind", ["DECISION", "APPLICATION", "STAFF", "아무거나", "\x00"])
def test_notification_settings_take_no_other_kind(client_of, citizen, kind):
    assert client_of(citizen).post(ADDRESS, ALL_ON | {kind: ""}).status_code == 302
    assert kind not in muted_by(citizen)


def test_notification_settings_change_the_mail_of_oneself_alone(client_of, politician_member, aide):
    client = client_of(aide)
    client.post(ADDRESS, ALL_ON)
    assert list(Application.objects.filter(wants_mail=False).values_list("member", flat=True)) == [aide.pk]
    client.post(ADDRESS, ALL_ON | {"wants_mail": "on"})
    assert not Application.objects.filter(wants_mail=False).exists()


def test_notification_settings_cost_a_constant_number_of_queries(
    client_of, politician_member, django_assert_max_num_queries
):
    client = client_of(politician_member)
    with django_assert_max_num_queries(6):
        client.get(ADDRESS)


def test_settings_of_somebody_else_are_refused(citizen, reader):
    with pytest.raises(PermissionDenied):
        save_notification_settings(NotificationPreference(member=citizen, muted=["COMMENT"]), by=reader)
    assert muted_by(citizen) == []


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("anonymous", False),
        ("citizen", False),
        ("pending", False),
        ("aide", False),
        ("politician_member", True),
        ("moderator", False),
        ("admin_member", False),
        ("superuser", False),
    ],
)
def test_mail_wish_belongs_to_whoever_speaks(politician_member, role, may, request):
    application = Application.objects.get(member=politician_member)
    assert request.getfixturevalue(role).has_perm("politicians.change_mail_wish", application) is may


def test_mail_wish_is_refused_after_the_office_ended(politician_member, admin_member):
    seen = Application.objects.get(member=politician_member)
    end_application(Application.objects.get(), by=admin_member, reason="임기 종료")
    with pytest.raises(PermissionDenied):
        change_mail_wish(seen, by=politician_member, wants_mail=False)
    assert Application.objects.get().wants_mail


def test_refused_mail_wish_leaves_the_kinds_as_they_were(politician_member, admin_member):
    seen = Application.objects.get(member=politician_member)
    end_application(Application.objects.get(), by=admin_member, reason="임기 종료")
    preference = NotificationPreference(member=politician_member, muted=["COMMENT"])
    with pytest.raises(PermissionDenied):
        save_notification_settings(preference, by=politician_member, application=seen, wants_mail=True)
    assert muted_by(politician_member) == []


def test_mail_wish_decides_about_the_mail(
    client_of, citizen, politician, politician_member, django_capture_on_commit_callbacks
):
    def mails():
        return Delivery.objects.filter(member=politician_member, kind="politician_named").count()

    client_of(politician_member).post(ADDRESS, ALL_ON)
    factories.post(citizen, "POLITICIAN", politician=politician)
    assert mails() == 0
    client_of(politician_member).post(ADDRESS, ALL_ON | {"wants_mail": "on"})
    factories.post(citizen, "POLITICIAN", politician=politician)
    assert mails() == 1
    # The bell is a channel of its own.
    client_of(politician_member).post(ADDRESS, {"wants_mail": "on"})
    factories.post(citizen, "POLITICIAN", politician=politician)
    assert mails() == 2
    assert politician_member.notifications.count() == 2


def test_switched_off_kind_is_not_told(client_of, citizen):
    client_of(citizen).post(ADDRESS, {})
    for kind in ("COMMENT", "REPLY", "ANSWER", "REPORT", "DECISION"):
        notify([citizen], kind=kind, text="알림")
    assert [row.kind for row in citizen.notifications.all()] == ["DECISION"]
