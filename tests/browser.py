"""Pytest plugin for tests in a real browser: finds one, opens pages at both widths, fails on what a page complains of.

`desktop` and `mobile` are pages of a signed-out visitor on the live server, `open_page(…)` makes any other. Every test
that uses them is in the lane `browser`; BROWSER=none leaves these tests out and says so at the end.
"""

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, Error, Page, expect, sync_playwright

from dev.embedded.data_directory import PROJECT, DataDirectory
from dev.embedded.file_locks import exclusive
from tests import agents
from tests.lanes import FULL

# The shell has no windows to draw, which spares a quarter of the browser's work.
SHELL = "chromium-headless-shell"
PROGRAMS = (SHELL, "chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A headless browser calls itself one, which is a robot here. Said to the whole browser, because what a page sends
    # while it is left asks no context for it.
    f"--user-agent={agents.LINUX}",
)
DESKTOP = {"viewport": {"width": 1440, "height": 900}}
MOBILE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}
PLACE = {"locale": "ko-KR", "timezone_id": "Asia/Seoul"}
# However busy the machine is: whoever waits for what does not come fails in the end.
PATIENCE = 30_000
STEP = 20
INSTALL_HINT = "브라우저가 없습니다. `sudo apt install chromium`으로 설치하거나 CHROMIUM에 경로를 지정해 주세요"
PICTURES = PROJECT / "build" / "browser"
FAILED = pytest.StashKey[bool]()
expect.set_options(timeout=PATIENCE)
# A story for everybody: on a phone with scripts and on a wide screen without, so that each is tried once; with FULL=1
# in all four ways.
WAYS = {"mobile-scripts": (MOBILE, True), "desktop-plain": (DESKTOP, False)}
if FULL:
    WAYS |= {"desktop-scripts": (DESKTOP, True), "mobile-plain": (MOBILE, False)}
both_ways = pytest.mark.parametrize(("size", "javascript"), WAYS.values(), ids=WAYS.keys())


def pytest_collection_modifyitems(config, items):
    """With BROWSER=none, leave out the tests that need a browser (tests/lanes.py marks them)."""
    if os.environ.get("BROWSER") == "none":
        left_out = [item for item in items if item.get_closest_marker("browser")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("browser")]


def pytest_terminal_summary(terminalreporter):
    """Say that browser tests were left out, so that a green run is not taken for a whole one."""
    if os.environ.get("BROWSER") == "none":
        terminalreporter.write_line("BROWSER=none: 브라우저 테스트는 실행하지 않았습니다.", yellow=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Remember a failure for the fixture that takes the picture of it."""
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


@dataclass
class Complaints:
    """What a page complained of while a test used it; what the test provokes on purpose is allowed by a pattern."""

    found: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)

    def allow(self, pattern):
        """Expect complaints that match the regular expression `pattern`, e.g. "status of 404"."""
        self.allowed.append(pattern)

    def watch(self, context, origin):
        """Listen to errors in the console (refusals of the CSP among them), scripts and requests of `context`.

        Listening to the context, not to its pages: what a window complains of while it opens is heard, too.
        """
        context.on(
            "console",
            lambda message: self._add(
                "console", f"{message.text} {message.location['url']}", when=message.type == "error"
            ),
        )
        context.on("weberror", lambda error: self._add("script", str(error.error)))
        # A request that a navigation cuts short is no fault.
        context.on(
            "requestfailed",
            lambda request: self._add(
                "request", f"{request.url} {request.failure}", when="ERR_ABORTED" not in (request.failure or "")
            ),
        )
        context.on(
            "request", lambda request: self._add("foreign request", request.url, when=_leaves(request.url, origin))
        )

    @property
    def unexpected(self):
        """The complaints that no pattern allows."""
        return [text for text in self.found if not any(re.search(pattern, text) for pattern in self.allowed)]

    def _add(self, kind, text, *, when=True):
        if when:
            self.found.append(f"{kind}: {text}")


@pytest.fixture(scope="session")
def browser(django_db_setup) -> Browser:
    """A Chromium for the whole session.

    Playwright's loop runs in this thread until the session ends, which Django takes for asynchronous code; its guard is
    lifted for as long. Inside the loop Django hands out another connection, which is told what migrations made.
    """
    made = getattr(connection, "_test_serialized_contents", "[]")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        connection._test_serialized_contents = made
        browser = _launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> Complaints:
    """The complaints of the test's pages; `complaints.allow(pattern)` for those that are meant to happen."""
    return Complaints()


@pytest.fixture
def open_page(request, browser, live_server, complaints) -> Callable[..., Page]:
    """Open a page of its own visitor: `open_page(MOBILE, member=…, javascript=False)`.

    The test fails at its end if a page complained of anything; a failed test leaves pictures in build/browser.
    """
    contexts = []

    def open_page(size=DESKTOP, *, member=None, javascript=True):
        context = browser.new_context(
            base_url=live_server.url, java_script_enabled=javascript, reduced_motion="reduce", **PLACE | size
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        complaints.watch(context, live_server.url)
        if member:
            context.add_cookies([_session_cookie(member, live_server.url)])
        return context.new_page()

    yield open_page
    if request.node.stash.get(FAILED, False):
        _take_pictures(request.node, contexts)
    for context in contexts:
        context.close()
    _let_requests_end()
    if complaints.unexpected:
        pytest.fail("the browser complained:\n" + "\n".join(complaints.unexpected), pytrace=False)


def until(page, condition):
    """Wait until `condition()` holds, while the browser goes on; fail after PATIENCE."""
    for _ in range(PATIENCE // STEP):
        if condition():
            return
        page.wait_for_timeout(STEP)
    pytest.fail("it did not happen in time")


@pytest.fixture
def desktop(open_page) -> Page:
    """A page of 1440 × 900."""
    return open_page(DESKTOP)


@pytest.fixture
def mobile(open_page) -> Page:
    """A page of 390 × 844, by touch."""
    return open_page(MOBILE)


@pytest.fixture(params=[DESKTOP, MOBILE], ids=["desktop", "mobile"])
def either_width(request, open_page) -> Page:
    """Run the test twice: on a desktop page and on a mobile one."""
    return open_page(request.param)


def _launch(playwright):
    """Launch the first browser that starts; a failure names what to install."""
    refusals = []
    for program in _programs(playwright):
        try:
            return playwright.chromium.launch(
                executable_path=program, args=[*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
            )
        except Error as error:
            refusals.append(f"{program}: {error.message.splitlines()[0]}")
    return pytest.fail(f"{INSTALL_HINT} ({'; '.join(refusals) or '찾은 것 없음'}).", pytrace=False)


def _programs(playwright):
    """The browsers to try: CHROMIUM, installed ones, Playwright's own, at last (as root) the system's packages."""
    if chosen := os.environ.get("CHROMIUM"):
        yield chosen
        return
    yield from filter(None, map(shutil.which, PROGRAMS))
    own = playwright.chromium.executable_path
    _install(own, [sys.executable, "-m", "playwright", "install", "chromium"])
    if Path(own).exists():
        yield own
    if os.geteuid() == 0 and shutil.which("apt-get"):
        # Debian has the shell as a package of its own, others the whole browser alone.
        for package in (SHELL, "chromium"):
            _install(f"/usr/bin/{package}", ["apt-get", "install", "-y", "-qq", package])
            yield from filter(None, map(shutil.which, PROGRAMS))


def _install(program, command):
    """Run `command` unless `program` is there; of several workers one does, the others wait."""
    with exclusive(DataDirectory.find().lock("browser")):
        if not Path(program).exists():
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _session_cookie(member, url):
    client = Client()
    client.force_login(member)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}


def _let_requests_end():
    """Wait for the live server's threads: a page that closes may still send a draft, while the tables are emptied."""
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=PATIENCE / 1000)


def _leaves(url, origin):
    return url.startswith(("http:", "https:")) and urlsplit(url).netloc != urlsplit(origin).netloc


def _take_pictures(node, contexts):
    PICTURES.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^\w-]+", "-", node.nodeid)
    for number, page in enumerate(page for context in contexts for page in context.pages):
        page.screenshot(path=PICTURES / f"{name}-{number}.png", full_page=True)
