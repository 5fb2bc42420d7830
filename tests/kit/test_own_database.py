"""Tests that commit leave nothing to the next one, and what migrations made is there for each."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Member
from moderation.models import WatchWord
from policies.models import PolicyVersion
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_rows_come_back_as_migrations_made_them():
    made = connection.creation.serialize_db_to_string()
    assert PolicyVersion.objects.exists()
    assert ContentType.objects.exists()
    factories.MemberFactory()
    WatchWord.objects.all().delete()
    with CaptureQueriesContext(connection) as asked:
        call_command("flush", interactive=False, verbosity=0, reset_sequences=False, inhibit_post_migrate=True)
    assert not any("TRUNCATE" in one["sql"] for one in asked)
    assert not Member.objects.exists()
    # At once: a test that rolls back may come next, and fills nothing in.
    assert connection.creation.serialize_db_to_string() == made
