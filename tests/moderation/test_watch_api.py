"""Flags and the list of words through the API."""

import pytest

from moderation.models import AbuseFlag, ReviewFlag, WatchWord
from tests import factories

pytestmark = pytest.mark.django_db

REASON = {"reason": "살펴보았습니다."}


def test_flags_are_listed_and_settled_once(api_of, moderator, citizen, django_assert_max_num_queries):
    post = factories.post(citizen)
    AbuseFlag.objects.create(kind="REPORTS", member=citizen, evidence=12)
    AbuseFlag.objects.create(kind="ACCOUNTS", address_hash="a" * 64, evidence=4)
    ReviewFlag.objects.create(post=post, words="나쁜말", score=0.5)
    api = api_of(moderator)
    with django_assert_max_num_queries(4):
        rows = api.get("/api/admin/abuse-flags").json()["data"]
    assert {(row["kind"], row["member"] and row["member"]["memberId"]) for row in rows} == {
        ("REPORTS", citizen.public_id),
        ("ACCOUNTS", None),
    }
    assert "a" * 64 not in str(rows)
    (text,) = api.get("/api/admin/review-flags", {"status": "확인 전"}).json()["data"]
    assert (text["target"]["targetId"], text["words"], text["score"]) == (post.public_id, "나쁜말", 0.5)
    for address in (f"abuse-flags/{rows[0]['id']}", f"review-flags/{text['id']}"):
        assert api.post(f"/api/admin/{address}/settle", {}, format="json").status_code == 400
        done = api.post(f"/api/admin/{address}/settle", REASON, format="json").json()["data"]
        assert (done["status"], done["note"], done["by"]["memberId"]) == (
            "SETTLED",
            *REASON.values(),
            moderator.public_id,
        )
        assert api.post(f"/api/admin/{address}/settle", REASON, format="json").status_code == 409
    assert api.get("/api/admin/review-flags", {"status": "OPEN"}).json()["data"] == []


def test_words_are_added_set_aside_and_used_again(api_of, moderator):
    api = api_of(moderator)
    made = api.post("/api/admin/watch-words", {"word": "나쁜말"}, format="json")
    assert (made.status_code, made.json()["data"]["isActive"]) == (201, True)
    assert api.post("/api/admin/watch-words", {"word": "나쁜말"}, format="json").status_code == 409
    refused = api.post("/api/admin/watch-words", {"word": "말"}, format="json")
    assert [line["field"] for line in refused.json()["error"]["details"]] == ["word"]
    address = f"/api/admin/watch-words/{made.json()['data']['id']}"
    for verb, is_active in (("stop", False), ("resume", True)):
        assert api.post(f"{address}/{verb}").json()["data"]["isActive"] is is_active
        assert api.post(f"{address}/{verb}").status_code == 409
    found = api.get("/api/admin/watch-words", {"search": "쁜", "isActive": "true"}).json()["data"]
    assert [row["word"] for row in found] == ["나쁜말"]
    assert WatchWord.objects.get(word="나쁜말").by == moderator
