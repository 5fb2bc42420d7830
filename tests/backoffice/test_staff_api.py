"""What a client of the back office needs beside lists and acts: editions, claims, abilities, counts, papers."""

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from boards.models import Post
from moderation.models import Decision, Report
from moderation.services import claim, file_report, hide_text, object_to
from pictures.services import store_image
from politicians.models import Application, Document, DocumentAccess
from polls.models import Poll
from suggestions.models import Notice
from tests import factories
from tests.boards.test_concurrency import at_once

pytestmark = pytest.mark.django_db


def data(response):
    """What was answered."""
    assert response.status_code == 200, response.content.decode()
    return response.json()["data"]


def send(client, address, body):
    """Status and code of a POST."""
    response = client.post(f"/api/admin/{address}", body, format="json")
    return response.status_code, response.json().get("error", {}).get("code", "")


# Two editors ---------------------------------------------------------------------------------------------------------


EDITS = {
    "notices": (lambda by: factories.notice(by).post.public_id, {"title": "고친 제목"}),
    "votes": (lambda by: factories.poll(by).post.public_id, {"title": "고친 제목"}),
    "popups": (lambda by: factories.popup(by).public_id, {"title": "고친 제목"}),
    "banners": (lambda by: factories.banner(by).public_id, {"title": "고친 제목"}),
    "policies": (lambda _: factories.policy_version().public_id, {"name": "고친 이름"}),
    "policy-templates": (lambda _: factories.policy_version().template.public_id, {"name": "고친 이름"}),
}


@pytest.mark.parametrize("name", EDITS)
def test_the_later_of_two_editors_is_told(name, api_of, admin_member):
    make, change = EDITS[name]
    client, address = api_of(admin_member), f"/api/admin/{name}/{make(admin_member)}"
    revision = data(client.get(address))["revision"]

    def edit(match):
        return client.patch(address, change, format="json", headers={"If-Match": match})

    changed = data(edit(f'"{revision}"'))
    assert changed["revision"] != revision
    late = edit(f'"{revision}"')
    assert (late.status_code, late.json()["error"]["code"]) == (412, "EDITED_MEANWHILE")
    assert edit(f'"x", W/"{changed["revision"]}"').status_code == edit("*").status_code == 200
    # Who names no edition edits what is there.
    assert client.patch(address, change, format="json").status_code == 200


def test_being_read_makes_no_other_edition(api_of, client_of, admin_member, reader):
    notice = factories.notice(admin_member)
    client, address = api_of(admin_member), f"/api/admin/notices/{notice.post.public_id}"
    before = data(client.get(address))["revision"]
    client_of(reader).get(notice.get_absolute_url())
    factories.comment(notice.post, reader)
    assert data(client.get(address))["revision"] == before


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.concurrency
def test_of_two_edits_at_once_one_wins(api_of, admin_member):
    address = f"/api/admin/notices/{factories.notice(admin_member).post.public_id}"
    clients = [api_of(admin_member) for _ in range(2)]
    revision = data(clients[0].get(address))["revision"]

    def edit(client):
        body = {"title": f"제목 {clients.index(client)}"}
        return client.patch(address, body, format="json", headers={"If-Match": f'"{revision}"'}).status_code

    assert sorted(at_once(*(lambda client=client: edit(client) for client in clients))) == [200, 412]


# What whoever decides has to know ------------------------------------------------------------------------------------


def test_reports_say_who_looks_into_the_case_and_what_others_decided(api_of, moderator, admin_member, citizen, reader):
    post = factories.post(citizen)
    file_report(Report(post=post, reason=Report.Reason.SPAM), by=reader)
    hide_text(post, by=admin_member, reason="도배")
    file_comment = factories.comment(factories.post(citizen), citizen)
    file_report(Report(comment=file_comment, reason=Report.Reason.SPAM), by=reader)
    claim(file_comment, by=admin_member)
    on_comment, on_post = data(api_of(moderator).get("/api/admin/reports?sortBy=id"))
    assert (on_post["claim"], on_post["othersDecisions"]) == (None, 1)
    assert on_comment["claim"]["by"] == {"memberId": admin_member.public_id, "nickname": admin_member.nickname}
    assert on_comment["claim"]["expiresAt"]
    assert on_comment["othersDecisions"] == 0
    page = data(api_of(moderator).get(f"/api/admin/reports/{on_post['reportId']}"))
    assert (page["claim"], page["othersDecisions"]) == (None, 1)
    assert data(api_of(admin_member).get(f"/api/admin/reports/{on_post['reportId']}"))["othersDecisions"] == 0


@pytest.mark.parametrize("name", ["votes", "notices", "suggestions"])
def test_pages_of_texts_say_what_others_decided(name, api_of, admin_member, moderator, citizen):
    make = {"votes": factories.poll, "notices": factories.notice, "suggestions": factories.suggestion}[name]
    post = make(citizen if name == "suggestions" else admin_member).post
    hide_text(post, by=moderator, reason="확인")
    page = data(api_of(admin_member).get(f"/api/admin/{name}/{post.public_id}"))
    assert page["othersDecisions"] == 1


def test_pictures_of_a_text_stand_apart_from_its_html(api_of, moderator, citizen):
    post = factories.post(citizen)
    body = '<p>앞</p><img src="/media/images/a.webp" alt="놀이터 &amp; 길"><p><img src="/media/images/b.webp"></p>'
    Post.objects.filter(pk=post.pk).update(body=body)
    assert data(api_of(moderator).get(f"/api/admin/posts/{post.public_id}"))["images"] == [
        {"url": "/media/images/a.webp", "alt": "놀이터 & 길"},
        {"url": "/media/images/b.webp", "alt": ""},
    ]


def test_steps_of_a_suggestion_say_by_whom(api_of, moderator, citizen):
    address = f"suggestions/{factories.suggestion(citizen).post.public_id}"
    assert send(api_of(moderator), f"{address}/action", {"state": "REVIEWING", "details": "봅니다."}) == (200, "")
    (step,) = data(api_of(moderator).get(f"/api/admin/{address}"))["actionHistory"]
    assert step["by"]["memberId"] == moderator.public_id


# Polls and notices are the site's -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "make"), [("votes", factories.poll), ("notices", factories.notice)])
def test_who_published_a_poll_or_notice_takes_it_down_on_record(name, make, api_of, admin_member, moderator, superuser):
    post = make(admin_member).post
    for client, verb in ((api_of(admin_member), "hide"), (api_of(admin_member), "delete")):
        assert send(client, f"{name}/{post.public_id}/{verb}", {}) == (400, "VALIDATION_ERROR")
        assert send(client, f"{name}/{post.public_id}/{verb}", {"reason": "잘못 올렸습니다."}) == (200, "")
    post.refresh_from_db()
    assert post.status == Post.Status.DELETED
    assert list(Decision.objects.about(post).values_list("by", flat=True)) == [admin_member.pk] * 2
    assert not admin_member.notifications.exists()
    # Bringing it back takes somebody else.
    back = f"{name}/{post.public_id}/republish"
    assert send(api_of(admin_member), back, {"reason": "다시"}) == (403, "FORBIDDEN")
    assert send(api_of(superuser), back, {"reason": "다시"}) == (200, "")


def test_what_staff_say_themselves_stays_for_others_to_decide(api_of, admin_member):
    comment = factories.comment(factories.notice(admin_member).post, admin_member)
    for text, name in ((factories.post(admin_member), "posts"), (comment, "comments")):
        assert send(api_of(admin_member), f"{name}/{text.public_id}/hide", {"reason": "x"}) == (403, "FORBIDDEN")


# What a client offers ------------------------------------------------------------------------------------------------


def test_staff_are_told_what_they_may_do(api_of, citizen, moderator, admin_member, superuser):
    def told(member):
        return set(data(api_of(member).get("/api/auth/me"))["can"])

    assert told(citizen) == set()
    assert "moderation.hide_text" in told(moderator)
    assert "moderation.delete_text" in told(admin_member) - told(moderator)
    assert "accounts.reveal_email" in told(admin_member) - told(moderator)
    assert "accounts.change_staff_member" in told(superuser) - told(admin_member)
    client = api_of(admin_member)
    with CaptureQueriesContext(connection) as queries:
        client.get("/api/auth/me")
    assert len(queries) == 1


def test_counts_of_what_waits_are_those_that_one_may_decide(
    api_of, citizen, reader, pending, moderator, admin_member, superuser
):
    post, other = factories.post(citizen), factories.post(citizen)
    for by in (reader, moderator):
        file_report(Report(post=post, reason=Report.Reason.SPAM), by=by)
    factories.suggestion(citizen)
    Application.objects.create(member=pending, stated_name="한가람 의원", affiliation="가온당")
    hide_text(other, by=admin_member, reason="도배")
    object_to(Decision.objects.about(other).get(), text="도배가 아닙니다.", by=citizen)
    waiting = {"reports": 1, "applications": 1, "suggestions": 1, "objections": 1}

    def counted(member):
        return data(api_of(member).get("/api/admin/cases/counts"))

    assert counted(superuser) == waiting
    assert counted(moderator) == waiting | {"applications": 0}
    assert counted(admin_member) == waiting | {"objections": 0}
    client = api_of(superuser)
    etag = client.get("/api/admin/cases/counts")["ETag"]
    assert client.get("/api/admin/cases/counts", HTTP_IF_NONE_MATCH=etag).status_code == 304


def test_who_may_have_changed_a_status_is_told_to_all_staff(api_of, moderator, superuser):
    told = data(api_of(moderator).get("/api/admin/status-history/processors"))
    assert {"memberId": superuser.public_id, "nickname": superuser.nickname} in told
    assert api_of().get("/api/admin/status-history/processors").status_code == 401


# An application is decided by what it brought -----------------------------------------------------------------------


@pytest.fixture
def application(pending, politician):
    """One that waits, with a paper."""
    politician.office_email = "office@assembly.example"
    politician.save(update_fields=["office_email"])
    made = Application.objects.create(
        member=pending, stated_name="한가람 의원", affiliation="가온당", politician=politician
    )
    paper = Document(application=made, number=1, kind="PDF", name="재직증명서.pdf", size=4)
    paper.file.save("paper.pdf", ContentFile(b"%PDF"), save=False)
    paper.save()
    return made


def test_papers_of_an_application_are_named_and_fetched_on_record(
    api_of, application, pending, moderator, admin_member
):
    address = f"/api/admin/members/{pending.public_id}"
    page = data(api_of(moderator).get(address))
    assert page["application"]["documents"] == [{"number": 1, "name": "재직증명서.pdf", "kind": "PDF", "size": 4}]
    assert page["application"]["politician"]["officialEmail"] == "office@assembly.example"
    assert page["politician"]["officialEmail"] == "office@assembly.example"
    assert api_of(moderator).get(f"{address}/documents/1").status_code == 403
    assert not DocumentAccess.objects.exists()
    paper = api_of(admin_member).get(f"{address}/documents/1")
    assert (paper.content, paper["Content-Type"]) == (b"%PDF", "application/pdf")
    assert (paper["X-Content-Type-Options"], paper["Cache-Control"]) == ("nosniff", "no-store")
    assert paper["Content-Disposition"].startswith("attachment;")
    assert DocumentAccess.objects.get().by == admin_member
    missing = api_of(admin_member).get(f"{address}/documents/2")
    assert (missing.status_code, missing.json()["error"]["code"]) == (404, "DOCUMENT_NOT_FOUND")


def test_poll_has_its_own_picture(api_of, admin_member):
    poll = factories.poll(admin_member)
    address = f"/api/admin/votes/{poll.post.public_id}"
    assert data(api_of(admin_member).get(address))["image"] is None
    image = store_image(factories.upload(), by=admin_member)
    Poll.objects.filter(pk=poll.pk).update(picture=image)
    assert data(api_of(admin_member).get(address))["image"] == image.list_file.url
    assert Notice.objects.count() == 0
