"""Comments through the API: the same promises as on the pages."""

import pytest

from boards.models import Comment, PostCounts
from boards.services import change_comment_status, withdraw_comment
from tests import factories
from tests.boards.test_api import code, ids
from tests.boards.test_concurrency import assert_numbers_are_true

pytestmark = pytest.mark.django_db


def test_comments_stand_as_on_the_page(api_of, citizen, reader, write, say):
    post = write(citizen)
    first, second = say(post, reader, "첫째"), say(post, citizen, "둘째")
    reply = say(post, citizen, "답글", parent=first)
    rows = api_of(reader).get(f"/api/posts/{post.public_id}/comments").json()["data"]
    assert [row["commentId"] for row in rows] == [first.public_id, second.public_id]
    assert [(row["commentId"], row["parentId"]) for row in rows[0]["replies"]] == [(reply.public_id, first.public_id)]
    replies = api_of().get(f"/api/posts/{post.public_id}/comments", {"parentId": first.public_id})
    assert ids(replies, "commentId") == [reply.public_id]
    unknown = api_of().get(f"/api/posts/{post.public_id}/comments", {"parentId": "x\x00"})
    assert code(unknown) == (404, "COMMENT_NOT_FOUND")


@pytest.mark.parametrize("role", ["anonymous", "reader", "citizen", "moderator"])
@pytest.mark.parametrize("status", [Comment.Status.HIDDEN, Comment.Status.DELETED])
def test_words_of_gone_comments_never_leave(api_of, citizen, reader, write, say, role, status, request):
    post = write(citizen)
    gone = say(post, reader, "사라질 말씀")
    say(post, citizen, "답글", parent=gone)
    change_comment_status(gone, to=status)
    api = api_of(request.getfixturevalue(role))
    listed = api.get(f"/api/posts/{post.public_id}/comments")
    answers = [listed, api.get(f"/api/comments/{gone.public_id}"), api.get("/api/comments/recent")]
    assert all("사라질 말씀" not in answer.text for answer in answers)
    (row,) = listed.json()["data"]
    assert (row["author"], row["status"], row["content"]) == (None, status, gone.shown_text)
    assert len(row["replies"]) == 1


def test_saying_changing_and_deleting(api_of, citizen, reader, write):
    post = write(citizen)
    below = f"/api/posts/{post.public_id}/comments"
    made = api_of(reader).post(below, {"content": "저도요", "author": citizen.pk}, format="json")
    comment = Comment.objects.get(public_id=made.json()["data"]["commentId"])
    assert (made.status_code, comment.author, comment.post) == (201, reader, post)
    reply = api_of(citizen).post(below, {"content": "고맙습니다", "parentId": comment.public_id}, format="json")
    assert reply.json()["data"]["parentId"] == comment.public_id
    address = f"/api/comments/{comment.public_id}"
    changed = api_of(reader).patch(address, {"content": "저도 그래요", "status": "HIDDEN"}, format="json")
    assert (changed.json()["data"]["content"], changed.json()["data"]["status"]) == ("저도 그래요", "PUBLISHED")
    assert api_of(reader).delete(address).status_code == 200
    assert api_of(reader).delete(address).status_code == 404
    assert PostCounts.objects.get(pk=post.pk).comments == 1
    assert_numbers_are_true()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"content": ""}, 400),
        ({"content": " \u3000\u200b"}, 400),
        ({"content": "가" * 1001}, 400),
        ({"content": {"a": 1}}, 400),
        ({"content": "널\x00"}, 400),
        ({"content": "👨‍👩‍👧" * 1000}, 201),
        ({"content": "<script>alert(1)</script>"}, 201),
        ({"content": "답글", "parentId": "FB000001-CM9999"}, 404),
        ({"content": "답글", "parentId": "x" * 41}, 400),
        ({"content": "답글", "parentId": ["x"]}, 400),
    ],
)
def test_bad_comments_are_refused(api_of, citizen, reader, write, body, status):
    post = write(citizen)
    response = api_of(reader).post(f"/api/posts/{post.public_id}/comments", body, format="json")
    assert response.status_code == status, response.text
    assert Comment.objects.count() == (status == 201)


def test_nobody_replies_to_what_is_gone_or_elsewhere(api_of, citizen, reader, write, say):
    post, other = write(citizen), write(citizen)
    gone, elsewhere = say(post, reader), say(other, reader)
    withdraw_comment(gone, by=reader)
    below = f"/api/posts/{post.public_id}/comments"
    for parent, status in ((gone, 400), (elsewhere, 404)):
        body = {"content": "답글", "parentId": parent.public_id}
        assert api_of(citizen).post(below, body, format="json").status_code == status


def test_recent_comments_are_the_ten_newest_that_everybody_may_read(api_of, citizen, admin_member, write, say):
    post, private = write(citizen), factories.suggestion(citizen, is_private=True).post
    said = [say(post, citizen, f"{number}번째 댓글") for number in range(12)]
    say(private, citizen, "비밀스러운 말")
    for member in (None, admin_member):
        response = api_of(member).get("/api/comments/recent")
        assert ids(response, "commentId") == [comment.public_id for comment in said[:1:-1]]
