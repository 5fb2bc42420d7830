"""What may be sent or asked twice: creations under an Idempotency-Key, and reads that did not change."""

import json
from datetime import UTC, datetime

import pytest
import time_machine

from boards.models import Comment, Post
from moderation.models import Report
from polibat.models import RepeatableRequest
from tests import factories
from tests.api.permissions import world
from tests.api.test_permissions import TABLES, address_of

pytestmark = pytest.mark.django_db

KEY = {"HTTP_IDEMPOTENCY_KEY": "7f0c2a61-once"}
TEXT = "<p>우리 동네 버스가 너무 뜸합니다. 배차를 늘려 주세요.</p>"


def test_each_creation_of_members_happens_once_under_its_key(api_of, citizen, reader):
    others = factories.post(reader)
    client = api_of(citizen)
    creations = [
        ("/api/posts", {"boardType": "FREE", "title": "버스 노선 이야기", "content": TEXT}, Post),
        (f"/api/posts/{others.public_id}/comments", {"content": "저도 그렇습니다."}, Comment),
        ("/api/suggestions", {"suggestionType": "FEATURE", "title": "안내판 제안", "content": TEXT}, Post),
        ("/api/reports", {"targetType": "POST", "targetId": others.public_id, "reason": "SPAM"}, Report),
    ]
    for number, (address, body, model) in enumerate(creations):
        key, before = {"HTTP_IDEMPOTENCY_KEY": f"key-{number}-once"}, model.objects.count()
        first = client.post(address, body, format="json", **key)
        again = client.post(address, body, format="json", **key)
        assert (address, first.status_code, again.status_code) == (address, 201, 201)
        assert first.json()["data"] == again.json()["data"]
        assert again["Idempotency-Replayed"] == "true"
        other = client.post(address, body | {"more": "words"}, format="json", **key)
        assert (other.status_code, other.json()["error"]["code"]) == (409, "IDEMPOTENCY_KEY_REUSED")
        assert model.objects.count() == before + 1


def test_a_creation_of_staff_happens_once_under_its_key(api_of, admin_member):
    body = {"category": "GUIDE", "title": "정기 점검 안내", "content": TEXT}
    first, again = (api_of(admin_member).post("/api/admin/notices", body, format="json", **KEY) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["data"] == again.json()["data"]
    assert Post.objects.filter(board="NOTICE").count() == 1


def test_a_key_is_for_one_body_however_it_is_sent(api_of, citizen, admin_member, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    post = {"boardType": "FREE", "title": "버스 노선 이야기", "content": TEXT}
    kind = "application/json; charset=utf-8"
    answers = [
        api_of(citizen).post("/api/posts", json.dumps(post | more), content_type=kind, **KEY)
        for more in ({}, {}, {"title": "전혀 다른 이야기"})
    ]
    assert [answer.status_code for answer in answers] == [201, 201, 409]
    form = {"title": "가을 행사", "content": "첫 줄", "startDate": "2026-11-01", "endDate": "2099-12-31"}
    sent = [form, form, form | {"title": "다른 행사"}, form | {"image": factories.upload()}]
    answers = [api_of(admin_member).post("/api/admin/popups", one, format="multipart", **KEY) for one in sent]
    assert [answer.status_code for answer in answers] == [201, 201, 409, 409]
    pictures = [factories.upload(), factories.upload(), factories.upload(colour="blue")]
    key = {"HTTP_IDEMPOTENCY_KEY": "with-a-picture"}
    answers = [
        api_of(admin_member).post("/api/admin/popups", form | {"image": picture}, format="multipart", **key)
        for picture in pictures
    ]
    assert [answer.status_code for answer in answers] == [201, 201, 409]


def test_what_holds_secrets_is_kept_for_nobody(api_of, citizen, admin_member):
    api_of().post(
        "/api/auth/login", {"email": "citizen@example.com", "password": factories.PASSWORD}, format="json", **KEY
    )
    address = f"/api/admin/members/{citizen.public_id}/email"
    revealed = api_of(admin_member).post(address, {"kind": "INQUIRY", "purpose": "문의 답변"}, format="json", **KEY)
    assert revealed.json()["data"]["email"] == "citizen@example.com"
    assert not RepeatableRequest.objects.exists()


def test_a_read_that_did_not_change_is_304_at_every_address(
    api_of, citizen, reader, admin_member, superuser, politician
):
    rows = world.build(citizen, reader, admin_member, politician)
    wrong, asked = [], 0
    with time_machine.travel(datetime(2026, 11, 25, 3, tzinfo=UTC), tick=False):
        clients = {"citizen": api_of(citizen), "superuser": api_of(superuser)}
        for entry, endpoint in [one for table in TABLES.values() for one in table.items()]:
            if not entry.startswith("GET"):
                continue
            client = clients["citizen" if "citizen" in endpoint.allowed else "superuser"]
            address = address_of(entry, endpoint, rows)
            first = client.get(address)
            if first.status_code != 200 or not first["Content-Type"].startswith("application/json"):
                continue
            asked += 1
            again = client.get(address, HTTP_IF_NONE_MATCH=first.get("ETag", "none"))
            if (again.status_code, again.content) != (304, b""):
                wrong.append((entry, again.status_code))
    assert wrong == []
    assert asked > 80
