"""Fifty at once, each over a connection of its own: numbers are unique, counters equal the rows, nothing is doubled."""

import threading
import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.db import connection

from boards.models import Board, BoardCounter, Comment, MemberCounts, MentionCounter, Post, PostCounts, Reaction
from boards.services import add_comment, change_post_status, publish_post, react
from boards.services.recount import recount
from boards.services.view_counts import count_view, flush_views
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.concurrency]

THREADS = 50


def at_once(*calls):
    """Run `calls` in threads that start together; what they returned, and what they raised."""
    results, errors, gate = [], [], threading.Barrier(len(calls))

    def run(call):
        try:
            gate.wait()
            results.append(call())
        except Exception as error:  # noqa: BLE001 - the test looks at it
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    return results


def assert_numbers_are_true():
    assert [wrong for _, wrong in recount()] == [0] * 9


def crowd():
    return [factories.MemberFactory() for _ in range(THREADS)]


def new_post(author, board=Board.FREE, **kwargs):
    body = "<p>우리 동네 버스가 너무 뜸합니다. 배차를 늘려 주세요.</p>"
    return Post(author=author, board=board, title="버스 이야기", body=body, **kwargs)


def test_fifty_posts(db, politician):
    at_once(
        *(
            lambda author=author: publish_post(new_post(author, "POLITICIAN", politician=politician), by=author)
            for author in crowd()
        )
    )
    assert Post.objects.values("public_id").distinct().count() == THREADS
    assert sum(BoardCounter.objects.values_list("listed", flat=True)) == MentionCounter.objects.get().named == THREADS
    assert_numbers_are_true()


def test_one_post_sent_many_times(citizen):
    token = uuid.uuid4()
    made = at_once(*[lambda: publish_post(new_post(citizen, submission=token), by=citizen)] * 5)
    assert len({post.pk for post in made}) == Post.objects.count() == 1
    assert_numbers_are_true()


def test_fifty_comments(citizen):
    post = factories.post(citizen)
    at_once(
        *(lambda author=author: add_comment(Comment(post=post, text="안녕하세요"), by=author) for author in crowd())
    )
    serials = {comment.public_id for comment in Comment.objects.all()}
    assert serials == {f"{post.public_id}-CM{number:04d}" for number in range(1, THREADS + 1)}
    assert PostCounts.objects.get(pk=post.pk).comments == THREADS
    assert_numbers_are_true()


def test_fifty_members_react(citizen):
    post = factories.post(citizen)
    comment = factories.comment(post, citizen)
    members = crowd()
    at_once(
        *(lambda member=member: react(post, by=member, value="LIKE") for member in members[:25]),
        *(lambda member=member: react(comment, by=member, value="DISLIKE") for member in members[25:]),
    )
    assert PostCounts.objects.get(pk=post.pk).likes == Comment.objects.get().dislikes == 25
    assert_numbers_are_true()


@pytest.mark.parametrize(("presses", "left"), [(50, 0), (49, 1)])
def test_the_same_reaction_many_times(citizen, reader, presses, left):
    post = factories.post(citizen)
    answers = at_once(*[lambda: react(post, by=reader, value="LIKE")] * presses)
    assert answers.count("LIKE") - answers.count(None) == left
    assert Reaction.objects.count() == PostCounts.objects.get(pk=post.pk).likes == left
    assert_numbers_are_true()


def test_members_who_like_each_others_texts_do_not_wait_in_a_circle(db):
    """Both numbers of both members change in every press: whoever gave and whoever received."""
    pairs = [(factories.MemberFactory(), factories.MemberFactory()) for _ in range(5)]
    presses = []
    for left, right in pairs:
        of_left, of_right = (
            [factories.post(author) for _ in range(THREADS // len(pairs) // 2)] for author in (left, right)
        )
        presses += [lambda post=post, by=right: react(post, by=by, value="LIKE") for post in of_left]
        presses += [lambda post=post, by=left: react(post, by=by, value="LIKE") for post in of_right]
    at_once(*presses)
    kept = MemberCounts.objects.values_list("likes", "given_likes")
    assert set(kept) == {(THREADS // len(pairs) // 2,) * 2}
    assert_numbers_are_true()


def test_both_reactions_at_once(citizen, reader):
    post = factories.post(citizen)
    at_once(*(lambda value=value: react(post, by=reader, value=value) for value in ["LIKE", "DISLIKE"] * 25))
    counts = PostCounts.objects.get(pk=post.pk)
    assert counts.likes + counts.dislikes == Reaction.objects.count() <= 1
    assert_numbers_are_true()


def test_answers_while_the_post_is_hidden_and_shown(citizen, politician, politician_member, aide):
    post = factories.post(citizen, Board.POLITICIAN, politician=politician)

    def answer(author):
        try:
            return add_comment(Comment(post=Post.objects.get(pk=post.pk), text="답변드립니다."), by=author)
        except Exception as error:  # noqa: BLE001 - refused while it is hidden
            assert "없습니다" in str(error)
            return None

    caches["limits"].clear()
    at_once(
        *[lambda: answer(politician_member), lambda: answer(aide)] * 10,
        *[
            lambda to=to: change_post_status(Post.objects.get(pk=post.pk), to=to)
            for to in ["HIDDEN", "PUBLISHED", "DELETED"] * 6
        ],
    )
    assert_numbers_are_true()


def test_one_status_change_is_made_once(citizen):
    post = factories.post(citizen)
    changed = at_once(*[lambda: change_post_status(Post.objects.get(pk=post.pk), to="HIDDEN")] * 20)
    assert changed.count(True) == 1
    assert_numbers_are_true()


def test_views_of_a_crowd_and_two_flushes_at_once(citizen, rf):
    post = factories.post(citizen)

    def look(number):
        request = rf.get("/", REMOTE_ADDR=f"127.0.0.{number % 40 + 1}")
        request.user, request.htmx = AnonymousUser(), False
        return count_view(request, post.public_id)

    at_once(*(lambda number=number: look(number) for number in range(80)), flush_views, flush_views)
    flush_views()
    assert PostCounts.objects.get(pk=post.pk).views == 40
