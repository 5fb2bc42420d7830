"""What a stranger or a member would try: rights by input, others' rows, old tokens, broken input."""

import base64
import csv
import io
import json
from datetime import UTC, datetime, timedelta

import jwt
import pytest
import time_machine
from django.conf import settings as site
from django.test import Client
from django.urls import reverse

from accounts.models import ApiSession, Member
from accounts.services import change_member_status, open_api_session
from backoffice.models import StaffExport
from boards.models import Comment, Post, Reaction
from moderation.models import Report
from notifications.models import Notification
from notifications.services import notify
from pictures.models import Image
from polibat.security.opaque import name_of
from tests import factories
from tests.accounts.mail import deliver, mailed_code
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db

LISTS = ["/api/posts", "/api/members/me/posts", "/api/notifications", "/api/politicians", "/api/admin/members"]
HOST = "http://testserver"
SECRET = "아무도몰라야하는제안"


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
    forged = {"authorId": reader.public_id, "author": reader.pk, "userId": reader.pk, "by": reader.pk, "pk": 7}
    forged |= {"status": "PINNED", "likeCount": 99, "viewCount": 99, "counts": {"likes": 99}, "postId": "FB999999"}
    forged |= {"createdAt": "2000-01-01T00:00:00Z", "publishedAt": "2000-01-01T00:00:00Z", "isByPolitician": True}
    client = api_of(citizen)
    assert client.post("/api/posts", words | forged, format="json").status_code == 201
    post = Post.objects.get()
    assert (post.author, post.status, post.counts.likes, post.counts.views) == (citizen, "PUBLISHED", 0, 0)
    assert (post.published_at.year > 2000, post.is_by_politician, post.public_id) != (False, True, "FB999999")
    before = Post.objects.values("author", "status", "published_at", "board", "public_id", "is_private").get()
    assert client.patch(f"/api/posts/{post.public_id}", words | forged | {"boardType": "NOTICE"}, format="json").json()[
        "success"
    ]
    assert Post.objects.values("author", "status", "published_at", "board", "public_id", "is_private").get() == before
    said = {"content": "저도 그렇습니다.", "status": "DELETED", "authorId": reader.public_id, "likeCount": 9}
    client.post(f"/api/posts/{post.public_id}/comments", said, format="json")
    comment = Comment.objects.get()
    assert (comment.author, comment.status, comment.likes) == (citizen, "PUBLISHED", 0)
    about = {"targetType": "POST", "targetId": post.public_id, "reactionType": "LIKE", "userId": citizen.public_id}
    assert api_of(reader).post("/api/reactions", about, format="json").status_code == 201
    assert Reaction.objects.get().member == reader
    report = {"targetType": "POST", "targetId": post.public_id, "reason": "SPAM", "reporterId": citizen.public_id}
    assert api_of(reader).post("/api/reports", report | {"status": "RESOLVED"}, format="json").status_code == 201
    assert (Report.objects.get().reporter, Report.objects.get().state) == (reader, Report.State.WAITING)


def test_nobody_changes_or_reads_what_is_anothers(api_of, citizen, reader, admin_member):
    post, comment = factories.post(citizen), None
    comment = factories.comment(post, citizen)
    suggestion, poll = factories.suggestion(citizen, is_private=True), factories.poll(admin_member)
    notify([citizen], kind=Notification.Kind.DECISION, text="알림")
    mine = name_of(Notification.objects.get(member=citizen).pk, kind="notification")
    api_of(citizen).put("/api/drafts/FREE", {"title": "남이 볼 수 없는 초안"}, format="json")
    api_of(citizen).post("/api/members/me/data-exports")
    deliver()
    export = api_of(admin_member).get("/api/admin/posts/export")
    assert export.status_code == 200
    theirs = StaffExport.objects.get()
    words, client = {"title": "남의 글", "content": "<p>남의 글을 고쳐 보겠습니다. 될까요?</p>"}, api_of(reader)
    tried = [
        ("patch", f"/api/posts/{post.public_id}", words),
        ("delete", f"/api/posts/{post.public_id}", None),
        ("patch", f"/api/comments/{comment.public_id}", {"content": "남의 댓글"}),
        ("delete", f"/api/comments/{comment.public_id}", None),
        ("get", f"/api/suggestions/{suggestion.post.public_id}", None),
        ("patch", f"/api/suggestions/{suggestion.post.public_id}", words),
        ("delete", f"/api/suggestions/{suggestion.post.public_id}", None),
        ("patch", f"/api/votes/{poll.post.public_id}", words),
        ("patch", f"/api/posts/{poll.post.public_id}", words),
        ("delete", f"/api/posts/{poll.post.public_id}", None),
        ("post", f"/api/notifications/{mine}/read", None),
        ("get", "/api/drafts/FREE", None),
        ("get", "/api/members/me/data-exports/latest/file", None),
        ("get", f"/api/admin/exports/{theirs.token}", None),
        ("get", f"/api/admin/exports/{theirs.token}/file", None),
    ]
    for method, address, body in tried:
        assert (address, getattr(client, method)(address, body, format="json").status_code) in {
            (address, 403),
            (address, 404),
        }
    assert client.post("/api/notifications/read-all", {"upTo": mine}, format="json").json()["data"] == {"read": 0}
    for tab in ("posts", "comments", "suggestions", "votes", "reports", "data-exports"):
        assert client.get(f"/api/members/me/{tab}").json()["data"] == []
    assert client.delete("/api/drafts/FREE").status_code == 200
    assert api_of(citizen).get("/api/drafts/FREE").json()["data"]["title"] == "남이 볼 수 없는 초안"
    assert not Notification.objects.filter(member=citizen, read_at__isnull=False).exists()
    assert list(Post.objects.order_by("pk").values_list("status", flat=True)) == ["PUBLISHED"] * 3
    assert not Post.objects.filter(title="남의 글").exists()


def test_another_members_picture_stays_theirs(api_of, citizen, reader):
    kept = api_of(citizen).post("/api/uploads/image", {"file": factories.upload()}, format="multipart")
    url = kept.json()["data"]["url"]
    words = {
        "boardType": "FREE",
        "title": "남의 그림",
        "content": f'<p>남의 그림을 제 글에 넣습니다.<img src="{url}"></p>',
    }
    made = api_of(reader).post("/api/posts", words, format="json")
    assert made.status_code == 201
    assert "<img" not in made.json()["data"]["content"]
    assert Image.objects.get().author == citizen


def test_columns_that_the_api_does_not_name_stay_as_they_are(api_of, citizen):
    client, before = api_of(citizen), Member.objects.values().get()
    sent = dict.fromkeys(before, 1) | {"kind": "ADMIN", "is_superuser": True, "session_epoch": 9}
    del sent["nickname"]
    assert client.patch("/api/auth/me", sent, format="json").status_code == 200
    assert Member.objects.values().get() == before


@pytest.mark.parametrize("status", ["SUSPENDED", "BANNED"])
def test_an_old_token_of_somebody_put_out_opens_nothing(api_of, citizen, admin_member, status):
    client = api_of(citizen)
    change_member_status(citizen, to=status, by=admin_member, reason="도배", days=7)
    for address in ("/api/auth/me", "/api/members/me/posts", "/api/notifications", "/api/posts"):
        assert client.get(address).status_code == 401


def test_a_moderator_deletes_nothing(api_of, client_of, moderator, admin_member, citizen):
    post, comment = factories.post(citizen), None
    comment, suggestion = factories.comment(post, citizen), factories.suggestion(citizen)
    poll, notice = factories.poll(admin_member), factories.notice(admin_member)
    client, why = api_of(moderator), {"reason": "지워 봅니다."}
    tried = [
        *(f"/api/admin/posts/{post.public_id}/delete", f"/api/admin/comments/{comment.public_id}/delete"),
        f"/api/admin/suggestions/{suggestion.post.public_id}/delete",
        *(f"/api/admin/votes/{poll.post.public_id}/delete", f"/api/admin/notices/{notice.post.public_id}/delete"),
    ]
    for address in tried:
        assert (address, client.post(address, why, format="json").status_code) == (address, 403)
    assert client.delete(f"/api/posts/{post.public_id}").status_code == 403
    bulk = {"ids": [post.public_id, comment.public_id], "verb": "DELETE", **why}
    outcomes = client.post("/api/admin/bulk", bulk, format="json").json()["data"]
    assert {outcome["result"] for outcome in outcomes} == {"REFUSED"}
    page = client_of(moderator)
    for row, model in ((post, "boards_post"), (comment, "boards_comment")):
        sent = {"action": "delete_text", "_selected_action": [row.pk], "apply": "1", **why}
        page.post(reverse(f"admin:{model}_changelist"), sent)
        assert page.post(reverse(f"admin:{model}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
    assert not Post.objects.exclude(status=Post.Status.PUBLISHED).exists()
    assert Comment.objects.get().status == Comment.Status.PUBLISHED


OWN_STANDING = {"suspend": 403, "ban": 403, "lift": 403, "to-pending": 403, "approve": 400, "reject": 409}


@pytest.mark.parametrize("role", ["admin_member", "superuser"])
def test_nobody_changes_their_own_standing(api_of, client_of, request, role):
    member = request.getfixturevalue(role)
    before = Member.objects.values("status", "kind", "is_superuser", "session_epoch").get()
    client, why = api_of(member), {"reason": "스스로 바꿔 봅니다.", "days": 3}
    # A member of staff has no application that could be approved or refused.
    for verb, status in OWN_STANDING.items():
        address = f"/api/admin/members/{member.public_id}/{verb}"
        assert (verb, client.post(address, why, format="json").status_code) == (verb, status)
    for verb in ("level", "deactivate", "reactivate"):
        body = why | {"level": "admin"}
        answer = client.post(f"/api/admin/staff/{member.public_id}/{verb}", body, format="json")
        assert (verb, answer.status_code) == (verb, 403)
    assert client.patch("/api/auth/me", {"status": "BANNED", "level": "superuser"}, format="json").status_code == 200
    page = client_of(member)
    for action in ("change_status", "suspend", "ban", "to_pending", "lift", "change_staff_level"):
        sent = {"action": action, "_selected_action": [member.pk], "apply": "1", "to": "SUSPENDED", "level": "admin"}
        page.post(reverse("admin:accounts_member_changelist"), sent | why)
    form = {"status": "BANNED", "kind": "NORMAL", "is_superuser": "on"}
    assert page.post(reverse("admin:accounts_member_change", args=[member.pk]), form).status_code == 403
    assert Member.objects.values("status", "kind", "is_superuser", "session_epoch").get() == before


def test_a_private_suggestion_shows_nowhere_to_others(api_of, client_of, citizen, reader, moderator):
    suggestion = factories.suggestion(
        citizen, is_private=True, title=SECRET, body=f"<p>{SECRET}: 정류장에 큰 글씨 안내판을 세워 주세요.</p>"
    )
    public_id = suggestion.post.public_id
    deliver()
    addresses = [
        *("/api/posts", "/api/suggestions", "/api/comments/recent", "/api/posts/popular", "/api/notifications"),
        *(f"/api/search?search={SECRET}", f"/api/posts?search={SECRET}", f"/api/suggestions?search={SECRET}"),
        *(f"/api/posts?authorId={citizen.public_id}", f"/api/suggestions?authorId={citizen.public_id}"),
        *("/api/members/me/suggestions", "/api/members/me/posts", f"/api/members/{citizen.public_id}"),
        *(f"/api/{kind}/{public_id}" for kind in ("posts", "suggestions")),
        *(f"/api/posts/{public_id}/{part}" for part in ("comments", "reaction")),
        *(f"/api/reactions/stats/post/{public_id}", f"/api/admin/suggestions/{public_id}"),
        *(f"/api/admin/suggestions?search={SECRET}", f"/api/admin/posts?search={SECRET}&board=SUGGESTION"),
        *("/api/admin/suggestions/export", f"/api/admin/suggestions/export?search={SECRET}&format=csv"),
        *("/free/feed/", "/voice/feed/", "/polls/feed/", "/notices/feed/", "/sitemap.xml", "/suggestions/"),
        *(f"/search/?q={SECRET}", f"/suggestions/?q={SECRET}", f"/suggestions/{public_id}/"),
    ]
    for member in (None, reader):
        for address in addresses:
            client = api_of(member) if address.startswith("/api") else client_of(member)
            told = client.get(address).getvalue().decode()
            # What was asked for is told back to whoever asked.
            assert SECRET in address or SECRET not in told, address
            # The list of all shows that there is a private one, and nothing else of it.
            is_whole = address.partition("?")[0] in {"/api/suggestions", "/suggestions/"}
            # Its own address stands in the page that refuses it, as the way back from the log-in.
            assert is_whole or public_id in address or public_id not in told, address
    assert not Notification.objects.filter(member=reader).exists()
    for member in (citizen, moderator):
        assert api_of(member).get(f"/api/suggestions/{public_id}").json()["data"]["title"] == SECRET
    (row,) = api_of(moderator).get("/api/admin/suggestions", {"search": SECRET}).json()["data"]
    assert row["suggestionId"] == public_id


@pytest.mark.parametrize(
    "by", ["password", "author__password", "email_cipher", "-pk", "pk", "createdAt;drop", "\x00", "?"]
)
def test_nothing_is_sorted_by_what_is_not_shown(api_of, superuser, by):
    client = api_of(superuser)
    sortable = ["/api/posts", "/api/admin/members", "/api/admin/posts", "/api/admin/staff", "/api/admin/reports"]
    answers = {address: client.get(address, {"sortBy": by}).status_code for address in sortable}
    assert answers == dict.fromkeys(sortable, 400)


@pytest.mark.parametrize(
    "query",
    [{"page": 0}, {"page": -1}, {"page": 10**9}, {"limit": 10**9}, {"limit": -1}, {"limit": 0}, {"limit": "1;drop"},
     {"page": "\x00"}, {"limit": "١"}, {"cursor": "-1"}, {"cursor": "\x00"}],
)  # fmt: skip
def test_no_list_is_walked_or_dumped(api_of, superuser, query):
    client = api_of(superuser)
    answers = {address: client.get(address, query) for address in LISTS}
    assert {address: answer.status_code for address, answer in answers.items()} == dict.fromkeys(LISTS, 400)
    assert all(answer.json()["error"]["details"][0]["field"] == next(iter(query)) for answer in answers.values())


@pytest.mark.parametrize(
    "body",
    ["{", "", "[]", "null", '"x"', "NaN", '{"a": 1e999}', '{"email": "\\u0000"}', '{"email": {"$ne": 1}}', "[" * 9999,
     '{"a":' * 9999, '{"title": "\\ud800"}', b"\xff\xfe", b"\x00"],
)  # fmt: skip
def test_broken_bodies_are_told_so(api_of, citizen, body):
    client = api_of(citizen)
    for address in ("auth/login", "auth/signup", "auth/codes", "posts", "reports", "reactions", "suggestions"):
        response = client.post(f"/api/{address}", body, content_type="application/json")
        assert (address, response.status_code, response.json()["success"]) == (address, 400, False)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/xml", "x", ""])
def test_another_kind_of_body_is_refused(api_of, citizen, kind):
    client = api_of(citizen)
    for address in ("/api/posts", "/api/auth/login", "/api/uploads/image"):
        response = client.generic("POST", address, "title=a", content_type=kind)
        assert (address, response.status_code) == (address, 415)
    assert not Post.objects.exists()


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


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("a\r\nX-Evil: 1.png", 201),
        ("../../../etc/passwd.png", 201),
        ('"><script>.png', 201),
        ("널\x00.png", 201),
        ("." * 300, 201),
    ],
)
def test_the_name_of_an_upload_is_nobodys_path_or_header(api_of, citizen, name, status):
    response = api_of(citizen).post("/api/uploads/image", {"file": factories.upload(name=name)}, format="multipart")
    assert response.status_code == status
    assert "X-Evil" not in response and "Evil" not in response.text and "passwd" not in response.text
    for image in Image.objects.all():
        assert image.page_file.name.startswith("images/") and ".." not in image.page_file.name


@pytest.mark.parametrize("evil", ["csv\r\nX-Evil: 1", "../etc", "xlsx;", "html", "%0d%0aX-Evil:1"])
def test_the_name_of_an_export_takes_nothing_that_was_asked(api_of, moderator, citizen, evil):
    client = api_of(moderator)
    refused = client.get("/api/admin/posts/export", {"format": evil})
    assert (refused.status_code, "X-Evil" in refused) == (400, False)
    given = client.get("/api/admin/posts/export", {"format": "csv", "search": evil})
    assert given["Content-Disposition"].isprintable()
    assert "Evil" not in str(given.headers) and "etc" not in given["Content-Disposition"]


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t=", "＝", " ="])
def test_what_members_type_runs_in_no_spreadsheet(api_of, moderator, citizen, first):
    factories.comment(factories.post(citizen, title=f'{first}cmd|"/c calc"!A1'), citizen, text=f"{first}HYPERLINK(1)")
    for page in ("posts", "comments"):
        text = api_of(moderator).get(f"/api/admin/{page}/export", {"format": "csv"}).getvalue().decode("utf-8-sig")
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
        assert any("cmd|" in cell or "HYPERLINK" in cell for cell in cells)
        assert [cell for cell in cells if cell.lstrip().startswith(("=", "+", "@", "＝", "-cmd", "-HYPER"))] == []


def test_forged_tokens_open_nothing(api_of, citizen, superuser):
    token = open_api_session(citizen).access
    claims = jwt.decode(token, options={"verify_signature": False})
    head, body, signature = token.split(".")

    def part(values):
        return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")

    other = {**claims, "sub": superuser.public_id}
    forged = {
        "alg none": f"{part({'alg': 'none', 'typ': 'JWT'})}.{body}.",
        "alg None with another's name": f"{part({'alg': 'None'})}.{part(other)}.",
        "no signature": f"{head}.{body}.",
        "another's name under the old signature": f"{head}.{part(other)}.{signature}",
        "a key of their own": jwt.encode(other, "guessed-key" * 4, algorithm="HS256"),
        "the site's other key": jwt.encode(other, site.SECRET_KEY, algorithm="HS256"),
        "another algorithm": jwt.encode(claims, "guessed-key" * 8, algorithm="HS512"),
        "somebody else's family": jwt.encode(other | {"family": claims["family"]}, "k" * 32, algorithm="HS256"),
        "no claims": f"{head}.{part([])}.{signature}",
        "huge": "a" * 20_000,
        "nul": "a.\x00.b",
    }
    for name, made in forged.items():
        for address in ("/api/auth/me", "/api/posts", "/api/admin/members"):
            response = api_of().get(address, HTTP_AUTHORIZATION=f"Bearer {made}")
            assert (name, response.status_code) == (name, 401)
            assert response.json()["error"]["code"] == "TOKEN_INVALID"


def test_a_token_that_ran_out_opens_nothing(api_of, citizen):
    with time_machine.travel(datetime(2026, 11, 25, 3, tzinfo=UTC), tick=False) as clock:
        client = api_of(citizen)
        assert client.get("/api/posts").status_code == 200
        clock.shift(timedelta(minutes=15, seconds=1))
        for address in ("/api/posts", "/api/auth/me"):
            assert client.get(address).json()["error"]["code"] == "TOKEN_EXPIRED"


def test_a_stolen_refresh_token_ends_the_log_in_of_both(api_of, citizen):
    with time_machine.travel(datetime(2026, 11, 25, 3, tzinfo=UTC), tick=False) as clock:
        stolen = open_api_session(citizen).refresh
        other = api_of(citizen)
        renewed = api_of().post("/api/auth/refresh", {"refreshToken": stolen}, format="json").json()["data"]
        clock.shift(timedelta(minutes=1))
        for token in (stolen, renewed["refreshToken"]):
            refused = api_of().post("/api/auth/refresh", {"refreshToken": token}, format="json")
            assert (refused.status_code, refused.json()["error"]["code"]) == (401, "REFRESH_TOKEN_INVALID")
        ended = api_of().get("/api/auth/me", HTTP_AUTHORIZATION=f"Bearer {renewed['accessToken']}")
        assert ended.status_code == 401
        assert other.get("/api/auth/me").status_code == 200
    assert ApiSession.objects.filter(ended_because="REUSED").count() == 1


def test_a_foreign_site_neither_reads_nor_renews(api_of, citizen):
    evil = {"Origin": "https://evil.example"}
    read = Client().get("/api/posts", headers=evil)
    asked = Client().options("/api/posts", headers=evil | {"Access-Control-Request-Method": "POST"})
    assert not any(
        name.lower().startswith("access-control-allow") for answer in (read, asked) for name in answer.headers
    )
    visitor = api_of()
    body = {"email": "citizen@example.com", "password": PASSWORD, "client": "web"}
    visitor.post("/api/auth/login", body, format="json")
    for origin in (
        "https://evil.example",
        "null",
        "",
        f"{HOST}.evil.example",
        "http://testserver:81",
        "https://testserver",
    ):
        for verb in ("refresh", "logout"):
            refused = visitor.post(f"/api/auth/{verb}", {}, format="json", headers={"Origin": origin})
            assert (origin, verb, refused.status_code) == (origin, verb, 403)
    # A form, the only thing a page elsewhere can send without asking first, is no body at all.
    form = "refreshToken=x"
    kinds = ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x")
    assert {visitor.post("/api/auth/refresh", form, content_type=kind).status_code for kind in kinds} == {415}
    # The cookie signs nobody in, and the log-in of the pages neither.
    assert visitor.get("/api/auth/me").status_code == 401
    renewed = visitor.post("/api/auth/refresh", {}, format="json", headers={"Origin": HOST})
    assert renewed.status_code == 200


LONGEST_TARGET, LONGEST_FILTER = 30, 20
PUBLIC_IDS = {("authorId", "/api/posts"), ("politicianId", "/api/posts")}
STAFF_IDS = {
    ("memberId", "/api/admin/posts"),
    ("postId", "/api/admin/posts"),
    ("memberId", "/api/admin/politicians"),
}


@pytest.mark.parametrize(
    "public_id",
    ["FB" + "9" * 12, "FB" + "9" * 40, "FB9223372036854775808", "9" * 30, "-1", "FB000001' OR 1=1", "FB%00001"],
)
def test_ids_that_are_no_ids_are_not_found(api_of, superuser, public_id):
    client = api_of(superuser)
    for kind in ("posts", "comments", "votes", "suggestions", "notices", "members", "politicians", "notifications"):
        for address in (f"/api/{kind}/{public_id}", f"/api/admin/{kind}/{public_id}"):
            assert (address, client.get(address).status_code) == (address, 404)
    about = {"targetType": "POST", "targetId": public_id, "reactionType": "LIKE", "reason": "SPAM"}
    for address in ("/api/reactions", "/api/reports"):
        status = 400 if len(public_id) > LONGEST_TARGET else 404
        assert (address, client.post(address, about, format="json").status_code) == (address, status)
    bulk = {"ids": [public_id], "verb": "HIDE", "reason": "시험"}
    outcomes = client.post("/api/admin/bulk", bulk, format="json").json()
    assert "error" in outcomes or outcomes["data"][0]["result"] == "MISSING"
    for name in ("memberId", "postId", "authorId", "politicianId", "partyId"):
        for address in ("/api/posts", "/api/admin/posts", "/api/admin/politicians", "/api/politicians"):
            # A filter of this name that is none of the list's is refused, and so is what is no number of a party.
            is_known = (name, address) in PUBLIC_IDS | STAFF_IDS
            is_refused = not is_known or ((name, address) in PUBLIC_IDS and len(public_id) > LONGEST_FILTER)
            status = client.get(address, {name: public_id}).status_code
            assert (address, name, status) == (address, name, 400 if is_refused else 200)
