"""Every form of every page, sent by everybody with what nobody should send: refused in words, never a fault of ours.

The forms are found in the pages of all named addresses, so a page that is new to the site is covered as it comes.
"""

import re
from urllib.parse import urlsplit

import pytest
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.html import escape

from tests.lanes import FULL
from tests.markup import Form, Markup, is_page
from tests.test_addresses import ALSO, ENDS_THE_SESSION, addresses, values  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db

ROLES = ["anonymous", "citizen", "pending", "politician_member"]
SCRIPT = "<script>alert('못된말')</script><img src=x onerror=alert(1)>\"'><svg/onload=alert(1)>"
MARKED = "못된말🙂👨‍👩‍👧가\u0301"
PAYLOADS = {
    "empty": "",
    "spaces": " \t\u3000\u200b ",
    "long": "가" * 10_001,
    "script": SCRIPT,
    "control": "\x00\x01\x07\x1b[31m못된말\x7f\r\n",
    "emoji": MARKED,
    "direction": "\u202e\u2066못된말\u2069\u200f",
    "number": "-999999999999999999999999",
    "broken": "\ud800".encode("utf-8", "surrogatepass"),
}
# Fields whose words are not shown again: secrets, and what the form itself made.
NOT_SHOWN_AGAIN = {"password", "file", "hidden", "checkbox", "radio", "select", "number", "date"}
PART = {"HX-Request": "true", "HX-Target": "main"}
TEN_MEGABYTES = b"a=" + b"%00" * 3_500_000
FOR_DEVELOPERS = {"styleguide", "dev-mail"}
KEPT = {"csrfmiddlewaretoken"}
REFUSALS = {400, 401, 403, 404, 405, 409, 410, 413, 415, 422, 429}
HANGUL = re.compile("[가-힣]")
SAYS_WHAT_IS_WRONG = re.compile(r'field-error|role="alert"|data-error-title|data-tone="error"|data-state="error"')


def forms_of(client, addresses):  # noqa: F811 - a fixture
    """The forms of a role's pages, each shape once."""
    forms = {}
    for name, address in sorted((addresses | ALSO).items()):
        if name.startswith("admin:") or name in ENDS_THE_SESSION | FOR_DEVELOPERS:
            continue
        response = client.get(address)
        if is_page(response):
            for form in Markup(response.text, address).forms:
                # A dialog's form goes nowhere; the ones that sign out are pressed elsewhere.
                if form.method != "dialog" and urlsplit(form.action).path != "/logout/":
                    forms.setdefault(form.shape, form)
    return list(forms.values())


def filled(form, payload):
    """The form's values with `payload` in every field."""
    return {name: value if name in KEPT else payload for name, value in form.values().items()}


def mixed_up(form):
    """Each field twice, and as a file that says what it is not."""
    twice = {name: ["1", "\x00"] for name in form.values()}
    files = {
        name: SimpleUploadedFile("../../못된말.png\x00.exe", b"\x89PNG\r\n<script>", content_type="image/png")
        for name, kind, _ in form.fields
        if kind in {"file", "text"}
    }
    return {**twice, **files}


def send(client, form, data, way, **kwargs):
    """Send it as a browser does; what it changes is undone, so that every way meets the same rows."""
    address, button, value = way
    caches["limits"].clear()
    with transaction.atomic():
        ask = client.get if form.method == "get" else client.post
        response = ask(address, data | ({button: value} if button else {}), **kwargs)
        transaction.set_rollback(True)
    return response


def is_silent(response):
    """Whether a form was answered with a page that is neither a refusal nor what comes after success."""
    return response.status_code == 200 and not getattr(response, "redirect_chain", [])


def faults_of(form, way, payload, response):
    """What is wrong with an answer."""
    status, text = response.status_code, ""
    if response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming:
        text = response.text
    if status >= 500:
        yield "a fault of ours"
    if text and Markup(text, form.action).inline:
        yield "what was typed became a part of the page"
    if "못된말')</script>" in text:
        yield "a script came back as it was typed"
    if form.method != "post":
        return
    if status in REFUSALS and is_page(response) and not (SAYS_WHAT_IS_WRONG.search(text) and HANGUL.search(text)):
        yield "refused without a word"
    if status == 422 and way in {"emoji", "script"}:
        shown = [name for name, kind, _ in form.fields if kind not in NOT_SHOWN_AGAIN]
        if any(escape(payload) not in text and payload not in response.text for _ in shown):
            yield "what was typed is lost"


def inputs_of(form):
    """All that is sent to a form, by name."""
    inputs = {name: filled(form, payload) for name, payload in PAYLOADS.items()}
    if form.method == "get":
        del inputs["broken"]
        return inputs
    return inputs | {"nothing": {}, "mixed up": mixed_up(form)}


def share_of(inputs, role, roles):
    """What `role` sends of `inputs` to a form that `roles` see: each input is sent by one of them (by all: FULL=1)."""
    if FULL:
        return inputs
    place = roles.index(role)
    return {name: sent for number, (name, sent) in enumerate(inputs.items()) if number % len(roles) == place}


def answers_of(client, form, way, inputs):
    """The answers to `inputs`; a script is sent by htmx, too."""
    for name, data in inputs.items():
        yield name, send(client, form, data, way, follow=name == "script")
        if name == "script":
            yield name, send(client, form, data, way, headers=PART)


def test_every_form_takes_nonsense_calmly(addresses, client_of, request):  # noqa: F811 - a fixture
    clients = {role: client_of(request.getfixturevalue(role), raise_request_exception=False) for role in ROLES}
    forms = {role: {form.shape: form for form in forms_of(client, addresses)} for role, client in clients.items()}
    assert all(len([way for form in found.values() for way in form.ways()]) >= 6 for found in forms.values())
    faults = []
    for role, found in forms.items():
        for shape, form in found.items():
            roles = [other for other in ROLES if shape in forms[other]]
            inputs = share_of(inputs_of(form), role, roles)
            if form.method == "post" and role == roles[0]:
                faults += [(role, form.action, fault) for fault in faults_of_ten_megabytes(clients[role], form)]
            for way in form.ways():
                for name, response in answers_of(clients[role], form, way, inputs):
                    wrong = [*faults_of(form, name, PAYLOADS.get(name, ""), response)]
                    if is_page(response) and form.method == "post" and not way[1] and is_silent(response):
                        wrong.append("neither refused nor done")
                    faults += [(role, way, name, response.status_code, fault) for fault in wrong]
    assert faults == []


def faults_of_ten_megabytes(client, form):
    """What is wrong with the answer to a form of ten megabytes, which nobody reads."""
    response = client.post(form.action, TEN_MEGABYTES, content_type="application/x-www-form-urlencoded")
    if response.status_code != 413 or "data-error-title" not in response.text:
        yield f"ten megabytes: {response.status_code}"


def test_matrix_sees_what_it_looks_for(rf):
    form = Form(None, "/x/", "post", [("title", "text", "")])

    class Answer:
        status_code, streaming, headers = 422, False, {"Content-Type": "text/html"}

        def __init__(self, text):
            self.text, self.content = text, text.encode()

    assert list(faults_of(form, "emoji", MARKED, Answer("<!doctype html><p>안 됩니다"))) == [
        "refused without a word",
        "what was typed is lost",
    ]
    assert "what was typed became a part of the page" in list(faults_of(form, "script", SCRIPT, Answer(SCRIPT)))
