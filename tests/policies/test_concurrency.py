"""Many who publish the same policy at once, each on a connection of their own."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from policies.models import PolicyTemplate, PolicyVersion
from policies.services import publish_version
from tests.factories import operator

THREADS = 50


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.concurrency
def test_of_many_who_publish_the_same_policy_one_wins_and_the_others_are_told():
    by, template = operator("admin"), PolicyTemplate.objects.get(slug="terms")
    moment, serial = timezone.now() + timedelta(days=7), template.version_serial
    start, told = Barrier(THREADS), []

    def publish():
        start.wait()
        mine = PolicyTemplate.objects.get(pk=template.pk)
        version = PolicyVersion(template=mine, summary="개정", body="제1조\n본문", effective_at=moment)
        try:
            publish_version(version, by=by)
            told.append("published")
        except ValidationError as error:
            told.append(" ".join(error.messages))
        finally:
            connection.close()

    threads = [Thread(target=publish) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told.count("published") == 1
    assert len(told) == THREADS
    assert "" not in told
    assert PolicyVersion.objects.filter(effective_at=moment).count() == 1
    template.refresh_from_db()
    assert template.version_serial == serial + 1
