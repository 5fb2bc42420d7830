"""Pytest plugin that gives the test run its own PostgreSQL and Valkey; xdist's workers inherit them."""

import os
from contextlib import ExitStack

import pytest

from polibat.embedded import EmbeddedError, servers


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config):
    """Start the servers before pytest-django reads the settings: a wrapper runs ahead of every other plugin here."""
    os.environ.setdefault("PLAIN_STATIC", "1")
    stack = ExitStack()
    try:
        stack.enter_context(servers("test"))
    except EmbeddedError as error:
        raise pytest.UsageError(str(error)) from error
    early_config.add_cleanup(stack.close)
    return (yield)
