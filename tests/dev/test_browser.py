"""The browser plugin: the widths of the site, and what a page complains of fails the test that opened it."""

import os
import subprocess
import sys

from tests import browser as plugin
from tests.browser import until

QUIET = '<!doctype html><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><p>조용</p>'


def stage(page, *, status=200):
    """Answer every request of `page` with a quiet page under a policy like the site's, and go there."""
    policy = {"content-security-policy": "default-src 'self'; img-src 'self' data:", "content-type": "text/html"}
    page.route("**/*", lambda route: route.fulfill(status=status, body=QUIET, headers=policy))
    page.goto("/stage/")


def test_browser_shows_pages_at_the_widths_of_the_site(desktop, mobile):
    stage(desktop)
    stage(mobile)
    assert [page.evaluate("innerWidth") for page in (desktop, mobile)] == [1440, 390]


def test_browser_is_in_korea(either_width):
    stage(either_width)
    assert either_width.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone") == "Asia/Seoul"
    assert either_width.evaluate("navigator.language") == "ko-KR"


def test_browser_notices_what_a_page_complains_of(desktop, complaints):
    stage(desktop)
    desktop.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=https://elsewhere.example/a.png>')")
    desktop.evaluate("setTimeout(() => { throw new Error('broken script') })")
    until(desktop, lambda: len(complaints.unexpected) == 4)
    policy, *others = sorted(complaints.unexpected)
    assert policy.startswith("console: ")
    assert "Content Security Policy" in policy
    assert others == [
        "foreign request: https://elsewhere.example/a.png",
        "request: https://elsewhere.example/a.png csp",
        "script: broken script",
    ]
    complaints.found.clear()


def test_browser_notices_an_error_answer_unless_it_is_allowed(desktop, complaints):
    stage(desktop, status=404)
    assert len(complaints.unexpected) == 1
    complaints.allow("status of 404")
    assert complaints.unexpected == []


def test_browser_named_by_the_environment_is_the_only_one_tried(monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/no/such/chromium")
    assert list(plugin._programs(playwright=None)) == ["/no/such/chromium"]


def test_browser_none_leaves_browser_tests_out_and_says_so():
    output = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--collect-only", __file__],
        env={**os.environ, "BROWSER": "none"},
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    assert "브라우저 테스트는 실행하지 않았습니다" in output
    assert "test_browser_is_in_korea" not in output
    assert "test_browser_named_by_the_environment" in output
