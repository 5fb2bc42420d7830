"""The back office decides applications through the services and changes the directory by the rules."""

import pytest
from django.urls import reverse

from politicians.models import Application, Document, NameCard, Politician
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(pending):
    """An application that waits."""
    return Application.objects.create(member=pending, stated_name="한가람의원", affiliation="새빛당")


def address(verb, application):
    return reverse(f"admin:politicians_application_{verb}", args=[application.pk])


@pytest.mark.parametrize("model", ["politician", "party", "application"])
@pytest.mark.parametrize(
    ("who", "seen", "added"),
    [("citizen", 302, 302), ("moderator", 200, 403), ("admin_member", 200, 200), ("superuser", 200, 200)],
)
def test_admin_opens_by_the_rules(request, model, who, seen, added):
    browser = request.getfixturevalue("client_of")(request.getfixturevalue(who))
    assert browser.get(reverse(f"admin:politicians_{model}_changelist")).status_code == seen
    expected = 403 if model == "application" and added == 200 else added
    assert browser.get(reverse(f"admin:politicians_{model}_add")).status_code == expected


def test_admin_approves_with_a_politician(client_of, admin_member, application, politician):
    browser = client_of(admin_member)
    page = browser.get(reverse("admin:politicians_application_change", args=[application.pk])).content.decode()
    assert address("approve", application) in page
    assert address("end", application) not in page
    page = browser.post(address("approve", application), {})
    assert page.status_code == 422
    assert "승인하려면 정치인을 선택해 주세요." in page.content.decode()
    page = browser.post(address("approve", application), {"politician_q": "한가람", "politician_search": "1"})
    assert politician.public_id in page.content.decode()
    without_kind = browser.post(address("approve", application), {"politician": politician.public_id})
    assert "정치인 유형을 먼저 선택해 주세요." in without_kind.text
    browser.post(address("approve", application), {"politician": politician.public_id, "kind": "MINISTRY"})
    application.refresh_from_db()
    assert (application.state, application.politician) == (Application.State.APPROVED, politician)
    page = browser.get(reverse("admin:politicians_application_change", args=[application.pk])).content.decode()
    assert address("end", application) in page


def test_admin_refuses_with_a_reason(client_of, admin_member, application):
    browser = client_of(admin_member)
    assert browser.post(address("refuse", application), {"reason": " "}).status_code == 422
    browser.post(address("refuse", application), {"reason": "의원실 이메일이 아닙니다."})
    application.refresh_from_db()
    assert (application.state, application.reason) == (Application.State.REFUSED, "의원실 이메일이 아닙니다.")
    page = browser.post(address("refuse", application), {"reason": "또"})
    assert page.status_code == 422
    assert "이미 처리된 신청입니다. (거절)" in page.content.decode()


def test_admin_decisions_are_not_for_moderators(client_of, moderator, application):
    browser = client_of(moderator)
    for verb in ("approve", "refuse", "end"):
        assert browser.post(address(verb, application), {"reason": "x"}).status_code == 403
    page = browser.get(reverse("admin:politicians_application_change", args=[application.pk])).content.decode()
    assert address("approve", application) not in page


def test_admin_stores_politicians_so_that_search_finds_them(client_of, admin_member, politician):
    browser = client_of(admin_member)
    inlines = {
        f"{name}-{what}_FORMS": number
        for name in ("card", "terms")
        for what, number in (("TOTAL", 0), ("INITIAL", 0), ("MIN_NUM", 0), ("MAX_NUM", 1000))
    }
    card = {"card-TOTAL_FORMS": 1, "card-0-politician": politician.pk, "card-0-motto": "함께 갑니다"}
    data = {"kind": "ASSEMBLY", "name": "남산들", "position": "국회의원", "district": "나래군", "is_in_office": "on"}
    change = reverse("admin:politicians_politician_change", args=[politician.pk])
    answer = browser.post(change, data | inlines | card)
    assert answer.status_code == 302, answer.context["errors"]
    assert list(Politician.objects.matching("ㄴㅅㄷ")) == [politician]
    assert NameCard.objects.get().motto == "함께 갑니다"
    found = browser.get(reverse("admin:politicians_politician_changelist"), {"q": "나래"}).content.decode()
    assert "남산들" in found
    browser.post(reverse("admin:politicians_politician_add"), data | inlines | {"name": "새사람"})
    assert Politician.objects.get(name="새사람").public_id.startswith("PL")


def test_admin_takes_a_picture_away(client_of, admin_member, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    politician = factories.politician()
    Politician.objects.filter(pk=politician.pk).update(photo="politicians/x.webp")
    inlines = {
        f"{name}-{what}_FORMS": 0 for name in ("card", "terms") for what in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")
    }
    data = {"kind": "ASSEMBLY", "name": "한가람", "position": "국회의원", "remove_photo": "on"}
    client_of(admin_member).post(reverse("admin:politicians_politician_change", args=[politician.pk]), data | inlines)
    assert Politician.objects.get(pk=politician.pk).photo_url == ""


def test_the_page_of_an_approval_shows_the_papers_and_has_the_politician_that_was_named(
    client_of, admin_member, application, politician
):
    Document.objects.create(application=application, number=1, kind="PDF", name="증명서.pdf", size=1, file="none.pdf")
    page = client_of(admin_member).get(address("approve", application))
    assert page.context["form"].initial["politician"] == politician
    assert page.context["form"].initial["kind"] == politician.kind
    assert "/documents/1/" in page.text
    # Two who could be meant are for staff to tell apart.
    factories.politician(name=politician.name)
    page = client_of(admin_member).get(address("approve", application))
    assert page.context["form"].initial["politician"] is None
