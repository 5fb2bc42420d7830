"""Every page for everybody: it answers, staff pages are closed; nothing inline, headings, landmarks, named fields."""

from itertools import pairwise
from urllib.parse import urlsplit

import pytest

from tests.markup import Markup, is_page
from tests.test_addresses import ALSO, ENDS_THE_SESSION, ROLES, addresses, values  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db
NAMED_BY_ITSELF = {"hidden", "submit", "button", "image", "reset"}


FOR_DEVELOPERS = {"styleguide", "dev-mail"}
STAFF = {"moderator", "superuser"}


def nothing_inline(page):
    """The policy forbids scripts and styles inside a page."""
    return page.inline


def forms_with_a_token_inside_the_site(page):
    return [
        form.action
        for form in page.forms
        if (form.method == "post" and "csrfmiddlewaretoken" not in form.values()) or urlsplit(form.action).netloc
    ]


def headings_in_order(page):
    """One first heading, and none skips a level."""
    skipped = [pair for pair in pairwise(page.headings) if pair[1] > pair[0] + 1]
    return skipped or (page.headings if page.headings.count(1) != 1 else [])


def landmarks(page):
    counts = {tag: page.count(tag) for tag in ("main", "header", "footer")}
    nameless = [attrs for tag, attrs in page.elements if tag == "nav" and not attrs.get("aria-label")]
    is_whole = counts["main"] == 1 and counts["header"] and counts["footer"] and page.count("a", href="#main")
    return nameless or ([] if is_whole else [counts])


def a_title_and_a_language(page):
    return [] if page.title and page.count("html", lang="ko") else [page.title or "no title"]


def ids_that_are_one(page):
    ids = [attrs["id"] for _, attrs in page.elements if attrs.get("id")]
    return sorted({name for name in ids if ids.count(name) > 1})


def fields_and_pictures_with_a_name(page):
    labelled = {attrs.get("for") for tag, attrs in page.elements if tag == "label"}
    nameless = [
        attrs
        for tag, attrs in page.elements
        if (tag in {"select", "textarea"} or (tag == "input" and attrs.get("type") not in NAMED_BY_ITSELF))
        and not {"aria-label", "aria-labelledby", "in-label"} & attrs.keys()
        and attrs.get("id") not in labelled
    ]
    return nameless + [attrs for tag, attrs in page.elements if tag == "img" and "alt" not in attrs]


# The look of the back office is Django's own; what is dangerous is looked for there too.
EVERYWHERE = [nothing_inline, forms_with_a_token_inside_the_site]
ON_THE_SITE = [
    headings_in_order,
    landmarks,
    a_title_and_a_language,
    ids_that_are_one,
    fields_and_pictures_with_a_name,
]


# A mail as it is sent: programs that read mail need its style inside.
MAILS = {"mail-preview-one"}


@pytest.mark.parametrize("role", ROLES)
def test_every_page_is_sound(role, addresses, client_of, request):  # noqa: F811 - a fixture
    client = client_of(request.getfixturevalue(role), raise_request_exception=False)
    faults, pages, staff_pages, opened = [], set(), set(), set()
    asked = sorted((addresses | ALSO).items(), key=lambda pair: (pair[0] in ENDS_THE_SESSION, pair[0]))
    for name, address in [("not-found", "/no/such/page/"), *asked]:
        response = client.get(address)
        if response.status_code >= 500:
            faults.append((name, response.status_code))
        if name.startswith("admin:"):
            staff_pages.add(name)
            opened |= {name} if response.status_code == 200 else set()
        if name not in ENDS_THE_SESSION | FOR_DEVELOPERS | MAILS and is_page(response):
            pages.add(name)
            page = Markup(response.text, address)
            checks = EVERYWHERE if name.startswith(("admin:", "backoffice:")) else EVERYWHERE + ON_THE_SITE
            faults += [(name, check.__name__, found) for check in checks if (found := check(page))]
    assert faults == []
    assert len(staff_pages) > 20
    # The words of its scripts and log-out tell nothing; everything else leads to log-in or is refused.
    assert role in STAFF or opened <= {"admin:jsi18n"}
    assert {"pages:home", "boards:post-list", "boards:post-detail", "accounts:settings", "not-found"} <= pages


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("<p style='color: red'>", nothing_inline),
        ("<a onclick='x()'>", nothing_inline),
        ("<a href=' JavaScript:x()'>", nothing_inline),
        ("<script>x()</script>", nothing_inline),
        ("<style>p {}</style>", nothing_inline),
        ("<form method=post action=/free/></form>", forms_with_a_token_inside_the_site),
        ("<form action=//evil.example></form>", forms_with_a_token_inside_the_site),
        ("<h1></h1><h3></h3>", headings_in_order),
        ("<h1></h1><h1></h1>", headings_in_order),
        ("<main></main>", landmarks),
        ("<title></title>", a_title_and_a_language),
        ("<p id=a></p><p id=a></p>", ids_that_are_one),
        ("<input name=q>", fields_and_pictures_with_a_name),
        ("<img src=/a.png>", fields_and_pictures_with_a_name),
    ],
)
def test_checks_see_what_they_look_for(text, check):
    assert check(Markup(text))
