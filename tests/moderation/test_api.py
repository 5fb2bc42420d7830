"""Reports of members through the API."""

import pytest

from boards.services import change_post_status
from moderation.models import Report
from tests import factories
from tests.boards.test_concurrency import at_once

pytestmark = pytest.mark.django_db


def code(response):
    return response.status_code, response.json()["error"]["code"]


def about(target, **change):
    kind = "COMMENT" if hasattr(target, "post_id") else "POST"
    return {"targetType": kind, "targetId": target.public_id, "reason": "SPAM"} | change


def report(api, target, **change):
    return api.post("/api/reports", about(target, **change), format="json")


@pytest.fixture(params=["POST", "COMMENT"])
def target(request, citizen):
    post = factories.post(citizen)
    return post if request.param == "POST" else factories.comment(post, citizen)


def test_a_text_is_reported_once(api_of, reader, target):
    made = report(api_of(reader), target, reporter="NM999999", status="DONE")
    told = made.json()["data"]
    assert (made.status_code, told["reportId"]) == (201, f"{target.public_id}-RP0001")
    assert (told["targetId"], told["status"]) == (target.public_id, "WAITING")
    assert Report.objects.get().reporter == reader
    assert code(report(api_of(reader), target)) == (409, "REPORT_ALREADY_EXISTS")


@pytest.mark.parametrize(
    ("role", "status"), [("citizen", 403), ("suspended", 401), ("pending", 403), ("anonymous", 401)]
)
def test_who_may_not_report(api_of, target, role, status, request):
    assert report(api_of(request.getfixturevalue(role)), target).status_code == status
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"reason": "OTHER"}, 400),
        ({"reason": "OTHER", "text": "  \u3000"}, 400),
        ({"reason": "BORING"}, 400),
        ({"reason": None}, 400),
        ({"text": "가" * 501}, 400),
        ({"text": "널\x00"}, 400),
        ({"targetType": "MEMBER"}, 400),
        ({"targetId": "FB999999"}, 404),
        ({"targetId": "\x00"}, 400),
        ({"targetId": ""}, 400),
        ({"text": "<script>🙂</script>"}, 201),
    ],
)
def test_bad_reports_are_refused(api_of, citizen, reader, change, status):
    response = report(api_of(reader), factories.post(citizen), **change)
    assert response.status_code == status, response.text
    assert Report.objects.count() == (status == 201)


def test_what_is_out_of_sight_is_not_reported(api_of, citizen, reader):
    post = factories.post(citizen)
    change_post_status(post, to="HIDDEN")
    assert code(report(api_of(reader), post)) == (404, "POST_NOT_FOUND")


def test_the_fifth_report_hides(api_of, citizen, reader):
    post = factories.post(citizen)
    for _ in range(5):
        assert report(api_of(factories.MemberFactory()), post).status_code == 201
    assert api_of(reader).get(f"/api/posts/{post.public_id}").status_code == 404


def test_everybody_sees_their_own_reports_alone(api_of, citizen, reader, admin_member, django_assert_max_num_queries):
    posts = [factories.post(citizen, title=f"{number}번째 이야기") for number in range(3)]
    for post in posts:
        report(api_of(reader), post)
    report(api_of(admin_member), posts[0])
    with django_assert_max_num_queries(9):
        response = api_of(reader).get("/api/reports/my")
    assert [row["targetId"] for row in response.json()["data"]] == [post.public_id for post in reversed(posts)]
    assert set(response.json()) == {"success", "data", "pagination", "timestamp"}
    assert api_of(reader).get("/api/reports/my", {"status": "처리완료"}).json()["data"] == []
    assert len(api_of(admin_member).get("/api/reports/my").json()["data"]) == 1
    assert api_of(admin_member).get("/api/reports").status_code == 405


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.concurrency
def test_twenty_reports_of_one_member_at_once_are_one(api_of, citizen, reader):
    post = factories.post(citizen)

    def send():
        return report(api_of(reader), post).status_code

    answers = at_once(*[send] * 20)
    assert sorted(set(answers)) == [201, 409]
    assert (answers.count(201), Report.objects.count()) == (1, 1)
