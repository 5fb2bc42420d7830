"""What a stranger or a member would try: rights by input, others' rows, old tokens, broken input."""

import json

import pytest

from accounts.models import Member
from accounts.services import change_member_status
from boards.models import Post, Suggestion
from notifications.models import Notification
from notifications.services import notify
from tests import factories
from tests.accounts.mail import mailed_code
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db

LISTS = ["/api/posts", "/api/members/me/posts", "/api/notifications"]


def test_nobody_signs_up_as_staff(api_of):
    client = api_of()
    client.post("/api/auth/codes", {"email": "new@example.com"}, format="json")
    given = {"email": "new@example.com", "code": mailed_code(), "password": PASSWORD, "nickname": "새시민"}
    given |= {"terms": True, "privacy": True, "isSuperuser": True, "groups": [1], "status": "APPROVED"}
    for kind in ("ADMIN", "POLITICIAN", "superuser", None, ["NORMAL"], {"NORMAL": 1}):
        assert client.post("/api/auth/signup", given | {"memberType": kind}, format="json").status_code == 400
    assert client.post("/api/auth/signup", given, format="json").status_code == 201
    member = Member.objects.get()
    assert (member.kind, member.is_superuser, member.groups.count()) == ("NORMAL", False, 0)


def test_the_actor_is_who_holds_the_token(api_of, citizen, reader):
    words = {"boardType": "FREE", "title": "버스 노선", "content": "<p>우리 동네 버스가 뜸합니다. 늘려 주세요.</p>"}
    words |= {
        "authorId": reader.public_id,
        "author": reader.pk,
        "userId": reader.pk,
        "status": "PINNED",
        "likeCount": 99,
    }
    assert api_of(citizen).post("/api/posts", words, format="json").status_code == 201
    post = Post.objects.get()
    assert (post.author, post.status, post.counts.likes) == (citizen, "PUBLISHED", 0)


def test_nobody_changes_or_reads_what_is_anothers(api_of, citizen, reader):
    post = factories.post(citizen)
    notify([citizen], kind=Notification.Kind.DECISION, text="알림")
    mine = Notification.objects.get().pk
    client = api_of(reader)
    assert client.patch(f"/api/posts/{post.public_id}", {"title": "남의 글"}, format="json").status_code in {403, 404}
    assert client.delete(f"/api/posts/{post.public_id}").status_code in {403, 404}
    assert client.post(f"/api/notifications/{mine}/read").status_code == 404
    assert client.get("/api/notifications").json()["data"] == []
    assert client.get("/api/members/me/posts").json()["data"] == []
    assert Notification.objects.get().read_at is None


def test_columns_that_the_api_does_not_name_stay_as_they_are(api_of, citizen):
    before = Member.objects.values().get()
    sent = dict.fromkeys(before, 1) | {"kind": "ADMIN", "is_superuser": True, "session_epoch": 9}
    del sent["nickname"]
    assert api_of(citizen).patch("/api/auth/me", sent, format="json").status_code == 200
    assert Member.objects.values().get() == before


@pytest.mark.parametrize("status", ["SUSPENDED", "BANNED"])
def test_an_old_token_of_somebody_put_out_opens_nothing(api_of, citizen, admin_member, status):
    client = api_of(citizen)
    change_member_status(citizen, to=status, by=admin_member, reason="도배", days=7)
    for address in ("/api/auth/me", "/api/members/me/posts", "/api/notifications", "/api/posts"):
        assert client.get(address).status_code == 401


def test_a_moderator_deletes_nothing(api_of, moderator, citizen):
    post = factories.post(citizen)
    assert api_of(moderator).delete(f"/api/posts/{post.public_id}").status_code in {403, 404}
    post.refresh_from_db()
    assert post.status == Post.Status.PUBLISHED


def test_a_private_suggestion_shows_nowhere_to_others(api_of, citizen, reader):
    suggestion = factories.suggestion(citizen)
    Post.objects.filter(pk=suggestion.post_id).update(is_private=True)
    secret, public_id = suggestion.post.title, suggestion.post.public_id
    addresses = [*LISTS, f"/api/posts?search={secret}", "/api/comments/recent", "/api/members/me/suggestions"]
    for client in (api_of(), api_of(reader)):
        for address in addresses:
            response = client.get(address)
            assert secret not in json.dumps(response.json(), ensure_ascii=False).replace(f"search={secret}", "")
        assert client.get(f"/api/posts/{public_id}").status_code in {401, 404}
    own = api_of(citizen).get("/api/members/me/suggestions").json()["data"]
    assert [row["suggestionId"] for row in own] == [public_id]
    assert Suggestion.objects.count() == 1


@pytest.mark.parametrize("by", ["password", "author__password", "email_cipher", "-pk", "pk", "createdAt;drop", "\x00"])
def test_nothing_is_sorted_by_what_is_not_shown(api_of, citizen, by):
    assert api_of(citizen).get("/api/posts", {"sortBy": by}).status_code == 400


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize(
    "query",
    [{"page": 0}, {"page": -1}, {"page": 99999}, {"limit": 10**9}, {"limit": 0}, {"page": "\x00"}, {"limit": "١"}],
)
def test_no_list_is_walked_or_dumped(api_of, citizen, address, query):
    assert api_of(citizen).get(address, query).status_code == 400


@pytest.mark.parametrize(
    "body", ["{", "[]", "null", '"x"', '{"email": "\\u0000"}', '{"email": {"$ne": 1}}', "[" * 9999]
)
@pytest.mark.parametrize("address", ["auth/login", "auth/signup", "auth/codes", "auth/refresh", "posts"])
def test_broken_bodies_are_told_so(api_of, citizen, address, body):
    response = api_of(citizen).post(f"/api/{address}", body, content_type="application/json")
    assert response.status_code == 400
    assert response.json()["success"] is False


@pytest.mark.parametrize("address", ["auth/login", "posts", "nowhere"])
def test_thirty_megabytes_are_refused_unread(api_of, address):
    response = api_of().post(f"/api/{address}", "x" * (30 * 1024 * 1024), content_type="application/json")
    assert (response.status_code, response.json()["error"]["code"]) == (413, "PAYLOAD_TOO_LARGE")


def test_no_answer_holds_an_address(api_of, citizen, reader, moderator):
    factories.comment(factories.post(citizen), reader)
    addresses = ["/api/auth/me", f"/api/members/{citizen.public_id}", "/api/posts", "/api/comments/recent"]
    for member in (None, reader, moderator):
        for address in addresses:
            assert "@example.com" not in api_of(member).get(address).content.decode()


def test_what_a_stranger_types_is_no_header(api_of, citizen):
    response = api_of(citizen).get("/api/auth/me", headers={"X-Request-Id": "a\r\nSet-Cookie: x=1"})
    assert "x=1" not in str(response.headers)
