"""Tests of accounts start with an empty queue."""

import pytest
from django.db import connection


@pytest.fixture(autouse=True)
def empty_queue(db):
    """No job is left from a test that committed."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
