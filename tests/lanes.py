"""Pytest plugin that puts each test into one lane, so that a part of them can be run by name: `--lane pages`.

What a test asks for decides: a real browser, servers of its own, pages and the API through a client, the database, or
nothing of these. How many tests a lane has, and how long they took together, is told at the end.

Whatever stands in a database is there again after a test that commits and empties the tables (policies, staff levels).
"""

import argparse
import os
from collections import Counter, defaultdict
from pathlib import Path

import pytest

LANES = {
    "unit": "neither database nor client",
    "database": "rows, without a client",
    "pages": "pages and the API through a client",
    "browser": "a real browser; BROWSER=none leaves these out",
    "servers": "servers of their own, other storages, or many threads at once",
}
# Sweeps take every combination, which is for the night; on commit every pair is enough.
FULL = os.environ.get("FULL") == "1"
LANE = pytest.StashKey[str]()
CLIENTS = {"client", "admin_client", "client_of", "api_of", "live_server"}
DATABASE = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}
SERVERS = {"s3_server", "storage", "use_storage", "live_server"}
SERVER_FOLDERS = {"faults", "dev"}
TESTS = Path(__file__).parent


def lane_name(name):
    """A lane that there is. Raises argparse.ArgumentTypeError."""
    if name not in LANES:
        raise argparse.ArgumentTypeError(f"'{name}' 레인은 없습니다. {', '.join(LANES)} 가운데에서 골라 주세요.")
    return name


def pytest_addoption(parser):
    """Take `--lane`."""
    parser.addoption("--lane", type=lane_name, help=f"run one lane alone: {', '.join(LANES)}")


def pytest_configure(config):
    """Make a mark of each lane, so that `-m` knows them too, and count on the process that reports."""
    for name, about in LANES.items():
        config.addinivalue_line("markers", f"{name}: {about}")
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Tally(), "lanes-tally")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Mark each test with its lane and, with `--lane`, leave the others out.

    Before pytest-django puts those that commit behind those that roll back: it has to know of all that use rows.
    """
    for item in items:
        says_so = DATABASE & set(item.fixturenames) or item.get_closest_marker("django_db")
        if asks_for_rows(item) and not says_so:
            item.add_marker(pytest.mark.django_db)
        item.stash[LANE] = lane_of(item)
        item.add_marker(item.stash[LANE])
        if asks_for_rows(item):
            item.fixturenames.append("django_db_serialized_rollback")
    if wanted := config.getoption("lane"):
        config.hook.pytest_deselected(items=[item for item in items if item.stash[LANE] != wanted])
        items[:] = [item for item in items if item.stash[LANE] == wanted]
    return (yield)


def lane_of(item):
    """The lane of a test."""
    asked, folder = set(item.fixturenames), item.path.relative_to(TESTS).parts[0]
    if "browser" in asked:
        return "browser"
    if folder in SERVER_FOLDERS or item.get_closest_marker("concurrency") or asked & SERVERS:
        return "servers"
    if asked & CLIENTS:
        return "pages"
    return "database" if asks_for_rows(item) else "unit"


def asks_for_rows(item):
    """Whether a test uses the database; one that asks for fixtures by `request` may ask for anybody of the cast."""
    asked = DATABASE & set(item.fixturenames) or "request" in item._fixtureinfo.argnames
    return bool(asked or item.get_closest_marker("django_db"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Let the report say which lane it is about."""
    report = yield
    report.lane = item.stash[LANE]
    return report


class Tally:
    """Tests and seconds of each lane."""

    def __init__(self):
        self.tests, self.seconds = Counter(), defaultdict(float)

    def pytest_runtest_logreport(self, report):
        """Count a part of a test."""
        self.tests[report.lane] += report.when == "call"
        self.seconds[report.lane] += report.duration

    def pytest_terminal_summary(self, terminalreporter):
        """Say what each lane took."""
        told = [f"{name} {self.tests[name]:,}개 {self.seconds[name]:,.0f}초" for name in LANES if self.tests[name]]
        if told:
            terminalreporter.write_line(f"레인: {' · '.join(told)} (합 {sum(self.seconds.values()):,.0f}초)")
