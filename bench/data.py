"""The bench's own database, seeded once and kept, and where its servers run."""

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import psycopg

from bench.cpu import Meter
from dev.embedded import servers
from dev.embedded.data_directory import PROJECT

# The conversation; a few posts on other boards come along.
COUNT = "SELECT count(*) FROM boards_post WHERE board IN ('FREE', 'POLITICIAN')"
VARIABLES = ("DATABASE_URL", "REDIS_URL", "EMBEDDED", "SECRET_KEY", "EMAIL_KEYS", "EMAIL_INDEX_KEY", "EMBEDDED_VAR")


def folder(posts):
    """Where the database with so many posts is kept."""
    return PROJECT / "var" / f"bench-{posts}"


@contextmanager
def database(posts, say):
    """Servers of our own with `posts` posts and three times as many comments, whatever the environment says."""
    kept = {name: os.environ.pop(name) for name in VARIABLES if name in os.environ}
    folder(posts).mkdir(parents=True, exist_ok=True)
    os.environ["EMBEDDED_VAR"] = str(folder(posts))
    try:
        with servers("site", say=say):
            _prepare(posts, say)
            yield
    finally:
        del os.environ["EMBEDDED_VAR"]
        os.environ.update(kept)


def meter(web):
    """The meter of these servers and the web server with the process id `web`."""
    from django_redis import get_redis_connection  # noqa: PLC0415 - needs the settings, which need the servers

    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        lines = connection.execute("SELECT pg_read_file('postmaster.pid')").fetchone()[0].splitlines()
    valkey = get_redis_connection("default").info("server")["process_id"]
    return Meter(web=web, postgres=int(lines[0]), valkey=int(valkey))


def _prepare(posts, say):
    _manage("migrate", "--noinput", "--verbosity", "0")
    _manage("collectstatic", "--noinput", "--verbosity", "0")
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        (found,) = connection.execute(COUNT).fetchone()
    if not found:
        say(f"글 {posts:,}개의 데이터베이스를 만듭니다 ({folder(posts)}). 한 번만 하는 일입니다.")
        _manage("seed_demo", "--posts", str(posts), "--comments", str(posts * 3), "--members", "2000")
    elif found != posts:
        raise SystemExit(f"{folder(posts)}에 글이 {found:,}개 있습니다. 지우고 다시 실행해 주세요.")
    # As the nightly job leaves it: without kept days the dashboard counts every row there is.
    _manage("daily_statistics")
    # As autovacuum would within minutes: small tables that nobody looked at are taken for larger ones.
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute("ANALYZE")


def _manage(*arguments):
    subprocess.run([sys.executable, str(Path(PROJECT) / "manage.py"), *arguments], cwd=PROJECT, check=True)
