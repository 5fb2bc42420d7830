"""Changed policies over the API: whoever has not agreed reads, is told so when writing, and agrees there."""

from datetime import timedelta

import pytest
import time_machine

from boards.models import Post
from tests import factories
from tests.accounts.test_two_factor import NOON

pytestmark = pytest.mark.django_db

POST = {"boardType": "FREE", "title": "버스 노선 이야기", "content": "<p>우리 동네 버스가 뜸합니다. 늘려 주세요.</p>"}


@pytest.fixture
def changed(reader):
    """A text by somebody else, and a version of the terms that took effect a day ago."""
    with time_machine.travel(NOON - timedelta(days=8), tick=False):
        post = factories.post(reader)
        version = factories.policy_version(days=7)
    with time_machine.travel(NOON, tick=False):
        yield post, version


def writes(post):
    """Every kind of saying something: method, address and what is sent."""
    return [
        ("post", "/api/posts", POST),
        ("post", f"/api/posts/{post.public_id}/comments", {"content": "저도 그렇습니다."}),
        ("put", f"/api/posts/{post.public_id}/reaction", {"reactionType": "LIKE"}),
        ("post", "/api/reactions", {"targetType": "POST", "targetId": post.public_id, "reactionType": "LIKE"}),
        ("post", "/api/reports", {"targetType": "POST", "targetId": post.public_id, "reason": "SPAM"}),
        ("put", "/api/drafts/FREE", {"title": "쓰던 글", "content": ""}),
        (
            "post",
            "/api/suggestions",
            {"suggestionType": "FEATURE", "title": "안내판 제안", "content": "<p>큰 글씨 안내판을 세워 주세요.</p>"},
        ),
    ]


def test_nothing_is_written_before_agreeing_and_everything_after(api_of, citizen, changed):
    post, version = changed
    client = api_of(citizen)
    for method, address, body in writes(post):
        response = getattr(client, method)(address, body, format="json")
        assert (address, response.status_code) == (address, 403)
        assert response.json()["error"]["code"] == "AGREEMENT_REQUIRED"
        assert "동의" in response.json()["error"]["message"]
    assert not Post.objects.filter(author=citizen).exists()
    for address in ("/api/posts", f"/api/posts/{post.public_id}", "/api/notifications", "/api/members/me/posts"):
        assert client.get(address).status_code == 200
    assert client.get("/api/auth/me").json()["data"]["hasAgreed"] is False

    (asked,) = client.get("/api/auth/agreement").json()["data"]["versions"]
    assert asked["policyId"] == version.public_id
    for wrong in ([], ["TP0001-VN9999"], "all", None):
        assert client.post("/api/auth/agreement", {"versions": wrong}, format="json").status_code == 400
    agreed = client.post("/api/auth/agreement", {"versions": [asked["policyId"]]}, format="json")
    assert (agreed.status_code, agreed.json()["data"]["hasAgreed"]) == (200, True)
    for method, address, body in writes(post):
        response = getattr(client, method)(address, body, format="json")
        assert (address, response.status_code) in {(address, 200), (address, 201)}, response.text


def test_whoever_may_not_write_anyway_is_told_no_such_thing(api_of, pending, changed):
    response = api_of(pending).post("/api/posts", POST, format="json")
    assert (response.status_code, response.json()["error"]["code"]) == (403, "FORBIDDEN")


def test_one_agrees_for_oneself_alone(api_of, citizen, reader, changed):
    _, version = changed
    api_of(reader).post("/api/auth/agreement", {"versions": [version.public_id], "member": citizen.pk}, format="json")
    assert api_of(citizen).get("/api/auth/me").json()["data"]["hasAgreed"] is False
