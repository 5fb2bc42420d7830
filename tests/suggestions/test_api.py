"""불편/제안, 공지사항, pictures and drafts through the API."""

import json

import pytest
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile

from boards.models import Draft, Post
from boards.services import change_post_status
from pictures.models import Image
from suggestions.models import Suggestion
from suggestions.services import answer_suggestion, pin_notice
from tests import factories
from tests.boards.test_api import code, ids

pytestmark = pytest.mark.django_db

SECRET = "비밀스러운 제안"
WORDS = {"suggestionType": "FEATURE", "title": "정류장 안내판", "content": "<p>큰 글씨 안내판이 있으면 좋겠습니다.</p>"}


@pytest.fixture
def private(citizen):
    body = f"<p>{SECRET}의 자세한 내용입니다.</p>"
    return factories.suggestion(citizen, title=SECRET, body=body, is_private=True)


def address(suggestion):
    return f"/api/suggestions/{suggestion.post.public_id}"


@pytest.mark.parametrize("role", ["anonymous", "reader", "politician_member", "suspended"])
def test_a_private_one_is_for_its_author_and_staff_alone(api_of, client_of, private, role, request):
    member = request.getfixturevalue(role)
    api, post = api_of(member), private.post.public_id
    assert client_of(member).get(private.get_absolute_url()).status_code == 403
    answers = [api.get(address(private)), api.get("/api/suggestions"), api.get("/api/posts")]
    answers += [api.get("/api/suggestions", {"suggestionType": "FEATURE"}), api.get(f"/api/posts/{post}")]
    answers += [api.get("/api/search", {"search": SECRET}), api.get("/api/posts", {"search": SECRET})]
    answers += [api.get(f"/api/posts/{post}/comments"), api.get(f"/api/posts/{post}/reaction")]
    assert [answer.status_code for answer in answers] == [403, 200, 200, 200, 404, 200, 200, 404, 404]
    assert all(SECRET not in json.dumps(answer.json(), ensure_ascii=False) for answer in answers)
    (row,) = answers[1].json()["data"]
    shown = {name for name, value in row.items() if value not in {None, 0}}
    assert shown == {"suggestionId", "isClosed", "status", "createdAt"}
    assert ids(answers[3], "suggestionId") == []


@pytest.mark.parametrize("role", ["citizen", "moderator"])
def test_author_and_staff_read_a_private_one(api_of, private, role, request):
    api = api_of(request.getfixturevalue(role))
    assert api.get(address(private)).json()["data"]["title"] == SECRET
    (row,) = api.get("/api/suggestions", {"suggestionType": "기능제안"}).json()["data"]
    assert (row["title"], row["isClosed"]) == (SECRET, False)


def test_hidden_ones_are_not_there(api_of, citizen, reader):
    hidden = factories.suggestion(citizen)
    change_post_status(hidden.post, to=Post.Status.HIDDEN)
    assert code(api_of(reader).get(address(hidden))) == (404, "SUGGESTION_NOT_FOUND")
    assert ids(api_of(citizen).get("/api/suggestions/my"), "suggestionId") == []


def test_submitting_changing_and_taking_back(api_of, citizen, reader):
    made = api_of(citizen).post("/api/suggestions", WORDS | {"isPrivate": True, "userId": reader.pk}, format="json")
    suggestion = Suggestion.objects.get(post__public_id=made.json()["data"]["suggestionId"])
    assert (made.status_code, suggestion.post.author, suggestion.post.is_private) == (201, citizen, True)
    assert ids(api_of(citizen).get("/api/suggestions/my"), "suggestionId") == [suggestion.post.public_id]
    assert ids(api_of(reader).get("/api/suggestions/my"), "suggestionId") == []
    changed = api_of(citizen).patch(address(suggestion), {"isPrivate": False, "status": "DONE"}, format="json")
    told = changed.json()["data"]
    assert (told["isPrivate"], told["status"], told["title"]) == (False, "PENDING", WORDS["title"])
    assert api_of(reader).delete(address(suggestion)).status_code == 403
    assert api_of(citizen).delete(address(suggestion)).status_code == 200
    assert api_of(citizen).delete(address(suggestion)).status_code == 404


def test_what_was_looked_into_stays_as_it_is(api_of, citizen, moderator):
    suggestion = factories.suggestion(citizen)
    answer_suggestion(suggestion, by=moderator, state="REVIEWING", reply="살펴보고 있습니다.")
    told = api_of().get(address(suggestion)).json()["data"]
    assert (told["status"], told["reply"]) == ("REVIEWING", "살펴보고 있습니다.")
    for response in (
        api_of(citizen).patch(address(suggestion), {"title": "새 제목입니다"}, format="json"),
        api_of(citizen).delete(address(suggestion)),
    ):
        assert code(response) == (403, "FORBIDDEN")
        assert "접수대기" in response.json()["error"]["message"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"suggestionType": "LOVE"}, "suggestionType"),
        ({"suggestionType": None}, "suggestionType"),
        ({"title": "가" * 101}, "title"),
        ({"title": ""}, "title"),
        ({"content": "<p> </p>"}, "content"),
        ({"isPrivate": "아마도"}, "isPrivate"),
    ],
)
def test_bad_suggestions_are_refused_at_their_field(api_of, citizen, change, field):
    response = api_of(citizen).post("/api/suggestions", WORDS | change, format="json")
    assert code(response) == (400, "VALIDATION_ERROR")
    assert [line["field"] for line in response.json()["error"]["details"]] == [field]
    assert not Suggestion.objects.exists()


def test_notices_stand_with_the_pinned_first(api_of, client_of, admin_member):
    notices = [factories.notice(admin_member, title=f"{number}번째 공지") for number in range(3)]
    pin_notice(notices[0], by=admin_member)
    change_post_status(notices[1].post, to=Post.Status.HIDDEN)
    rows = api_of().get("/api/notices").json()["data"]
    assert [(row["title"], row["isPinned"]) for row in rows] == [("0번째 공지", True), ("2번째 공지", False)]
    page = client_of().get("/notices/").text
    assert page.index("0번째 공지") < page.index("2번째 공지")
    assert ids(api_of().get("/api/notices", {"category": "업데이트"}), "noticeId") == []
    assert code(api_of().get("/api/notices", {"category": "x"})) == (400, "VALIDATION_ERROR")
    for notice, status in zip(notices, (200, 404, 200), strict=True):
        assert api_of().get(f"/api/notices/{notice.post.public_id}").status_code == status


@pytest.mark.parametrize("signed_in", [False, True])
def test_queries_do_not_grow(api_of, admin_member, citizen, reader, signed_in, django_assert_max_num_queries):
    for number in range(4):
        caches["limits"].clear()
        suggestion = factories.suggestion(citizen, is_private=number % 2 == 0)
        notice = factories.notice(admin_member)
    api, most = api_of(reader if signed_in else None), 9 if signed_in else 6
    for asked, allowed in (
        ("/api/suggestions", most),
        ("/api/suggestions?suggestionType=FEATURE", most),
        ("/api/notices", most),
        (address(suggestion), 12),
        (f"/api/notices/{notice.post.public_id}", 12),
    ):
        with django_assert_max_num_queries(allowed):
            assert api.get(asked).status_code == 200, asked


# Pictures and drafts ------------------------------------------------------------------------------------------------


def upload(api, file):
    return api.post("/api/uploads/image", {"file": file} if file else {}, format="multipart")


def test_a_picture_can_stand_in_a_post(api_of, citizen):
    made = upload(api_of(citizen), factories.upload())
    assert (made.status_code, Image.objects.get().author) == (201, citizen)
    body = {
        "boardType": "FREE",
        "title": "그림이 있는 글",
        "content": f'<p>제가 그린 그림을 보아 주세요.</p><img src="{made.json()["data"]["url"]}">',
    }
    told = api_of(citizen).post("/api/posts", body, format="json").json()["data"]
    assert told["hasImage"] is True


@pytest.mark.parametrize(
    ("file", "refusal"),
    [
        (None, (400, "VALIDATION_ERROR")),
        (SimpleUploadedFile("a.png", b""), (415, "FILE_INVALID_TYPE")),
        (SimpleUploadedFile("a.png", b"<script>alert(1)</script>"), (415, "FILE_INVALID_TYPE")),
        (SimpleUploadedFile("a.svg", b"<svg/>"), (415, "FILE_INVALID_TYPE")),
        (SimpleUploadedFile("a.exe", b"MZ"), (415, "FILE_INVALID_TYPE")),
        (SimpleUploadedFile("a.png", b"x" * (5 * 1024**2 + 1)), (413, "FILE_TOO_LARGE")),
    ],
)
def test_what_is_no_picture_is_refused(api_of, citizen, file, refusal):
    if file:
        file.seek(0)
    assert code(upload(api_of(citizen), file)) == refusal
    assert not Image.objects.exists()


def test_pictures_come_as_forms_from_members(api_of, suspended):
    assert upload(api_of(), factories.upload()).status_code == 401
    assert upload(api_of(suspended), factories.upload()).status_code == 401
    response = api_of(factories.MemberFactory()).post("/api/uploads/image", {"file": "x"}, format="json")
    assert code(response) == (415, "UNSUPPORTED_MEDIA_TYPE")


def test_a_draft_is_kept_for_its_member(api_of, citizen, reader):
    body = {"title": "쓰던 글", "content": "<p>아직</p><script>x</script>"}
    kept = api_of(citizen).put("/api/drafts/FREE", body, format="json").json()["data"]
    assert (kept["title"], kept["content"]) == ("쓰던 글", "<p>아직</p>")
    assert api_of(citizen).get("/api/drafts/FREE").json()["data"] == kept
    stale = api_of(citizen).put("/api/drafts/FREE", body | {"version": kept["version"] + 1}, format="json")
    assert code(stale) == (409, "DRAFT_CHANGED")
    for member, board in ((reader, "FREE"), (citizen, "POLITICIAN"), (citizen, "NOTICE"), (citizen, "NOWHERE")):
        assert code(api_of(member).get(f"/api/drafts/{board}")) == (404, "DRAFT_NOT_FOUND")
    for _ in range(2):
        assert api_of(citizen).delete("/api/drafts/FREE").status_code == 200
    assert not Draft.objects.exists()


def test_a_draft_of_nothing_or_too_much_is_not_kept(api_of, citizen):
    api = api_of(citizen)
    assert code(api.put("/api/drafts/FREE", {}, format="json")) == (404, "DRAFT_NOT_FOUND")
    assert code(api.put("/api/drafts/FREE", {"title": "가" * 401}, format="json")) == (400, "VALIDATION_ERROR")
    assert code(api.put("/api/drafts/FREE", {"politicianId": "\x00"}, format="json")) == (400, "VALIDATION_ERROR")
    assert code(api.put("/api/drafts/NOTICE", {"title": "공지"}, format="json")) == (404, "DRAFT_NOT_FOUND")
