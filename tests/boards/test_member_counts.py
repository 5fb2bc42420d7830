"""What is kept about a member: every verb that changes what is counted changes the numbers too."""

import pytest
from django.db import IntegrityError, transaction

from boards.models import Board, MemberCounts, UnlistedCounter
from boards.services import (
    change_comment_status,
    change_post_status,
    react,
    set_reaction,
    take_back_reaction,
    withdraw_comment,
    withdraw_post,
)
from boards.services.recount import recount
from polls.services import cast_ballot
from tests import factories

pytestmark = pytest.mark.django_db
NAMES = ("posts", "comments", "likes", "dislikes", "ballots")


def numbers(member):
    counts = MemberCounts.objects.of(member)
    return tuple(getattr(counts, name) for name in NAMES)


def given(member):
    counts = MemberCounts.objects.of(member)
    return counts.given_likes, counts.given_dislikes


@pytest.fixture(autouse=True)
def always_true():
    """Whatever a test did, counting anew finds the same."""
    yield
    assert [name for name, wrong in recount() if wrong] == []


def test_somebody_who_did_nothing_has_zeros(citizen):
    assert numbers(citizen) == (0, 0, 0, 0, 0)
    assert not MemberCounts.objects.exists()


def test_texts_count_while_they_can_be_read(citizen, reader):
    post = factories.post(citizen)
    comment = factories.comment(post, reader)
    assert (numbers(citizen), numbers(reader)) == ((1, 0, 0, 0, 0), (0, 1, 0, 0, 0))
    change_post_status(post, to="HIDDEN")
    change_comment_status(comment, to="HIDDEN")
    assert (numbers(citizen), numbers(reader)) == ((0, 0, 0, 0, 0), (0, 0, 0, 0, 0))
    change_post_status(post, to="PUBLISHED")
    change_comment_status(comment, to="PUBLISHED")
    withdraw_comment(comment, by=reader)
    withdraw_post(post, by=citizen)
    assert (numbers(citizen), numbers(reader)) == ((0, 0, 0, 0, 0), (0, 0, 0, 0, 0))


def test_reactions_count_for_whoever_wrote(citizen, reader, politician_member):
    post = factories.post(citizen)
    comment = factories.comment(post, citizen)
    react(post, by=reader, value="LIKE")
    react(comment, by=reader, value="LIKE")
    react(comment, by=politician_member, value="DISLIKE")
    assert numbers(citizen) == (1, 1, 2, 1, 0)
    react(post, by=reader, value="DISLIKE")
    take_back_reaction(comment, by=reader, value="LIKE")
    assert numbers(citizen) == (1, 1, 0, 2, 0)
    assert numbers(reader) == (0, 0, 0, 0, 0)


def test_reactions_count_for_whoever_gave_them(citizen, reader, politician_member):
    post = factories.post(citizen)
    comment = factories.comment(post, politician_member)
    react(post, by=reader, value="LIKE")
    react(comment, by=reader, value="LIKE")
    react(comment, by=citizen, value="DISLIKE")
    assert (given(reader), given(citizen), given(politician_member)) == ((2, 0), (0, 1), (0, 0))
    react(post, by=reader, value="DISLIKE")
    set_reaction(comment, by=citizen, value="LIKE")
    assert (given(reader), given(citizen)) == ((1, 1), (1, 0))
    react(post, by=reader, value="DISLIKE")
    take_back_reaction(comment, by=citizen, value="LIKE")
    assert (given(reader), given(citizen)) == ((1, 0), (0, 0))
    assert numbers(politician_member) == (0, 1, 1, 0, 0)


def test_a_reaction_taken_back_that_was_never_counted_leaves_nothing(citizen, reader):
    post = factories.post(citizen)
    react(post, by=reader, value="LIKE")
    # As a release left it that did not count yet.
    MemberCounts.objects.all().delete()
    take_back_reaction(post, by=reader, value="LIKE")
    assert (given(reader), numbers(citizen)[2:]) == ((0, 0), (0, 0, 0))
    recount(fix=True)


def test_ballots_count_once(admin_member, reader):
    poll = factories.poll(admin_member)
    option = poll.options.first()
    cast_ballot(poll, options=[option.pk], by=reader)
    assert numbers(reader) == (0, 0, 0, 0, 1)


def test_a_politicians_posts_count_for_the_member(politician, politician_member):
    factories.post(politician_member, Board.POLITICIAN)
    assert numbers(politician_member)[0] == 1


def test_numbers_never_fall_below_nothing(citizen):
    post = factories.post(citizen)
    # As a release left it that did not count yet.
    MemberCounts.objects.all().delete()
    withdraw_post(post, by=citizen)
    assert numbers(citizen) == (0, 0, 0, 0, 0)


def test_recount_finds_and_mends(citizen):
    factories.post(citizen)
    MemberCounts.objects.update(posts=7, given_likes=3)
    assert {name: wrong for name, wrong in recount() if wrong} == {"회원 활동 합계": 1}
    recount(fix=True)
    assert (numbers(citizen), given(citizen)) == ((1, 0, 0, 0, 0), (0, 0))


def unlisted():
    rows = UnlistedCounter.objects.exclude(number=0).values_list("kind", "board", "status", "number")
    return {row[:3]: row[3] for row in rows}


def test_what_is_hidden_and_deleted_is_counted_by_board(citizen, reader):
    post, other = factories.post(citizen), factories.post(citizen, Board.POLITICIAN)
    comment = factories.comment(post, reader)
    change_post_status(post, to="HIDDEN")
    change_post_status(other, to="DELETED")
    change_comment_status(comment, to="HIDDEN")
    assert unlisted() == {
        ("POST", "FREE", "HIDDEN"): 1,
        ("POST", "POLITICIAN", "DELETED"): 1,
        ("COMMENT", "FREE", "HIDDEN"): 1,
    }
    change_post_status(post, to="DELETED")
    withdraw_comment(comment, by=reader)
    change_post_status(other, to="PUBLISHED")
    assert unlisted() == {("POST", "FREE", "DELETED"): 1, ("COMMENT", "FREE", "DELETED"): 1}
    assert not change_post_status(post, to="DELETED"), "nothing changes, nothing is counted"
    assert unlisted() == {("POST", "FREE", "DELETED"): 1, ("COMMENT", "FREE", "DELETED"): 1}


def test_nothing_else_than_hidden_and_deleted_is_kept(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        UnlistedCounter.objects.create(kind="POST", board="FREE", status="PUBLISHED")
    with pytest.raises(IntegrityError), transaction.atomic():
        UnlistedCounter.objects.create(kind="NOTE", board="FREE", status="HIDDEN")
