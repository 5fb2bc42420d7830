"""Policies that changed are agreed to before anything is written again; reading, deleting and leaving stay open."""

import re
from datetime import timedelta
from html import unescape

import pytest
import rules
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.models import Consent, Member
from accounts.models.member import AGREE_FIRST
from accounts.services import agree
from accounts.services.agreement import asked_of
from boards.models import Board, Comment, Draft, Post, Reaction
from boards.services import add_comment, publish_post, react
from moderation.models import Report
from moderation.services import file_report
from pictures.models import Image
from pictures.services import store_image
from policies.models import PolicyTemplate, PolicyVersion
from policies.queries import consent_requirements
from polls.models import Ballot
from tests import factories
from tests.markup import tidy

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/free/"}
POST = {"title": "새 글입니다", "body": "<p>동의하기 전에 쓰던 글입니다. 사라지면 안 됩니다.</p>", "submission": ""}


@pytest.fixture
def cast(citizen, reader, politician, politician_member, admin_member):
    """Texts from before the change, and a poll that runs."""
    post, other = factories.post(citizen), factories.post(reader)
    factories.comment(post, reader)
    return {
        "post": post,
        "other": other,
        "comment": factories.comment(other, citizen),
        "poll": factories.poll(admin_member, ends=30),
        "politician": politician,
    }


@pytest.fixture
def changed(cast):
    """The terms changed, for everybody who is a member, and the change is in effect."""
    version = factories.policy_version(summary="신고 기준을 더함", body="1. 새 조항\n새 본문입니다.")
    with time_machine.travel(version.effective_at + timedelta(hours=1), tick=False):
        yield version


def hidden_fields(page):
    """What the form of a page carries along."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', tidy(page))
    return {name: unescape(value) for name, value in found}


# Who is asked ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["citizen", "politician_member", "pending", "suspended"])
def test_members_are_asked_anew(request, changed, role):
    member = request.getfixturevalue(role)
    assert not member.has_agreed
    assert list(asked_of(member)) == [changed]


@pytest.mark.parametrize("role", ["moderator", "admin_member", "superuser"])
def test_staff_are_not_asked(request, changed, role):
    member = request.getfixturevalue(role)
    assert member.has_agreed
    assert not asked_of(member).exists()


def test_a_change_for_others_or_without_need_of_agreement_asks_nobody(citizen, politician_member):
    PolicyTemplate.objects.filter(slug="privacy").update(target="POLITICIANS")
    version = factories.policy_version(is_mandatory=False)
    factories.policy_version("privacy")
    with time_machine.travel(version.effective_at + timedelta(hours=1), tick=False):
        assert citizen.has_agreed
        assert not politician_member.has_agreed


def test_nothing_is_asked_before_the_date_of_effect(citizen):
    version = factories.policy_version()
    with time_machine.travel(version.effective_at - timedelta(seconds=1), tick=False):
        assert citizen.has_agreed
    with time_machine.travel(version.effective_at, tick=False):
        assert not citizen.has_agreed


# The verb --------------------------------------------------------------------------------------------------------


def test_agree_is_kept_once(citizen, changed):
    for _ in range(2):
        agree(citizen, versions=[changed])
    assert citizen.has_agreed
    assert Member.objects.get(pk=citizen.pk).has_agreed
    assert Consent.objects.get(member=citizen).version == changed


def test_agree_needs_all_that_is_asked_by_now(citizen, changed):
    with time_machine.travel(changed.effective_at + timedelta(days=1), tick=False):
        later = factories.policy_version("privacy", days=1)
    with time_machine.travel(later.effective_at, tick=False):
        with pytest.raises(ValidationError) as refused:
            agree(citizen, versions=[changed])
        assert refused.value.message_dict == {"versions": ["필수 항목에 동의해 주세요."]}
        assert not Consent.objects.exists()
        agree(citizen, versions=[changed, later])
        assert citizen.has_agreed


# What is closed, and what stays open -----------------------------------------------------------------------------


def granted(member, cast):
    """Every permission that some text, own or foreign, or none at all gives to a member."""
    things = [None, *cast.values(), cast["poll"].post, cast["politician"], cast["comment"].post, member]
    names = list(rules.permissions.permissions)
    found = set()
    for name in names:
        for thing in things:
            try:
                found |= {name} if member.has_perm(name, thing) else set()
            except AttributeError:
                continue  # this rule asks about rows of another kind
    return found


# What a member who has not agreed may still do: take back what they said.
STAYS = {"boards.delete_post", "boards.delete_comment", "suggestions.delete_suggestion"}


@pytest.mark.parametrize("role", ["citizen", "politician_member"])
def test_no_permission_but_taking_back_is_left(request, cast, role):
    member = request.getfixturevalue(role)
    before = granted(member, cast)
    assert {"boards.add_post", "boards.add_comment", "boards.add_reaction", "moderation.add_report"} <= before
    version = factories.policy_version()
    with time_machine.travel(version.effective_at, tick=False):
        assert granted(member, cast) <= STAYS


WRITES = {
    "post": ("/free/write/", POST),
    "voice": ("/voice/write/", POST),
    "edit": ("{post}edit/", POST),
    "comment": ("{other}comments/", {"text": "댓글입니다"}),
    "comment-edit": ("/comments/{comment}/edit/", {"text": "고친 댓글"}),
    "react": ("{other}react/", {"value": "LIKE"}),
    "comment-react": ("/comments/{foreign}/react/", {"value": "LIKE"}),
    "report": ("/reports/{other_id}/", {"reason": "SPAM"}),
    "vote": ("{poll}vote/", {"options": "1"}),
    "suggestion": (
        "/suggestions/write/",
        {"category": "FEATURE", "title": "정류장 안내판", "body": "<p>정류장마다 큰 안내판이 있으면 좋겠습니다.</p>"},
    ),
    "draft": ("/free/draft/", {"title": "쓰다 만 글", "body": "<p>글</p>"}),
    "image": ("/images/", {}),
}


def address_of(cast, pattern):
    return pattern.format(
        post=cast["post"].get_absolute_url(),
        other=cast["other"].get_absolute_url(),
        other_id=cast["other"].public_id,
        comment=cast["comment"].public_id,
        foreign=cast["post"].comments.get().public_id,
        poll=cast["poll"].get_absolute_url(),
    )


def sending(cast, what):
    """The address of a way to write, and what is sent there."""
    address, data = WRITES[what]
    if what == "vote":
        data = {"options": cast["poll"].options.first().pk}
    return address_of(cast, address), dict(data)


def stored():
    return [model.objects.count() for model in (Post, Comment, Reaction, Report, Draft, Image, Ballot)]


@pytest.mark.parametrize("what", sorted(set(WRITES) - {"image"}))
def test_a_form_leads_to_the_agreement(client_of, citizen, cast, changed, what):
    address, data = sending(cast, what)
    before = stored()
    answer = client_of(citizen).post(address, data)
    assert answer.status_code == 403
    assert "바뀐 약관에 동의해 주세요" in answer.text
    assert changed.public_id in answer.text
    assert stored() == before


@pytest.mark.parametrize("what", sorted(set(WRITES) - {"image", "draft"}))
def test_htmx_gets_a_message_and_a_way(client_of, citizen, cast, changed, what):
    address, data = sending(cast, what)
    answer = client_of(citizen).post(address, data, headers=HTMX)
    assert answer.status_code == 403
    assert AGREE_FIRST in answer.text
    assert 'href="/agree/?next=%2Ffree%2F" data-error-way' in tidy(answer)


@pytest.mark.parametrize("what", ["draft", "image", "post"])
@pytest.mark.parametrize("headers", [{"Accept": "application/json"}, {"Sec-Fetch-Dest": "empty"}])
def test_scripts_get_json(client_of, citizen, cast, changed, what, headers, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    address, data = sending(cast, what)
    if what == "image":
        data["file"] = factories.picture_file()
    answer = client_of(citizen).post(address, data, headers=headers | {"Referer": "http://testserver/free/write/"})
    assert (answer.status_code, answer.json()["error"]) == (403, AGREE_FIRST)


@pytest.mark.parametrize("address", ["/free/write/", "/voice/write/", "{post}edit/", "/reports/{other_id}/"])
def test_a_page_of_writing_leads_there_and_back(client_of, citizen, cast, changed, address):
    address = address_of(cast, address)
    browser = client_of(citizen)
    page = browser.get(address, follow=True)
    assert page.redirect_chain[0][0].startswith("/agree/?next=")
    answer = browser.post("/agree/", hidden_fields(page) | {"versions": changed.public_id})
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert browser.get(address).status_code == 200


def test_the_services_refuse_too(citizen, cast, changed):
    for call in (
        lambda: publish_post(Post(author=citizen, board=Board.FREE, title="글", body="<p>글</p>"), by=citizen),
        lambda: add_comment(Comment(author=citizen, post=cast["other"], text="댓글"), by=citizen),
        lambda: react(cast["other"], by=citizen, value="LIKE"),
        lambda: file_report(Report(post=cast["other"], reason="SPAM"), by=citizen),
        lambda: store_image(factories.picture_file(), by=citizen),
    ):
        with pytest.raises(PermissionDenied, match="동의하신 뒤에"):
            call()


def test_reading_deleting_and_leaving_stay_open(client_of, citizen, cast, changed):
    browser = client_of(citizen)
    for address in ("/", "/free/", cast["other"].get_absolute_url(), cast["poll"].get_absolute_url(), "/me/"):
        page = browser.get(address)
        assert page.status_code == 200
        assert "바뀐 내용 보고 동의하기" in page.text
    assert browser.post(f"/comments/{cast['comment'].public_id}/delete/").status_code == 302
    assert browser.post(f"{cast['post'].get_absolute_url()}delete/").status_code == 302
    answer = browser.post("/me/withdraw/", {"password": factories.PASSWORD, "sure": "on"})
    assert answer.status_code == 302
    citizen.refresh_from_db()
    assert citizen.status == Member.Status.WITHDRAWN


def test_visitors_and_those_who_agreed_see_no_banner(client_of, citizen, cast, changed):
    agree(citizen, versions=[changed])
    for browser in (client_of(), client_of(citizen)):
        assert "바뀐 내용 보고 동의하기" not in browser.get("/free/").text


def test_a_page_costs_members_no_query_more(client_of, citizen, cast, changed, django_assert_max_num_queries):
    agree(citizen, versions=[changed])
    browser = client_of(citizen)
    browser.get("/free/")
    with django_assert_max_num_queries(6):
        assert browser.get("/free/").status_code == 200


# The page --------------------------------------------------------------------------------------------------------


def test_log_in_leads_to_the_agreement_and_on(client, citizen, changed):
    answer = client.post("/login/?next=/voice/", {"email": "citizen@example.com", "password": factories.PASSWORD})
    assert answer["Location"] == "/agree/?next=%2Fvoice%2F"
    page = client.get(answer["Location"])
    for words in ("이용약관", "신고 기준을 더함", "바뀐 내용 비교", "회원 탈퇴", 'value="/voice/"'):
        assert words in page.text
    answer = client.post("/agree/", hidden_fields(page) | {"versions": changed.public_id})
    assert answer["Location"] == "/voice/"


def test_what_was_being_sent_is_sent_on(client_of, citizen, cast, changed):
    browser = client_of(citizen)
    page = browser.post("/free/write/", POST)
    assert "방금 보내신 내용은 사라지지 않았습니다." in page.text
    fields = hidden_fields(page)
    page = browser.post("/agree/", fields)
    assert page.status_code == 422
    assert "필수 항목에 동의해 주세요." in page.text
    assert {**hidden_fields(page), "csrfmiddlewaretoken": ""} == {**fields, "csrfmiddlewaretoken": ""}
    answer = browser.post("/agree/", fields | {"versions": changed.public_id})
    # 307: the browser sends the same once more, to where it was meant to go.
    assert (answer.status_code, answer["Location"]) == (307, "/free/write/")
    assert browser.post("/free/write/", fields | {"versions": changed.public_id}).status_code == 302
    assert Post.objects.latest("pk").title == "새 글입니다"


def test_files_are_said_to_be_lost(client_of, politician_member, changed):
    headers = {"Referer": "http://testserver/me/card/"}
    page = client_of(politician_member).post("/me/card/", {"photo": factories.picture_file()}, headers=headers)
    assert page.status_code == 403
    assert "고르신 파일은 보관할 수 없습니다." in page.text
    assert hidden_fields(page)["agree-next"] == "/me/card/"
    assert "agree-resend" not in page.text


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/login/", "/agree/", "\x00", ""]
)
def test_the_way_back_stays_inside_the_site(client_of, citizen, changed, target):
    browser = client_of(citizen)
    assert hidden_fields(browser.get("/agree/", {"next": target}))["agree-next"] == "/"
    for extra in ({}, {"agree-resend": "1"}):
        answer = browser.post("/agree/", {"versions": changed.public_id, "agree-next": target} | extra)
        assert answer["Location"] == "/"


def test_nobody_is_kept_who_has_nothing_to_agree_to(client_of, client, citizen, moderator):
    assert client.get("/agree/")["Location"].startswith("/login/")
    for member in (citizen, moderator):
        assert client_of(member).get("/agree/", {"next": "/free/"})["Location"] == "/free/"
        answer = client_of(member).post("/agree/", {"agree-next": "/free/", "versions": "\x00"})
        assert answer["Location"] == "/free/"


@pytest.mark.parametrize("versions", [[], ["없음"], ["\x00"], ["TP0001-VN0001"], ["<script>"]])
def test_nonsense_agrees_to_nothing(client_of, citizen, changed, versions):
    page = client_of(citizen).post("/agree/", {"versions": versions, "agree-next": "/free/"})
    assert page.status_code == 422
    assert page.context["form"].errors["versions"]
    assert not Consent.objects.exists()


def test_a_version_that_came_while_the_page_stood_open_is_shown(client_of, citizen, changed):
    browser = client_of(citizen)
    fields = hidden_fields(browser.get("/agree/")) | {"versions": changed.public_id}
    later = factories.policy_version("privacy", days=1)
    with time_machine.travel(later.effective_at, tick=False):
        page = browser.post("/agree/", fields)
    assert page.status_code == 422
    assert "개인정보 처리방침에 동의합니다" in page.text


def test_the_comparison_begins_with_what_was_agreed_to(client_of, citizen, changed):
    first = PolicyVersion.objects.get(public_id="TP0001-VN0001")
    Consent.objects.create(member=citizen, version=first, agreed_at=timezone.now())
    page = client_of(citizen).get("/agree/")
    compare = f"/terms/?version={changed.public_id}&amp;compare={first.public_id}"
    assert compare in page.text
    assert client_of(citizen).get(unescape(compare)).status_code == 200


def test_pending_members_agree_too_and_apply_meanwhile(client_of, pending, changed):
    browser = client_of(pending)
    assert browser.get("/me/application/").status_code == 200
    assert browser.get("/agree/").status_code == 200
    assert browser.post("/agree/", {"versions": changed.public_id, "agree-next": "/me/"})["Location"] == "/me/"
    pending.refresh_from_db()
    assert pending.has_agreed


def test_joining_counts_as_agreement(db):
    member = factories.MemberFactory(agreed_upto=None)
    assert not member.has_agreed
    agree(member, versions=PolicyVersion.objects.all())
    assert member.has_agreed


def test_a_version_taken_back_leads_nobody_in_circles(client_of, citizen):
    moment = timezone.now() - timedelta(hours=1)
    known = consent_requirements.Change(moment, moment, None, "ALL")
    consent_requirements.fill_cache((known,))
    assert not citizen.has_agreed
    answer = client_of(citizen).get("/agree/", {"next": "/free/write/"})
    assert answer["Location"] == "/free/write/"
    assert citizen.has_agreed
