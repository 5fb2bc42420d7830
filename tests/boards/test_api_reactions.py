"""Reactions through the API: the same promises as on the pages."""

import pytest

from boards.models import Post, PostCounts, Reaction
from boards.services import change_post_status
from tests import factories
from tests.boards.test_api import code
from tests.boards.test_concurrency import assert_numbers_are_true, at_once, crowd

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["POST", "COMMENT"])
def target(request, citizen, write, say):
    post = write(citizen)
    return post if request.param == "POST" else say(post, citizen)


def about(target, value="LIKE"):
    kind = "POST" if isinstance(target, Post) else "COMMENT"
    return {"targetType": kind, "targetId": target.public_id, "reactionType": value}


def test_pressing_adds_switches_and_takes_back(api_of, reader, target):
    pressed = [("LIKE", 201, "created", 1, 0), ("DISLIKE", 200, "updated", 0, 1), ("DISLIKE", 200, "deleted", 0, 0)]
    for value, status, action, likes, dislikes in pressed:
        response = api_of(reader).post("/api/reactions", about(target, value), format="json")
        told = response.json()["data"]
        assert (response.status_code, told["action"]) == (status, action)
        assert (told["likeCount"], told["dislikeCount"]) == (likes, dislikes)
        assert told["userReaction"] == (None if action == "deleted" else value)


def test_setting_twice_is_setting_once(api_of, reader, target):
    address = f"/api/{'posts' if isinstance(target, Post) else 'comments'}/{target.public_id}/reaction"
    for value in ("LIKE", "LIKE", "DISLIKE", "DISLIKE"):
        told = api_of(reader).put(address, {"reactionType": value}, format="json").json()["data"]
        assert told["userReaction"] == value
        assert told["totalCount"] == Reaction.objects.count() == 1
    for _ in range(2):
        assert api_of(reader).delete(address).json()["data"]["totalCount"] == 0
    assert_numbers_are_true()


def test_numbers_are_for_all_and_names_for_nobody(api_of, reader, citizen, admin_member, target):
    api_of(reader).post("/api/reactions", about(target), format="json")
    kind = about(target)["targetType"]
    for member, mine in ((None, None), (citizen, None), (admin_member, None), (reader, "LIKE")):
        response = api_of(member).get(f"/api/reactions/stats/{kind}/{target.public_id}")
        assert response.json()["data"]["userReaction"] == mine
        assert response.json()["data"]["likeCount"] == 1
        assert reader.public_id not in response.text
        assert reader.nickname not in response.text


@pytest.mark.parametrize(
    ("role", "status"), [("citizen", 403), ("suspended", 401), ("pending", 403), ("anonymous", 401)]
)
def test_who_may_not_react(api_of, target, role, status, request):
    response = api_of(request.getfixturevalue(role)).post("/api/reactions", about(target), format="json")
    assert response.status_code == status
    assert not Reaction.objects.exists()


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"targetType": "MEMBER"}, 400),
        ({"targetType": None}, 400),
        ({"targetId": "FB999999"}, 404),
        ({"targetId": "'; DROP TABLE"}, 404),
        ({"targetId": "\x00"}, 400),
        ({"targetId": ""}, 400),
        ({"targetId": "x" * 41}, 400),
        ({"reactionType": "LOVE"}, 400),
        ({"reactionType": 1}, 400),
    ],
)
def test_bad_reactions_are_refused(api_of, reader, citizen, write, change, status):
    response = api_of(reader).post("/api/reactions", about(write(citizen)) | change, format="json")
    assert response.status_code == status
    assert not Reaction.objects.exists()


def test_nobody_reacts_to_what_is_out_of_sight(api_of, reader, citizen, write):
    post = write(citizen)
    change_post_status(post, to=Post.Status.HIDDEN)
    assert code(api_of(reader).post("/api/reactions", about(post), format="json")) == (404, "POST_NOT_FOUND")


@pytest.mark.django_db(transaction=True)
@pytest.mark.concurrency
def test_fifty_reactions_at_once_through_the_api(api_of, citizen):
    post = factories.post(citizen)
    address = f"/api/posts/{post.public_id}/reaction"

    def like(member):
        return lambda: api_of(member).put(address, {"reactionType": "LIKE"}, format="json").status_code

    assert set(at_once(*(like(member) for member in crowd()))) == {200}
    one = factories.MemberFactory()
    assert set(at_once(*[like(one)] * 10)) == {200}
    assert Reaction.objects.count() == PostCounts.objects.get(pk=post.pk).likes == 51
    assert_numbers_are_true()
