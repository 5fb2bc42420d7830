"""불편/제안 when two act at once."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from boards.models import Post
from moderation.services import hide_text
from suggestions.models import Suggestion, SuggestionChange
from suggestions.services import answer_suggestion, edit_suggestion, submit_suggestion, withdraw_suggestion
from tests import factories

State, Category = Suggestion.State, Suggestion.Category


def at_once(*jobs):
    """Run jobs in threads with connections of their own that start together; what each gave, or its refusal."""
    gate = Barrier(len(jobs))

    def run(job):
        try:
            gate.wait()
            return job()
        except (PermissionDenied, ValidationError) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_an_answer_and_an_edit_never_mix():
    moderator = factories.staff_member("moderator")
    for number in range(6):
        author = factories.MemberFactory()
        made = factories.suggestion(author, title=f"제안 {number}")
        mine = Suggestion.objects.select_related("post").get(pk=made.pk)
        mine.post.title = "고친 제목"
        edited, answered = at_once(
            lambda mine=mine, author=author: edit_suggestion(mine, by=author),
            lambda made=made: answer_suggestion(made, by=moderator, state=State.REVIEWING, reply="살펴봅니다."),
        )
        stored = Suggestion.objects.select_related("post").get(pk=made.pk)
        assert stored.state == State.REVIEWING
        assert not isinstance(answered, Exception)
        assert stored.post.title == (f"제안 {number}" if isinstance(edited, Exception) else "고친 제목")


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_answers_at_once_leave_one():
    made = factories.suggestion(factories.MemberFactory())
    staff = [factories.staff_member("moderator") for _ in range(4)]
    results = at_once(
        *(lambda by=by: answer_suggestion(made, by=by, state=State.DONE, reply="처리했습니다.") for by in staff)
    )
    assert sum(isinstance(result, ValidationError) for result in results) == 3
    assert SuggestionChange.objects.count() == 1


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_one_form_sent_by_many_threads_makes_one_suggestion():
    author, submission = factories.MemberFactory(), uuid.uuid4()

    def send():
        post = Post(title="한 번만 제안", body="<p>한 번만 저장되어야 합니다.</p>", submission=submission)
        return submit_suggestion(Suggestion(post=post, category=Category.FEATURE), by=author)

    results = at_once(*[send] * 5)
    assert {result.pk for result in results} == {Suggestion.objects.get().pk}


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_withdrawing_and_hiding_at_once_wait_for_each_other():
    moderator = factories.staff_member("moderator")
    for number in range(8):
        made = factories.suggestion(author := factories.MemberFactory(), title=f"제안 {number}")
        at_once(
            lambda made=made, author=author: withdraw_suggestion(made, by=author),
            lambda made=made: hide_text(Post.objects.get(pk=made.pk), by=moderator, reason="도배"),
        )
        assert Post.objects.get(pk=made.pk).status in {"HIDDEN", "DELETED"}
