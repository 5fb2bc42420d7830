"""Somebody holds a lock, or PostgreSQL ends every connection: nobody waits for ever, and nothing typed is lost."""

import json
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from tests.faults.conftest import PATIENCE, free_port, until

pytestmark = pytest.mark.concurrency

THREADS = 8
OTHERS = "FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND usename = current_user"
WORDS = "잠긴 글에 다는 댓글"


def serving(site, **settings):
    """One more web process of the site with these limits: its port and its process."""
    port = free_port()
    return port, site.serve(port, **settings)


@pytest.fixture
def hasty(site):
    """The port of a web process that waits for locks shortly."""
    port, web = serving(site, DATABASE_LOCK_TIMEOUT="0.3")
    yield port
    web.terminate()
    web.wait(PATIENCE)


@pytest.fixture
def brief(site):
    """The port of a web process whose statements may take a moment, waiting included."""
    port, web = serving(site, DATABASE_LOCK_TIMEOUT="0", DATABASE_STATEMENT_TIMEOUT="0.5")
    yield port
    web.terminate()
    web.wait(PATIENCE)


def test_a_lock_that_somebody_holds_is_a_503_and_the_comment_stays_in_its_form(site, hasty):
    post, session = site.posts[0], site.sessions[0]
    with psycopg.connect(site.postgres.server.url) as holder, ThreadPoolExecutor(2 * THREADS) as members:
        holder.execute("SELECT 1 FROM boards_postcounts FOR UPDATE")
        # Twice as many as there are threads, and the whole process is asked whether it lives while they wait.
        waiting = [
            members.submit(site.ask, f"{post}comments/", session=session, form={"text": WORDS}, port=hasty)
            for _ in range(2 * THREADS)
        ]
        assert site.ask("/health", port=hasty)[0] == 200
        answers = [answer.result(PATIENCE) for answer in waiting]
        target = post.strip("/").rpartition("/")[2]
        reaction = {"targetType": "POST", "targetId": target, "reactionType": "LIKE"}
        status, headers, said = site.ask_api("/api/reactions", token=site.tokens[1], body=reaction, port=hasty)
        holder.rollback()
    for status_of_page, headers_of_page, page in answers:
        assert (status_of_page, headers_of_page["Retry-After"]) == (503, "5")
        assert WORDS in page and "지금 이용이 몰려 처리하지 못했습니다." in page
    assert (status, headers["Retry-After"], said["error"]["code"]) == (503, "5", "SERVICE_UNAVAILABLE")
    assert site.rows("SELECT count(*)::int FROM boards_comment WHERE text LIKE '잠긴 글%'") == [(0,)]
    assert site.ask(post, session=session, port=hasty)[0] == 200


@pytest.mark.parametrize("port", ["hasty", "brief"])
def test_a_table_that_is_locked_is_a_503_in_words(site, port, request):
    port = request.getfixturevalue(port)
    with psycopg.connect(site.postgres.server.url) as holder:
        holder.execute("LOCK TABLE boards_post")
        status, headers, page = site.ask(site.posts[1], session=site.sessions[0], port=port)
        said = site.ask_api("/api/posts", port=port)
        holder.rollback()
    assert (status, headers["Retry-After"]) == (503, "5")
    assert "잠시 후 다시 시도해 주세요" in page
    assert (said[0], said[1]["Retry-After"]) == (503, "5")
    assert site.ask(site.posts[1], session=site.sessions[0], port=port)[0] == 200


def test_connections_that_all_ended_cost_nobody_an_answer(site):
    def ask(number):
        session = site.sessions[number % len(site.sessions)]
        return site.ask(site.posts[number % 2], session=session)[0]

    def backends():
        ((number,),) = site.rows(f"SELECT count(*)::int {OTHERS}")
        return number

    with ThreadPoolExecutor(THREADS) as members:
        # Often enough that every thread has a connection with prepared statements.
        assert set(members.map(ask, range(8 * THREADS))) == {200}
        assert backends() > 1
        site.rows(f"SELECT pg_terminate_backend(pid) {OTHERS}")
        until(lambda: backends() == 0)
        assert list(members.map(ask, range(8 * THREADS))) == [200] * 8 * THREADS


@pytest.mark.parametrize(
    ("process", "limits"),
    [
        ("web", {"lock_timeout": "3s", "statement_timeout": "15s"}),
        ("", {"lock_timeout": "30s", "statement_timeout": "15min"}),
    ],
)
def test_pages_wait_for_seconds_and_commands_for_minutes(site, process, limits):
    code = (
        "import django, json; django.setup()\n"
        "from django.db import connection\n"
        "def asked(name):\n"
        "    with connection.cursor() as cursor:\n"
        "        cursor.execute(f'SHOW {name}')\n"
        "        return cursor.fetchone()[0]\n"
        f"print(json.dumps({{name: asked(name) for name in {list(limits)}}}))"
    )
    told = site.run(
        "-c", code, DJANGO_SETTINGS_MODULE="polibat.settings", POLIBAT_PROCESS=process,
        DATABASE_LOCK_TIMEOUT="3", DATABASE_STATEMENT_TIMEOUT="15",
    )  # fmt: skip
    assert json.loads(told) == limits
