"""Many who publish the same policy at once, each on a connection of their own."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from policies.models import PolicyChange, PolicyTemplate, PolicyVersion
from policies.services import draft_version, publish_version, resume_version
from tests.factories import staff_member

THREADS = 50


def at_once(*ways):
    """What each of fifty heard who take these ways in turns at one moment."""
    start, heard = Barrier(THREADS), []

    def run(way):
        start.wait()
        try:
            heard.append(way())
        except ValidationError as error:
            heard.append(" ".join(error.messages))
        finally:
            connection.close()

    threads = [Thread(target=run, args=[ways[number % len(ways)]]) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(heard) == THREADS
    return heard


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.concurrency
def test_of_many_who_publish_the_same_policy_one_wins_and_the_others_are_told(api_of):
    by, template = staff_member("admin"), PolicyTemplate.objects.get(slug="terms")
    day = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=7)
    serial, api = template.version_serial, api_of(by)

    def by_service():
        mine = PolicyTemplate.objects.get(pk=template.pk)
        publish_version(PolicyVersion(template=mine, summary="개정", body="제1조\n본문", effective_at=day), by=by)
        return "published"

    def by_api():
        body = {"templateId": template.public_id, "name": "개정", "startDate": f"{day:%Y-%m-%d}", "content": "제1조"}
        answer = api.post("/api/admin/policies", body, format="json")
        if answer.status_code == 201:
            return "published"
        assert answer.status_code == 409
        return answer.json()["error"]["message"]

    heard = at_once(by_service, by_api)
    assert heard.count("published") == 1
    assert set(heard) == {"published", "같은 날 시행되는 버전이 이미 있습니다. 시행일을 다르게 정해 주세요."}
    version = PolicyVersion.objects.get(effective_at=day)
    assert list(PolicyChange.objects.values_list("version", "verb")) == [(version.pk, "PUBLISH")]
    template.refresh_from_db()
    assert template.version_serial == serial + 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.concurrency
def test_a_draft_is_published_once_however_many_press_at_once(api_of):
    by, template = staff_member("admin"), PolicyTemplate.objects.get(slug="terms")
    moment = timezone.now() + timedelta(days=7)
    draft = draft_version(PolicyVersion(template=template, summary="개정", body="제1조", effective_at=moment), by=by)
    api = api_of(by)

    def by_service():
        return resume_version(PolicyVersion.objects.get(pk=draft.pk), by=by, reason="확인함")

    def by_api():
        answer = api.post(f"/api/admin/policies/{draft.public_id}/resume", {"reason": "확인함"}, format="json")
        if answer.status_code != 200:
            assert answer.json()["error"]["message"] == "이미 그 상태입니다."
        return answer.status_code == 200

    assert sorted(at_once(by_service, by_api)) == [False] * (THREADS - 1) + [True]
    assert list(PolicyChange.objects.order_by("pk").values_list("verb", flat=True)) == ["DRAFT", "PUBLISH"]
