"""What a first view costs: files of type, and how far things move when the type comes late."""

import pytest

from boards.models import Board
from tests import factories
from tests.browser import MOBILE, until

TEXT = "<p>우리 동네 정류장에는 지붕이 없어 비 오면 모두 우산을 쓰고 기다립니다. 2026년에는 고쳐 주세요. (ABC 7번)</p>"
MOST_FILES = 8
MOST_SHIFT = 0.05
WATCH = """
    window.moved = 0;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.moved += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
"""
LOADED = "document.fonts.status === 'loaded'"
PAINTED = "performance.getEntriesByName('first-contentful-paint').length > 0"


@pytest.fixture
def addresses(citizen, reader, politician, politician_member, admin_member):
    free = factories.post(citizen, body=TEXT * 6)
    for _ in range(5):
        factories.comment(free, reader, text="저도 같은 생각입니다. 비 오는 날마다 불편해요.")
    factories.post(citizen, Board.POLITICIAN, politician=politician, body=TEXT)
    factories.post(politician_member, Board.POLITICIAN, body=TEXT)
    poll = factories.poll(admin_member)
    pages = ("/", "/free/", "/voice/", "/politicians/", "/login/")
    return [*pages, free.get_absolute_url(), poll.get_absolute_url(), politician.get_absolute_url()]


def held_type(page):
    """Keep the files of type that `page` asks for; gives their routes and, of all of them, the addresses."""
    held, asked = [], set()

    def keep(route):
        asked.add(route.request.url)
        held.append(route)

    page.route("**/*.woff2", keep)
    return held, asked


def test_pages_stand_still_while_their_type_comes_late(open_page, addresses):
    opened = open_page(MOBILE)
    opened.context.add_init_script(WATCH)
    for address in addresses:
        page = opened.context.new_page()
        held, asked = held_type(page)
        page.goto(address, wait_until="domcontentloaded")
        until(page, lambda page=page: page.evaluate(PAINTED))
        # What comes may ask for more.
        while held:
            held.pop().continue_()
            if not held:
                until(page, lambda page=page: page.evaluate(LOADED))
        page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert page.evaluate("moved") < MOST_SHIFT, (address, page.evaluate("moved"))
        assert 3 <= len(asked) <= MOST_FILES, (address, asked)
        page.close()
