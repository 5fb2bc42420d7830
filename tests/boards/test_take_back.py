"""Taking a reaction back: done once, and nothing that came meanwhile is taken along."""

import pytest
from django.core.exceptions import PermissionDenied

from boards.models import PostCounts, Reaction
from boards.services import change_post_status, react, take_back_reaction
from tests import factories
from tests.boards.test_concurrency import assert_numbers_are_true, at_once


@pytest.mark.django_db
def test_take_back_twice_takes_one(citizen, reader):
    post = factories.post(citizen)
    react(post, by=reader, value="LIKE")
    assert take_back_reaction(post, by=reader, value="LIKE") is True
    assert take_back_reaction(post, by=reader, value="LIKE") is False
    assert not Reaction.objects.exists()
    assert PostCounts.objects.get().likes == post.counts.likes == 0


@pytest.mark.django_db
def test_take_back_leaves_another_reaction(citizen, reader):
    comment = factories.comment(factories.post(citizen), citizen)
    react(comment, by=reader, value="DISLIKE")
    assert take_back_reaction(comment, by=reader, value="LIKE") is False
    comment.refresh_from_db()
    assert (Reaction.objects.get().value, comment.dislikes) == ("DISLIKE", 1)


@pytest.mark.django_db
def test_take_back_is_ones_own(citizen, reader, politician_member):
    post = factories.post(citizen)
    react(post, by=reader, value="LIKE")
    assert take_back_reaction(post, by=politician_member, value="LIKE") is False
    with pytest.raises(PermissionDenied):
        take_back_reaction(post, by=citizen, value="LIKE")
    assert Reaction.objects.get().member == reader


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["suspended", "pending"])
def test_take_back_needs_good_standing(request, citizen, who):
    with pytest.raises(PermissionDenied):
        take_back_reaction(factories.post(citizen), by=request.getfixturevalue(who), value="LIKE")


@pytest.mark.django_db
def test_take_back_asks_for_a_post_that_can_be_read(citizen, reader):
    post = factories.post(citizen)
    react(post, by=reader, value="LIKE")
    change_post_status(post, to="HIDDEN")
    with pytest.raises(PermissionDenied):
        take_back_reaction(post, by=reader, value="LIKE")


@pytest.mark.django_db(transaction=True)
@pytest.mark.concurrency
def test_take_back_many_times_at_once(citizen, reader):
    post = factories.post(citizen)
    react(post, by=reader, value="LIKE")
    answers = at_once(*[lambda: take_back_reaction(post, by=reader, value="LIKE")] * 20)
    assert answers.count(True) == 1
    assert_numbers_are_true()


@pytest.mark.django_db(transaction=True)
@pytest.mark.concurrency
def test_authors_are_liked_while_they_write(citizen, reader):
    """Verbs that count for the same member in different orders of their own never wait for each other for good."""
    post = factories.post(citizen)
    members = [factories.MemberFactory() for _ in range(20)]
    at_once(
        *(lambda member=member: react(post, by=member, value="LIKE") for member in members),
        *(lambda member=member: factories.comment(post, member) for member in members[:10]),
        *[lambda: factories.comment(post, citizen)] * 10,
    )
    assert_numbers_are_true()
