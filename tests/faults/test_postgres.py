"""PostgreSQL goes away and comes back under load: 503 meanwhile, then all is well; nothing doubled, nothing lost."""

import signal
import threading
import uuid
from dataclasses import dataclass, field

import pytest

from tests.faults.conftest import until

pytestmark = pytest.mark.concurrency

COMMENTS, POSTS = 10, 2
BODY = "재시작하는 동안에도 글은 한 번만 저장되어야 합니다."


@dataclass
class Load:
    """Members who read and write, and try again what did not go through, until `done` is set."""

    site: object
    done: threading.Event = field(default_factory=threading.Event)
    statuses: list = field(default_factory=list)
    outages: list = field(default_factory=list)
    broken: list = field(default_factory=list)
    submissions: list = field(default_factory=list)

    def run_as(self, session):
        """One member's day: writes, and reads in between."""
        plan = [("post", POSTS), ("comment", COMMENTS)]
        wishes = [kind for kind, times in plan for _ in range(times)]
        while wishes and not self.done.is_set():
            self.write(session, wishes.pop())
            for path in ("/free/", *self.site.posts):
                self.ask(path, session)
        while not self.done.is_set():
            self.ask("/free/", session)

    def write(self, session, kind):
        """Send one text until it is acknowledged, with one and the same submission."""
        token = str(uuid.uuid4())
        path = "/free/write/" if kind == "post" else f"{self.site.posts[0]}comments/"
        fields = {"title": f"제목 {token}", "body": BODY} if kind == "post" else {"text": token}
        while self.ask(path, session, {**fields, "submission": token}) != 302:
            self.done.wait(0.05)
        self.submissions.append((kind, token))

    def ask(self, path, session, form=None):
        """Send a request and note what came back."""
        status, headers, body = self.site.ask(path, session=session, form=form)
        self.statuses.append(status)
        if status == 503:
            self.outages.append((headers["Retry-After"], "점검하고 있습니다" in body, "logo.svg" in body))
        elif status not in (200, 302):
            self.broken.append((status, path))
        return status

    def meets_the_outage(self):
        """Wait until requests fail."""
        seen = len(self.outages)
        until(lambda: len(self.outages) > seen + 10)

    def healthy_again(self):
        """Wait until pages come through again."""
        seen = len(self.statuses)
        until(lambda: self.statuses[seen:].count(200) > 20)


def test_postgres_restarts_under_load_lose_and_double_nothing(site):
    load = Load(site)
    # What other tests left behind at the same site counts, too.
    ((listed,),) = site.rows("SELECT coalesce(sum(listed), 0)::int FROM boards_boardcounter")
    threads = [threading.Thread(target=load.run_as, args=[session]) for session in site.sessions]
    for thread in threads:
        thread.start()
    try:
        load.healthy_again()
        for number in (signal.SIGINT, signal.SIGQUIT):  # an orderly restart, then a crash
            site.postgres.stop(number)
            load.meets_the_outage()
            site.postgres.start()
            load.healthy_again()
        until(lambda: len(load.submissions) == len(threads) * (COMMENTS + POSTS))
    finally:
        load.done.set()
        for thread in threads:
            thread.join()

    assert load.broken == []
    assert set(load.outages) == {("5", True, True)}
    stored = site.rows(
        "SELECT 'post', submission::text FROM boards_post WHERE submission IS NOT NULL "
        "UNION ALL SELECT 'comment', text FROM boards_comment"
    )
    assert sorted(stored) == sorted(load.submissions)
    assert site.rows("SELECT comments, comment_serial >= comments FROM boards_postcounts ORDER BY 1 DESC LIMIT 1") == [
        (len(threads) * COMMENTS, True)
    ]
    assert site.rows("SELECT sum(listed)::int FROM boards_boardcounter") == [(listed + len(threads) * POSTS,)]
    assert site.rows("SELECT count(*)::int FROM boards_searchdocument") == [(listed + len(threads) * POSTS,)]
    assert {site.ask("/free/", session=session)[0] for session in site.sessions * 4} == {200}
    assert site.web.poll() is None
