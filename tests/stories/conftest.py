"""Stories start with an empty queue, as if the worker had done everything."""

import pytest
from django.db import connection


@pytest.fixture(autouse=True)
def empty_queue(transactional_db):
    """No job is left from a test before."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
