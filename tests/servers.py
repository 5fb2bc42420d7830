"""Pytest plugin that gives the test run its own PostgreSQL, Valkey and folder of uploads; xdist's workers inherit them.

Several runs may share the servers, so each process takes a numbered slot: its own Redis database, and (for the process
that started the run) its own name for the test database.
"""

import fcntl
import os
import tempfile
from contextlib import ExitStack
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from dev.embedded import EmbeddedError, servers
from dev.embedded.data_directory import DataDirectory
from dev.embedded.file_locks import open_lock, try_lock
from dev.embedded.valkey import DATABASES


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config):
    """Start the servers before pytest-django reads the settings: a wrapper runs ahead of every other plugin here."""
    stack = ExitStack()
    early_config.add_cleanup(stack.close)
    try:
        stack.enter_context(servers("test"))
    except EmbeddedError as error:
        raise pytest.UsageError(str(error)) from error
    slot = _take_slot(stack)
    os.environ["REDIS_URL"] = _with_database(os.environ["REDIS_URL"], slot)
    os.environ.setdefault("TEST_DB", f"test_polibat_{slot}")
    # No test waits for collectstatic, which has a test of its own.
    os.environ.setdefault("PLAIN_STATIC", "1")
    for variable in ("MEDIA_ROOT", "PRIVATE_ROOT"):
        os.environ.setdefault(variable, stack.enter_context(tempfile.TemporaryDirectory(prefix="polibat-files-")))
    return (yield)


def _take_slot(stack):
    """A number that nobody else on these servers has, until `stack` is closed."""
    home = DataDirectory.find()
    for slot in range(DATABASES):
        handle = open_lock(home.lock(f"test.slot{slot}"))
        if try_lock(handle, fcntl.LOCK_EX):
            stack.callback(os.close, handle)
            return slot
        os.close(handle)
    raise pytest.UsageError(f"동시에 {DATABASES}개보다 많은 테스트 프로세스는 실행할 수 없습니다.")


def _with_database(url, number):
    """`url` for the Redis database `number`, whether it leads to a socket (query) or to a host (path)."""
    if url.startswith("unix:"):
        address, _, query = url.partition("?")
        return f"{address}?{urlencode({**dict(parse_qsl(query)), 'db': number})}"
    return urlsplit(url)._replace(path=f"/{number}").geturl()
