"""Every page of the site as people of each kind see it; with SCREENS=1 a picture of each in build/screens.

The pages are those of PAGES, which have something to show, and with them every named address of the site. Each is
opened once: axe finds nothing, neither in light nor in dark colours (in pages that have something in them which was on
none before), nothing stands out at the side at any width, nothing jumps while the page is opened, the keyboard is seen.
"""

import os
import re
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import caches
from playwright.sync_api import expect

from boards.models import Board
from dev.embedded.data_directory import PROJECT
from notifications.services import notify
from tests import factories
from tests.browser import DESKTOP, MOBILE
from tests.lanes import FULL
from tests.markup import is_page
from tests.stories import inspection
from tests.test_addresses import (
    ENDS_THE_SESSION,
    values,  # noqa: F401 - a fixture
)
from tests.test_addresses import addresses as named  # noqa: F401 - a fixture

WIDE, NARROW = DESKTOP["viewport"]["width"], MOBILE["viewport"]["width"]
SCREENS = PROJECT / "build" / "screens"
FOR_DEVELOPERS = {"styleguide", "dev-mail"}
BODY = (
    "<p>출근길에 20분을 기다렸습니다. <strong>배차 간격</strong>을 줄여 주세요.</p><h2>제안</h2>"
    "<ul><li>아침 일곱 시부터 아홉 시까지 두 배로</li><li>막차는 자정까지</li></ul>"
    "<blockquote>버스는 시민의 발입니다.</blockquote>"
)

# Who looks at which address; the names in braces come from `addresses`.
VISITOR, CITIZEN, SPEAKER, AIDE = "visitor", "citizen", "politician_member", "aide"
# Whose pages were looked at already when it is somebody's turn.
SEEN_BEFORE = {VISITOR: [], CITIZEN: [VISITOR], SPEAKER: [VISITOR, CITIZEN]}
PAGES = {
    "home": (VISITOR, "/"),
    "free": (VISITOR, "/free/"),
    "free-search": (VISITOR, "/free/?q=버스"),
    "free-nothing-found": (VISITOR, "/free/?q=우주여행"),
    "voice": (VISITOR, "/voice/"),
    "post": (VISITOR, "{free}"),
    "post-of-author": (CITIZEN, "{free}"),
    "post-named": (CITIZEN, "{voice}"),
    "post-of-politician": (VISITOR, "{direct}"),
    "write": (CITIZEN, "/free/write/"),
    "write-voice": (CITIZEN, "/voice/write/"),
    "write-voice-politician": (SPEAKER, "/voice/write/"),
    "write-voice-aide": (AIDE, "/voice/write/"),
    "edit": (CITIZEN, "{free}edit/"),
    "delete": (CITIZEN, "{free}delete/"),
    "comment": (CITIZEN, "{free}comments/"),
    "comment-edit": (CITIZEN, "/comments/{comment}/edit/"),
    "comment-delete": (CITIZEN, "/comments/{comment}/delete/"),
    "report": (SPEAKER, "/reports/{comment}/"),
    "politicians": (VISITOR, "/politicians/"),
    "politician": (VISITOR, "{politician}"),
    "search": (VISITOR, "/search/?q=버스"),
    "search-nothing-found": (VISITOR, "/search/?q=우주여행"),
    "places": (VISITOR, "/politicians/places/"),
    "place": (VISITOR, "{place}"),
    "login": (VISITOR, "/login/"),
    "signup": (VISITOR, "/signup/"),
    "signup-politician": (VISITOR, "/signup/politician/"),
    "find-account": (VISITOR, "/find-account/"),
    "me": (CITIZEN, "/me/"),
    "me-politician": (SPEAKER, "/me/"),
    "me-visitor": (VISITOR, "/me/"),
    "nickname": (CITIZEN, "/me/nickname/"),
    "password": (CITIZEN, "/me/password/"),
    "withdraw": (CITIZEN, "/me/withdraw/"),
    "notifications": (CITIZEN, "/me/notifications/"),
    "notification-settings": (CITIZEN, "/me/notification-settings/"),
    "notification-settings-aide": (AIDE, "/me/notification-settings/"),
    "card": (SPEAKER, "/me/card/"),
    "terms": (VISITOR, "/terms/"),
    "privacy": (VISITOR, "/privacy/"),
    "not-found": (VISITOR, "/no/such/page/"),
}


@pytest.fixture
def cast(citizen, politician, politician_member, aide):
    """Who looks at the pages."""
    return {VISITOR: None, CITIZEN: citizen, SPEAKER: politician_member, AIDE: aide}


@pytest.fixture
def addresses(citizen, reader, politician, politician_member, aide):
    """What the pages show, by the names that PAGES uses."""
    free = factories.post(citizen, body=BODY)
    for number, author in enumerate((citizen, reader, citizen, reader), start=1):
        factories.post(author, title=f"우리 동네 버스 이야기 {number}")
    voice = factories.post(citizen, board=Board.POLITICIAN, politician=politician, title="마을버스를 늘려 주세요")
    direct = factories.post(politician_member, board=Board.POLITICIAN, title="출근길 간담회를 엽니다", body=BODY)
    factories.post(aide, board=Board.POLITICIAN, title="의원실에서 알려 드립니다")
    comment = factories.comment(free, citizen, text="덧붙입니다.\n저녁에도 마찬가지입니다.")
    factories.comment(free, reader, parent=comment, text="동감합니다.")
    factories.comment(free, aide, text="의견 잘 보았습니다.")
    factories.comment(voice, politician_member, text="관계 기관과 협의하고 있습니다.")
    notify([citizen], kind="COMMENT", text="글에 댓글이 달렸습니다.", url=free.get_absolute_url())
    return {
        "free": free.get_absolute_url(),
        "voice": voice.get_absolute_url(),
        "direct": direct.get_absolute_url(),
        "comment": comment.public_id,
        "politician": politician.get_absolute_url(),
        "place": factories.politician("강가람", district="서울 종로구").region.parent.get_absolute_url(),
    }


# What differs each time: tokens, and which of the site's doors leads back where.
FLEETING = re.compile(r'value="[^"]{30,}"|\?next=[^"]*')


def main_of(response):
    """What is between the header and the footer of a page."""
    return FLEETING.sub("", response.text.partition("<main")[2].partition("</main>")[0])


# What the look of an element hangs on, beside its tag.
STYLED_BY = re.compile(r'(?:class|data-kind|data-tone|role|type)="[^"]*"')
ELEMENT = re.compile(r"<([a-z][a-z0-9]*)([^>]*)>")


def pieces_of(page):
    """The kinds of elements that the main part of a page is made of."""
    return {(tag, *sorted(STYLED_BY.findall(attributes))) for tag, attributes in ELEMENT.findall(page)}


@pytest.fixture
def named_pages(named, client_of, cast, addresses):  # noqa: F811 - a fixture
    """`named_pages(who)`: the named addresses whose page nobody of SEEN_BEFORE sees as `who` does.

    {name: (address, whether something in it is on no page before)}.
    """

    def pages(who):
        client, found, known = client_of(cast[who]), {}, set()
        others = [client_of(cast[other]) for other in SEEN_BEFORE[who]]
        for visitor, path in PAGES.values():
            if visitor in {who, *SEEN_BEFORE[who]}:
                known |= pieces_of(main_of(client_of(cast[visitor]).get(path.format(**addresses))))
        for name, address in sorted(named.items()):
            if name.startswith("admin:") or name in ENDS_THE_SESSION | FOR_DEVELOPERS:
                continue
            response = client.get(address)
            if not is_page(response) or response.status_code not in {200, 401}:
                continue
            page, of_others = main_of(response), [main_of(other.get(address)) for other in others]
            known = known.union(*map(pieces_of, of_others))
            if page not in of_others:
                found[name.replace(":", "-")] = (address, not pieces_of(page) <= known)
                known |= pieces_of(page)
        return found

    return pages


@pytest.fixture
def limits_forgotten(addresses):
    """Between the posts of `addresses` and those of `named`: together they would be too many for one member."""
    caches["limits"].clear()


def opened_again(page, address):
    """Open a page; what jumps on it, apart from what a font moves that comes late the first time it is needed."""
    page.goto(address)
    inspection.settle(page)
    if inspection.shifts(page):
        page.reload()
        inspection.settle(page)
    return inspection.shifts(page)


def axe_at(place, *, is_new):
    """At which widths axe looks at the page at `place`: {width: the themes}.

    Of two pages one is looked at whole on a wide screen and by its colours in the dark on a narrow one, the other the
    other way round; one without anything new in it not at all. With FULL=1 each in all four ways.
    """
    if FULL:
        return dict.fromkeys((WIDE, NARROW), ("light", "dark"))
    if not is_new:
        return {}
    return {WIDE: ("light", "dark")[place % 2 : place % 2 + 1], NARROW: ("dark", "light")[place % 2 : place % 2 + 1]}


def violations(page, theme):
    """What axe finds in a theme; apart from its colours a dark page is the light one."""
    inspection.paint(page, theme)
    found = inspection.violations(page, inspection.OF_COLOURS if theme == "dark" else inspection.AXE_OPTIONS)
    inspection.paint(page, "light")
    return [f"{theme}: {one}" for one in found]


@pytest.mark.parametrize("who", [VISITOR, CITIZEN, SPEAKER, AIDE])
def test_pages_are_accessible_fit_and_stand_still(
    open_page, cast, addresses, limits_forgotten, named_pages, complaints, who
):
    complaints.allow("status of 40[14]")
    SCREENS.mkdir(parents=True, exist_ok=True)
    page = open_page(member=cast[who])
    page.add_init_script(inspection.WATCH_SHIFTS)
    mine = {name: (path.format(**addresses), True) for name, (visitor, path) in PAGES.items() if visitor == who}
    if who != AIDE:
        mine |= {
            f"{name}-{who}": page for name, page in named_pages(who).items() if (page[0], True) not in mine.values()
        }
    faults = []
    for place, (name, (address, is_new)) in enumerate(mine.items()):
        page.set_viewport_size(DESKTOP["viewport"])
        found = opened_again(page, address) + inspection.unseen_focus(page)
        for width in inspection.WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            found += inspection.too_wide(page, width)
            found += [one for theme in axe_at(place, is_new=is_new).get(width, ()) for one in violations(page, theme)]
            # Pages that are only found by their address have no picture.
            if width in {WIDE, NARROW} and name in PAGES and os.environ.get("SCREENS"):
                label = "desktop" if width == WIDE else "mobile"
                page.screenshot(path=SCREENS / f"{name}-{label}.png", full_page=True)
        faults += [f"{name}: {fault}" for fault in found]
    assert not faults, "\n".join(faults)
    assert mine


MAIN_PAGES = ["/", "/free/", "/voice/", "{free}", "{direct}", "/politicians/", "/login/"]


@pytest.mark.parametrize("size", [DESKTOP, MOBILE], ids=["desktop", "mobile"])
def test_main_pages_stand_still(open_page, addresses, size, admin_member, settings, tmp_path):
    """Nothing jumps, and hardly anything when every font of ours comes after the words are painted."""
    settings.MEDIA_ROOT = tmp_path
    factories.poll(admin_member)
    factories.banner(admin_member)
    factories.banner(admin_member, "둘째 배너")
    factories.popup(admin_member)
    page = open_page(size)
    page.add_init_script(inspection.WATCH_SHIFTS)
    held, is_released = [], False

    def hold(route):
        if is_released:
            route.continue_()
        else:
            held.append(route)

    page.route("**/*.woff2", hold)
    page.goto("/", wait_until="domcontentloaded")
    page.evaluate(inspection.PAINTED)
    assert held
    is_released = True
    for route in held:
        # From the file at once: a busy server would let them come one by one, and each would move what is left.
        route.fulfill(path=finders.find(urlsplit(route.request.url).path.removeprefix(settings.STATIC_URL)))
    inspection.settle(page)
    page.unroute("**/*.woff2")
    # What is left are the letters of our own font taking the place of the system's.
    shifts = page.evaluate("window.shifts")
    assert sum(value for value, _ in shifts) < 0.05, shifts
    assert page.locator("img:not([width]), img:not([height])").count() == 0
    for address in MAIN_PAGES:
        assert opened_again(page, address.format(**addresses)) == [], address


def test_skip_link_is_the_first_stop_and_leads_past_the_header(either_width, addresses):
    page = either_width
    for address in MAIN_PAGES:
        page.goto(address.format(**addresses))
        page.keyboard.press("Tab")
        link = page.get_by_role("link", name="본문 바로가기")
        expect(link).to_be_focused()
        expect(link).to_be_in_viewport()
        page.keyboard.press("Enter")
        expect(page.locator("#main")).to_be_focused()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.site-header')") is None


@pytest.mark.parametrize(
    ("body", "look", "words"),
    [
        ('<img src="data:,">', inspection.violations, "image-alt"),
        ('<p style="color: #aaa; background: #fff">흐린 글씨</p>', inspection.violations, "color-contrast"),
        (
            '<p style="color: #aaa; background: #fff">흐린 글씨</p>',
            lambda page: inspection.violations(page, inspection.OF_COLOURS),
            "color-contrast",
        ),
        ("<button class=tiny>가</button><button class=tiny>나</button>", inspection.violations, "target-size"),
        ('<div style="width: 2000px">넓은 것</div>', lambda page: inspection.too_wide(page, 1440), "> 1440"),
        ('<style>a { outline: none }</style><a href="#">가기</a>', inspection.unseen_focus, "no mark"),
    ],
    ids=["alt", "contrast", "colours", "target", "width", "focus"],
)
def test_inspection_sees_what_it_looks_for(desktop, body, look, words):
    style = "<style>.tiny { width: 9px; padding: 0 }</style>"
    desktop.set_content(f"<!doctype html><html lang=ko><title>시험</title>{style}<main><h1>시험</h1>{body}</main>")
    assert words in "\n".join(look(desktop))


def test_inspection_sees_what_jumps(desktop):
    desktop.add_init_script(inspection.WATCH_SHIFTS)
    desktop.goto("/terms/")
    desktop.evaluate("""() => new Promise((done) => {
        const box = document.createElement("div");
        box.textContent = "나중에 온 것";
        box.style.height = "300px";
        document.body.prepend(box);
        setTimeout(done, 100);
    })""")
    assert inspection.shifts(desktop)
