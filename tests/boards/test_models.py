"""What the database refuses, whoever asks."""

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.db.models.deletion import ProtectedError

from boards.models import Board, BoardCounter, Comment, MentionCounter, Post, Reaction
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"board": "GONE"}, "post_board"),
        ({"is_private": True}, "post_private_suggestions_only"),
        ({"status": "GONE"}, "post_status"),
        ({"politician": True}, "post_free_names_nobody"),
        ({"board": "POLITICIAN", "is_by_politician": True}, "post_by_politician_names_them"),
        ({"public_id": "FB000001"}, "public_id"),
    ],
)
def test_post_constraints(citizen, politician, fields, constraint):
    factories.post(citizen)
    Post.objects.update(public_id="FB000001")
    fields = {"author": citizen, "board": "FREE", "public_id": "FB000002", "title": "글", "body": "글"} | fields
    if "politician" in fields:
        fields["politician"] = politician
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Post.objects.create(**fields)


@pytest.mark.parametrize(
    "make", [factories.post, lambda author, **kwargs: factories.comment(factories.post(author), author, **kwargs)]
)
def test_a_submission_is_stored_once(citizen, make):
    token = uuid.uuid4()
    made = make(citizen, submission=token)
    with pytest.raises(IntegrityError, match="once_a_submission"), transaction.atomic():
        made.pk, made.public_id = None, "FB999999"
        made.save(force_insert=True)


def test_reactions_are_once_a_target_and_have_one(citizen, reader):
    post = factories.post(citizen)
    comment = factories.comment(post, citizen)
    Reaction.objects.create(member=reader, post=post, value="LIKE")
    Reaction.objects.create(member=reader, comment=comment, value="LIKE")
    for fields, constraint in (
        ({"post": post, "value": "DISLIKE"}, "reaction_once_a_post"),
        ({"comment": comment, "value": "LIKE"}, "reaction_once_a_comment"),
        ({"value": "LIKE"}, "reaction_one_target"),
        ({"post": post, "comment": comment, "value": "LIKE"}, "reaction_once|reaction_one_target"),
        ({"post": factories.post(citizen), "value": "LOVE"}, "reaction_value"),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Reaction.objects.create(member=reader, **fields)


def test_tallies_cannot_lie(politician):
    for fields, model, constraint in (
        ({"board": "FREE", "block": 0, "listed": 1025}, BoardCounter, "boardcounter_fits"),
        ({"politician": politician, "named": 1, "answered": 2}, MentionCounter, "mentioncounter_rate"),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            model.objects.create(**fields)


def test_nothing_cascades_from_members_to_what_they_said(citizen, reader):
    factories.comment(factories.post(citizen), reader)
    for member in (citizen, reader):
        with pytest.raises(ProtectedError):
            member.delete()


def test_visible_to_is_the_door(citizen, reader, moderator, anonymous):
    posts = {status: factories.post(citizen) for status in ("PUBLISHED", "PINNED", "HIDDEN", "DELETED")}
    comments = {status: factories.comment(posts["PUBLISHED"], citizen) for status in ("PUBLISHED", "HIDDEN", "DELETED")}
    for made in (posts, comments):
        for status, text in made.items():
            type(text).objects.filter(pk=text.pk).update(status=status)
    for model, expected in (
        (Post, {anonymous: "PUBLISHED PINNED", reader: "PUBLISHED PINNED", citizen: "PUBLISHED PINNED HIDDEN"}),
        (Comment, {anonymous: "PUBLISHED", reader: "PUBLISHED", citizen: "PUBLISHED HIDDEN"}),
    ):
        for member, statuses in expected.items():
            assert sorted(text.status for text in model.objects.visible_to(member)) == sorted(statuses.split())
        assert model.objects.visible_to(moderator).count() == model.objects.count()


@pytest.fixture
def private_post(citizen):
    """A suggestion that only its author and staff may read."""
    post = factories.post(citizen)
    Post.objects.filter(pk=post.pk).update(board=Board.SUGGESTION, is_private=True)
    return Post.objects.get(pk=post.pk)


@pytest.mark.parametrize(
    ("who", "sees"),
    [("anonymous", False), ("reader", False), ("citizen", True), ("moderator", True), ("admin_member", True)],
)
def test_a_private_post_and_what_is_said_below_it_is_for_its_author_and_staff(private_post, request, who, sees):
    member = request.getfixturevalue(who)
    said = Comment.objects.create(
        post=private_post,
        author=request.getfixturevalue("superuser"),
        text="확인했습니다.",
        public_id="RS000001-CM0001",
    )
    assert Post.objects.visible_to(member).filter(pk=private_post.pk).exists() is sees
    assert Comment.objects.visible_to(member).filter(pk=said.pk).exists() is sees
    assert not Post.objects.listed().filter(pk=private_post.pk).exists()
    assert not Comment.objects.on_public_posts().filter(pk=said.pk).exists()


def test_nobody_else_may_comment_on_a_private_post(private_post, citizen, reader, moderator):
    assert [member.has_perm("boards.add_comment", private_post) for member in (citizen, reader, moderator)] == [
        True,
        False,
        True,
    ]
