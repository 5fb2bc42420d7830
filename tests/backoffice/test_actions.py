"""What staff do through the API: reasons, status changes on record, answers to whoever comes second."""

import threading

import pytest
from django.db import connection

from accounts.models import EmailAccess, Member, StatusChange
from boards.models import Post
from displays.models import Banner, Popup
from moderation.models import Decision, Report
from moderation.services import file_report
from polibat.models import RepeatableRequest
from policies.models import PolicyVersion
from politicians.models import Application
from polls.models import Poll
from suggestions.models import Notice, Suggestion
from tests import factories

REASON = {"reason": "운영 정책 위반"}
THREADS = 50


@pytest.fixture
def admin_api(api_of, admin_member):
    return api_of(admin_member)


@pytest.fixture
def application(pending, politician):
    return Application.objects.create(
        member=pending, stated_name="한가람 의원", affiliation="새빛당", politician=politician
    )


def post(api, address, body=REASON, *, status=200):
    response = api.post(f"/api/admin/{address}", body, format="json")
    assert response.status_code == status, response.content.decode()
    return response.json().get("data") or response.json().get("error")


def test_an_application_is_approved_with_the_kind_that_staff_chose(admin_api, application, politician, pending):
    refused = post(admin_api, f"members/{pending.public_id}/approve", {}, status=400)
    assert refused["details"] == [{"field": "politicianType", "message": "정치인 유형을 먼저 선택해주세요."}]
    shown = post(admin_api, f"members/{pending.public_id}/approve", {"politicianType": "MINISTRY"})
    assert (shown["status"], shown["politicianType"], shown["application"]) == ("APPROVED", "MINISTRY", None)
    politician.refresh_from_db()
    assert politician.kind == "MINISTRY"
    again = post(admin_api, f"members/{pending.public_id}/approve", {"politicianType": "MINISTRY"}, status=409)
    assert again["code"] == "ALREADY_DECIDED"
    assert StatusChange.objects.filter(member=pending, after="APPROVED").count() == 1


def test_an_application_without_a_politician_needs_one(admin_api, application, pending, politician):
    Application.objects.update(politician=None)
    body = {"politicianType": "ASSEMBLY"}
    assert post(admin_api, f"members/{pending.public_id}/approve", body, status=400)["details"][0]["field"]
    body["politicianId"] = "PL999999"
    post(admin_api, f"members/{pending.public_id}/approve", body, status=404)
    body["politicianId"] = politician.public_id
    assert (
        post(admin_api, f"members/{pending.public_id}/approve", body)["politician"]["politicianId"]
        == politician.public_id
    )


def test_a_rejected_member_stays_in_waiting_with_the_reason(admin_api, application, pending):
    assert post(admin_api, f"members/{pending.public_id}/reject", {"reason": " "}, status=400)
    shown = post(admin_api, f"members/{pending.public_id}/reject")
    assert (shown["status"], shown["applications"][0]["state"]) == ("PENDING", "REFUSED")
    assert shown["applications"][0]["reason"] == REASON["reason"]


def test_a_member_is_suspended_lifted_banned_and_each_is_on_record(admin_api, citizen, admin_member):
    for body in ({"days": 0, **REASON}, {"days": 3}, {"days": 3, "reason": ""}, {"days": "x", **REASON}):
        post(admin_api, f"members/{citizen.public_id}/suspend", body, status=400)
    shown = post(admin_api, f"members/{citizen.public_id}/suspend", {"days": 7, **REASON})
    assert (shown["status"], shown["statusHistory"][0]["notes"]) == ("SUSPENDED", "정지기간: 7일")
    assert post(admin_api, f"members/{citizen.public_id}/lift")["status"] == "APPROVED"
    assert post(admin_api, f"members/{citizen.public_id}/lift", status=409)["code"] == "ALREADY_DECIDED"
    assert post(admin_api, f"members/{citizen.public_id}/ban")["status"] == "BANNED"
    post(admin_api, f"members/{citizen.public_id}/to-pending", status=400)
    assert list(StatusChange.objects.values_list("after", "reason", "by").order_by("pk")) == [
        (after, REASON["reason"], admin_member.pk) for after in ("SUSPENDED", "APPROVED", "BANNED")
    ]


def test_a_politician_goes_back_to_waiting_and_may_apply_again(admin_api, politician_member):
    shown = post(admin_api, f"members/{politician_member.public_id}/to-pending")
    assert (shown["status"], shown["applications"][0]["state"]) == ("PENDING", "ENDED")


def test_nobody_acts_on_staff_or_themselves(admin_api, admin_member, moderator, api_of, superuser):
    for other in (admin_member, moderator):
        post(admin_api, f"members/{other.public_id}/ban", status=403)
    post(api_of(superuser), f"members/{superuser.public_id}/ban", status=403)


def test_the_page_of_a_member_shows_zeros(admin_api, reader):
    shown = admin_api.get(f"/api/admin/members/{reader.public_id}").json()["data"]
    assert set(shown["counts"].values()) == {0}
    assert [row["boardType"] for row in shown["boardStats"]] == ["FREE", "POLITICIAN", "VOTE", "SUGGESTION"]
    assert {(row["postCount"], row["commentCount"]) for row in shown["boardStats"]} == {(0, 0)}
    for name in ("likes", "dislikes", "reportsGiven", "reported"):
        assert shown[name] == {"posts": 0, "comments": 0}
    assert (shown["votes"], shown["statusHistory"], shown["application"]) == ([], [], None)


def test_an_address_is_revealed_for_a_purpose_and_on_record(admin_api, api_of, moderator, citizen, admin_member):
    post(admin_api, f"members/{citizen.public_id}/email", {"kind": "INQUIRY", "purpose": ""}, status=400)
    post(
        api_of(moderator), f"members/{citizen.public_id}/email", {"kind": "INQUIRY", "purpose": "문의 답변"}, status=403
    )
    assert not EmailAccess.objects.exists()
    response = admin_api.post(
        f"/api/admin/members/{citizen.public_id}/email",
        {"kind": "INQUIRY", "purpose": "문의 답변"},
        format="json",
        headers={"Idempotency-Key": "abcdefgh-1"},
    )
    assert response.json()["data"] == {"email": "citizen@example.com"}
    assert "no-store" in response["Cache-Control"]
    access = EmailAccess.objects.get()
    assert (access.by, access.member, access.purpose) == (admin_member, citizen, "문의 답변")
    row = admin_api.get("/api/admin/email-accesses").json()["data"][0]
    assert (row["by"]["memberId"], row["purpose"]) == (admin_member.public_id, "문의 답변")


@pytest.mark.parametrize("kind", ["posts", "comments"])
def test_a_text_is_hidden_deleted_and_brought_back_with_reasons(kind, admin_api, citizen):
    text = factories.post(citizen)
    text = text if kind == "posts" else factories.comment(text, citizen)
    address = f"{kind}/{text.public_id}"
    post(admin_api, f"{address}/hide", {"reason": "  "}, status=400)
    for verb, status in (("hide", "HIDDEN"), ("delete", "DELETED"), ("republish", "PUBLISHED")):
        shown = post(admin_api, f"{address}/{verb}")
        assert (shown["status"], shown["decisions"][0]["reason"]) == (status, REASON["reason"])
    assert post(admin_api, f"{address}/republish", status=409)["code"] == "ALREADY_DECIDED"
    assert shown["reportCount"] == 0
    assert shown["reports"] == []


def test_moderators_do_not_delete(api_of, moderator, citizen):
    text = factories.post(citizen)
    post(api_of(moderator), f"posts/{text.public_id}/delete", status=403)
    answer = post(api_of(moderator), "bulk", {"ids": [text.public_id], "verb": "DELETE", **REASON})
    assert answer[0]["result"] == "REFUSED"


def test_many_texts_are_decided_at_once_after_a_dry_run(api_of, moderator, citizen):
    texts = [factories.post(citizen) for _ in range(3)]
    body = {"ids": [*(text.public_id for text in texts), "FB999999"], "verb": "HIDE", "dryRun": True, **REASON}
    results = [row["result"] for row in post(api_of(moderator), "bulk", body)]
    assert results == ["DONE", "DONE", "DONE", "MISSING"]
    assert not Decision.objects.exists()
    assert [row["result"] for row in post(api_of(moderator), "bulk", body | {"dryRun": False})] == results
    assert Decision.objects.count() == 3
    post(api_of(moderator), "bulk", body | {"ids": []}, status=400)
    post(api_of(moderator), "bulk", body | {"ids": ["FB000001"] * 1001}, status=400)


def test_many_texts_take_no_key_and_say_that_they_are_done(api_of, moderator, citizen):
    """A key would hold the totals of a board for as long as a thousand decisions take."""
    body = {"ids": [factories.post(citizen).public_id for _ in range(2)], "verb": "HIDE", **REASON}
    sent = [
        api_of(moderator).post("/api/admin/bulk", body, format="json", headers={"Idempotency-Key": "once-and-twice"})
        for _ in range(2)
    ]
    assert [[row["result"] for row in one.json()["data"]] for one in sent] == [["DONE"] * 2, ["ALREADY"] * 2]
    assert not RepeatableRequest.objects.exists()


def test_a_report_is_claimed_decided_and_dismissed(api_of, moderator, admin_member, citizen, reader):
    text = factories.post(citizen)
    report = file_report(Report(post=text, reason="SPAM"), by=reader)
    address = f"reports/{report.public_id}"
    assert post(api_of(moderator), f"{address}/claim", {})["by"]["memberId"] == moderator.public_id
    assert post(api_of(admin_member), f"{address}/claim", {}, status=409)["code"] == "ALREADY_CLAIMED"
    assert api_of(moderator).post(f"/api/admin/{address}/release").status_code == 204
    shown = post(api_of(moderator), f"{address}/decide", {"verb": "HIDE", **REASON})
    assert (shown["status"], shown["content"]["status"]) == ("DONE", "HIDDEN")
    post(api_of(moderator), f"{address}/dismiss", status=409)
    detail = api_of(moderator).get(f"/api/admin/posts/{text.public_id}").json()["data"]
    assert [row["reporter"]["memberId"] for row in detail["reports"]] == [reader.public_id]


def test_a_suggestion_is_answered_with_words(api_of, moderator, citizen):
    suggestion = factories.suggestion(citizen)
    address = f"suggestions/{suggestion.post.public_id}"
    for body in ({"state": "DONE"}, {"state": "DONE", "details": "  "}):
        refused = post(api_of(moderator), f"{address}/action", body, status=400)
        assert refused["details"] == [{"field": "details", "message": "조치 내역을 입력해주세요."}]
    shown = post(api_of(moderator), f"{address}/action", {"state": "DONE", "details": "설치했습니다."})
    assert (shown["actionStatus"], shown["actionDetails"]) == ("DONE", "설치했습니다.")
    assert [(step["before"], step["after"]) for step in shown["actionHistory"]] == [("PENDING", "DONE")]
    shown = post(api_of(moderator), f"{address}/hide")
    assert shown["contentStatus"] == "HIDDEN"
    assert Suggestion.objects.get().replied_by == moderator


def test_a_notice_is_published_pinned_and_changed(admin_api, api_of, superuser):
    body = {"title": "정기 점검", "content": "일요일 새벽에\n점검합니다. 양해 부탁드립니다.", "status": "PINNED"}
    post(admin_api, "notices", {"title": " ", "content": " "}, status=400)
    shown = post(admin_api, "notices", body, status=201)
    assert (shown["status"], shown["category"], shown["isPinned"]) == ("PINNED", "GUIDE", True)
    changed = admin_api.patch(
        f"/api/admin/notices/{shown['noticeId']}", {"category": "NEWS", "status": "PUBLISHED"}, format="json"
    ).json()["data"]
    assert (changed["category"], changed["status"], changed["title"]) == ("NEWS", "PUBLISHED", "정기 점검")
    assert post(admin_api, f"notices/{shown['noticeId']}/pin", {})["isPinned"]
    assert post(api_of(superuser), f"notices/{shown['noticeId']}/hide")["status"] == "HIDDEN"
    assert Notice.objects.get().pinned_slot is None


def test_a_poll_is_made_closed_and_deleted(admin_api, api_of, superuser):
    body = {
        "title": "무인도에 하나만?",
        "description": "여러분의 생각을 들려주세요. 지금 투표!",
        "startDate": "2026-11-01",
        "endDate": "2099-12-31",
        "options": [{"name": "감자", "description": "포슬포슬"}, {"name": "고구마"}],
    }
    for wrong in ({"options": body["options"][:1]}, {"title": ""}, {"startDate": "2100-01-01"}):
        post(admin_api, "votes", body | wrong, status=400)
    shown = post(admin_api, "votes", body, status=201)
    assert (shown["startDate"], shown["endDate"], shown["status"]) == ("2026-11-01", "2099-12-31", "RUNNING")
    assert [(one["name"], one["voteCount"]) for one in shown["options"]] == [("감자", 0), ("고구마", 0)]
    address = f"votes/{shown['voteId']}"
    late = admin_api.patch(f"/api/admin/{address}", {"endDate": "2098-01-01"}, format="json")
    assert late.status_code == 400
    titled = admin_api.patch(f"/api/admin/{address}", {"title": "새 제목입니다"}, format="json").json()["data"]
    assert titled["title"] == "새 제목입니다"
    assert post(admin_api, f"{address}/close")["status"] == "CLOSED"
    assert post(admin_api, f"{address}/close", status=409)["code"] == "ALREADY_DECIDED"
    assert post(api_of(superuser), f"{address}/delete")["contentStatus"] == "DELETED"
    assert admin_api.get("/api/admin/votes").json()["data"] == []
    assert Poll.objects.get().post.status == "DELETED"


def test_popups_and_banners_are_made_changed_moved_and_stopped(admin_api):
    body = {"title": "새 기능", "content": "첫 줄\n둘째 줄", "startDate": "2026-11-01", "endDate": "2099-12-31"}
    response = admin_api.post("/api/admin/popups", body | {"image": factories.upload()}, format="multipart")
    assert response.status_code == 201, response.content.decode()
    popup = response.json()["data"]
    assert (popup["content"], popup["status"], bool(popup["image"])) == ("첫 줄\n둘째 줄", "SHOWN", True)
    admin_api.patch(f"/api/admin/popups/{popup['popupId']}", {"endDate": "2026-11-02"}, format="json")
    assert Popup.objects.get().state == "EXPIRED"
    banners = []
    for title in ("첫째", "둘째"):
        files = {"image": factories.upload(), "mobileImage": factories.upload()}
        given = {**body, "title": title, "linkUrl": "/free/", **files}
        banners.append(admin_api.post("/api/admin/banners", given, format="multipart").json()["data"])
    post(admin_api, f"banners/{banners[1]['bannerId']}/move", {"to": 1})
    assert [one.title for one in Banner.objects.all()] == ["둘째", "첫째"]
    for verb, state in (("stop", "STOPPED"), ("resume", "SHOWN"), ("delete", "DELETED"), ("restore", "SHOWN")):
        post(admin_api, f"banners/{banners[0]['bannerId']}/{verb}", {}, status=400)
        shown = post(admin_api, f"banners/{banners[0]['bannerId']}/{verb}")
        assert (shown["status"], shown["changes"][0]["reason"]) == (state, REASON["reason"])
    assert post(admin_api, f"banners/{banners[0]['bannerId']}/restore", status=409)["code"] == "ALREADY_DECIDED"
    bad = admin_api.post("/api/admin/banners", body | {"linkUrl": "javascript:1"}, format="multipart")
    assert bad.status_code == 400


def test_a_policy_is_announced_revised_and_withdrawn(admin_api):
    body = {"templateId": "TP0001", "name": "개정", "startDate": "2099-01-01", "content": "1. 새 조항\n본문입니다."}
    for name in ("templateId", "name", "startDate", "content"):
        post(admin_api, "policies", {key: value for key, value in body.items() if key != name}, status=400)
    post(admin_api, "policies", body | {"startDate": "2020-01-01"}, status=400)
    shown = post(admin_api, "policies", body, status=201)
    assert (shown["status"], shown["version"], shown["startDate"]) == ("UPCOMING", "2.0", "2099-01-01")
    assert shown["previous"]["deprecatedDate"] == "2099-01-01"
    changed = admin_api.patch(f"/api/admin/policies/{shown['policyId']}", {"name": "다시 개정"}, format="json")
    assert changed.json()["data"]["name"] == "다시 개정"
    assert changed.json()["data"]["settings"]["notifyChanges"] is True
    before = PolicyVersion.objects.get(public_id=shown["previous"]["policyId"])
    assert admin_api.patch(f"/api/admin/policies/{before.public_id}", {"name": "x"}, format="json").status_code == 403
    assert post(admin_api, f"policies/{shown['policyId']}/delete")["status"] == "DELETED"


def test_superusers_manage_staff(api_of, superuser):
    api = api_of(superuser)
    body = {"nickname": "새운영자", "email": "new@example.com", "password": "Polibat-7788!", "level": "moderator"}
    shown = post(api, "staff", body, status=201)
    assert (shown["level"], shown["memberType"]) == ("moderator", "ADMIN")
    assert post(api, f"staff/{shown['memberId']}/level", {"level": "admin", **REASON})["level"] == "admin"
    assert post(api, f"staff/{shown['memberId']}/deactivate")["status"] == "BANNED"
    assert post(api, f"staff/{shown['memberId']}/reactivate")["status"] == "APPROVED"
    post(api, f"staff/{superuser.public_id}/level", {"level": "admin", **REASON}, status=403)
    assert "new@example.com" not in str(api.get("/api/admin/staff").json())


def at_once(ask):
    """Status codes and answers of fifty who ask together."""
    answers, gate = [], threading.Barrier(THREADS)

    def run():
        gate.wait()
        try:
            answers.append(ask())
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answer.status_code for answer in answers), answers


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_fifty_approve_the_same_application_and_one_wins(api_of, admin_member, application, pending):
    address = f"/api/admin/members/{pending.public_id}/approve"
    statuses, answers = at_once(
        lambda: api_of(Member.objects.get(pk=admin_member.pk)).post(
            address, {"politicianType": "ASSEMBLY"}, format="json"
        )
    )
    assert statuses == [200] + [409] * 49
    codes = {answer.json()["error"]["code"] for answer in answers if answer.status_code == 409}
    assert codes == {"ALREADY_DECIDED"}
    assert StatusChange.objects.filter(member=pending).count() == 1


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_fifty_decide_the_same_report_and_one_wins(api_of, moderator, citizen, reader):
    report = file_report(Report(post=factories.post(citizen), reason="SPAM"), by=reader)
    address = f"/api/admin/reports/{report.public_id}/decide"
    statuses, _ = at_once(
        lambda: api_of(Member.objects.get(pk=moderator.pk)).post(address, {"verb": "HIDE", **REASON}, format="json")
    )
    assert statuses == [200] + [409] * 49
    assert Decision.objects.count() == 1
    assert Post.objects.get().status == "HIDDEN"
