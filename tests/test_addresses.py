"""Every named address of the site, asked by everybody and with nonsense: no answer is a fault of ours.

Whether a plain GET is answered stands in test_markup.py, which reads the pages, too.
"""

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts.services import change_member_status, change_nickname, reveal_email
from assist.models import Briefing, SentimentGauge, Summary
from assist.models.ai_usage import AiDay, AiRequest
from boards.models import Board
from moderation.models import Report
from moderation.services import file_report, hide_text
from politicians.models import Application, Document, DocumentAccess
from politicians.services import store_region
from polls.services import cast_ballot
from tests import factories
from tests.lanes import FULL

pytestmark = pytest.mark.django_db

ROLES = ["anonymous", "citizen", "pending", "politician_member", "moderator", "superuser"]
NONSENSE = {
    "page": "-1",
    "q": "\x00%_'\u202e",
    "in": "아무거나",
    "comments": "x",
    "comment": "🚩",
    "after": "\x00",
    "before": "\x00",
    "next": "//evil.example/me/",
    "show": "0",
    "options": "\x00",
    "preview": "BN\x00",
}
# Whose ids are not those of posts, by the first word of the view.
OWN_IDS = {
    name: name for name in ("politician", "poll", "notice", "suggestion", "banner", "place", "policy", "download")
}
# Of resources of the API: what stands in place of `id`, by the first word of the name; a post's elsewhere.
API_IDS = {"vote": "poll"} | {name: name for name in ("politician", "notice", "suggestion", "draft")}
# Pages of another kind at an address that has a name already: what the boards differ in.
ALSO = {"voice": "/voice/", "voice-write": "/voice/write/"}
OTHER_METHODS = ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
ENDS_THE_SESSION = {"accounts:logout", "admin:logout"}
WAYS_TO_ASK = {
    "get-nonsense": lambda client, address: client.get(address, NONSENSE),
    "get-part": lambda client, address: client.get(address, headers={"HX-Request": "true", "HX-Target": "main"}),
    "post-nothing": lambda client, address: client.post(address),
    "post-nonsense": lambda client, address: client.post(address, {**NONSENSE, "value": "\x00", "action": "zzz"}),
    "post-no-form": lambda client, address: client.post(address, b"\xff\xfe{", content_type="application/json"),
}


def named_addresses(resolver=None, namespaces=()):
    """The full names of all addresses with the names of their parameters."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from named_addresses(pattern, inner)
        elif pattern.name:
            inside = getattr(pattern.pattern, "converters", None) or pattern.pattern.regex.groupindex
            yield ":".join((*namespaces, pattern.name)), list(inside)


def label_texts(post):
    """What the worker leaves of a post that was read, and the log of asking."""
    made = {"lines": [{"line": "짧은 줄", "source": "근거가 된 문장"}], "method": "EXTRACT", "made_at": timezone.now()}
    Summary.objects.create(post=post, **made)
    SentimentGauge.objects.create(post=post, positive=10, method="LEXICON", measured_at=timezone.now())
    Briefing.objects.create(day=timezone.localdate(), title="이야기가 많았던 글", body="<p>초안</p>")
    AiDay.objects.reserve(10)
    AiRequest.objects.create(purpose="summary", prompt_version="summary-1", model="stub", outcome="OK")


@pytest.fixture
def values(citizen, reader, politician, politician_member, pending, moderator, admin_member):
    """What stands in the addresses: ids of rows that verbs left behind, at least one of every model that staff see."""
    post = factories.post(citizen)
    voice = factories.post(citizen, Board.POLITICIAN, politician=politician)
    comment = factories.comment(post, reader)
    factories.comment(voice, politician_member)
    hidden = factories.post(reader)
    file_report(Report(post=hidden, reason=Report.Reason.PRIVACY), by=citizen)
    hide_text(hidden, by=moderator, reason="개인정보")
    file_report(Report(post=post, reason=Report.Reason.SPAM), by=reader)
    reveal_email(reader, by=admin_member, ip="127.0.0.1", device="PC", kind="INQUIRY", purpose="문의 답변")
    change_nickname(reader, nickname="새로읽는시민")
    change_member_status(reader, to="SUSPENDED", by=admin_member, reason="도배", days=3)
    label_texts(post)
    notice, suggestion = factories.notice(admin_member), factories.suggestion(citizen)
    poll = factories.poll(admin_member)
    cast_ballot(poll, options=[poll.options.all()[0].pk], by=citizen)
    application = Application.objects.create(member=pending, stated_name="한가람 의원", affiliation="가온당")
    Document.objects.create(
        application=application, number=1, kind="PDF", name="재직증명서.pdf", size=1, file="none.pdf"
    )
    DocumentAccess.objects.create(application=application, number=1, by=admin_member)
    return {
        "board": post.board_slug,
        "draft": post.board,
        "public_id": post.public_id,
        "comment": comment.public_id,
        "politician": politician.public_id,
        "banner": factories.banner(admin_member).public_id,
        "policy": "TP0001",
        "download": "TP0001-VN0001",
        "popup": factories.popup(admin_member).public_id,
        "application": Application.objects.waiting().get().pk,
        "notification": citizen.notifications.first().pk,
        "section": "free",
        "listed": "displays/popup",
        "ending": "csv",
        "number": 0,
        "page": "board_01",
        "app_label": "boards",
        "content_type_id": ContentType.objects.get_for_model(post).pk,
        "object_id": post.pk,
        "poll": poll.post.public_id,
        "notice": notice.post.public_id,
        "suggestion": suggestion.post.public_id,
        "poll_key": poll.pk,
        "token": "made-up",
        "signed": "made:up",
        "kind": "welcome",
        "place": store_region(level="PROVINCE", name="누리도")[0].public_id,
    }


def value_for(name, parameter, values):
    """What to put in for `parameter` of the address `name`; KeyError for an address that this module does not know."""
    space, _, view = name.partition(":")
    if parameter in {"public_id", "id"}:
        if (view.startswith("comment-") and view != "comment-create") or view == "reaction-stats-comment":
            return values["comment"]
        own = API_IDS if space == "api" else OWN_IDS
        return values[own.get(view.partition("-")[0], "public_id")]
    if (parameter, space) == ("number", "admin"):
        return 1
    if parameter == "pk":
        kind = "poll_key" if view.startswith("polls_poll") else {"notifications": "notification"}.get(space)
        return values[kind or {"admin": "application"}[space]]
    if parameter == "object_id" and view.rpartition("_")[2] in {"change", "history", "delete"}:
        model = next(model for model in admin.site._registry if view.startswith(admin_name(model)))
        return model._default_manager.values_list("pk", flat=True).first() or 0
    return values[parameter]


def admin_name(model):
    """What the names of a model's pages for staff begin with."""
    return f"{model._meta.app_label}_{model._meta.model_name}_"


@pytest.fixture
def addresses(values):
    """Each name with its address; of the API those of posts and comments, the others have tests of their own there."""
    found = {}
    for name, parameters in named_addresses():
        try:
            kwargs = {parameter: value_for(name, parameter, values) for parameter in parameters}
            found[name] = reverse(name, kwargs=kwargs)
        except (KeyError, NoReverseMatch):
            if not name.startswith("api:"):
                raise
    return found


def ways(role, name, place):
    """In which ways `role` asks for the address at `place`.

    All with FULL=1. Else one, so that each address is asked in every way by somebody, and each role asks in every way;
    a superuser, who alone passes every door of the back office, sends nonsense there in any case.
    """
    if FULL:
        return set(WAYS_TO_ASK)
    chosen = {list(WAYS_TO_ASK)[(place + ROLES.index(role)) % len(WAYS_TO_ASK)]}
    is_behind_all_doors = role == "superuser" and name.startswith("admin:")
    return chosen | ({"get-nonsense", "post-nonsense"} if is_behind_all_doors else set())


@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_everybody(role, addresses, client_of, request):
    client = client_of(request.getfixturevalue(role), raise_request_exception=False)
    failed = []
    # What ends the session comes last.
    ordered = sorted(addresses, key=lambda name: (name in ENDS_THE_SESSION, name))
    for place, name in enumerate(ordered):
        for way in sorted(ways(role, name, place)):
            response = WAYS_TO_ASK[way](client, addresses[name])
            if response.status_code >= 500:
                failed.append((way, name, response.status_code))
    assert failed == []


def test_pages_are_asked_by_the_methods_of_browsers_alone(addresses):
    client, answered = Client(enforce_csrf_checks=True), []
    for name, address in addresses.items():
        for method in OTHER_METHODS if not name.startswith("api:") else ():
            response = client.generic(method, address, "{}", content_type="application/json")
            if response.status_code != 405:
                answered.append((method, name, response.status_code))
    assert answered == []


@pytest.mark.parametrize(
    "name", ["health", "health-detailed", "pages:home", "boards:board-feed", "backoffice:dashboard"]
)
def test_what_is_only_read_is_not_sent_to(name, addresses, client_of, superuser):
    client = client_of(superuser)
    assert client.post(addresses[name]).status_code == 405
    assert client.head(addresses[name]).status_code == 200


def test_together_the_roles_ask_every_address_in_every_way():
    for place in range(len(WAYS_TO_ASK)):
        assert {way for role in ROLES for way in ways(role, "boards:post-list", place)} == set(WAYS_TO_ASK)
    for role in ROLES:
        asked = {way for place in range(len(WAYS_TO_ASK)) for way in ways(role, "boards:post-list", place)}
        assert asked == set(WAYS_TO_ASK)
