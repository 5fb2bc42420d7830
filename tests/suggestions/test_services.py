"""불편/제안: what can be stored, and its verbs: submitted, changed while untouched, answered."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from boards.models import Post, SearchDocument
from boards.services import edit_post, withdraw_post
from notifications.models import Notification
from polibat.security.limits import Throttled
from suggestions.models import Suggestion, SuggestionChange
from suggestions.services import answer_suggestion, edit_suggestion, withdraw_suggestion
from tests import factories
from tests.suggestions.secret import SECRET

pytestmark = pytest.mark.django_db

State, Category = Suggestion.State, Suggestion.Category
ROLES = ["anonymous", "citizen", "reader", "suspended", "pending", "politician_member", "moderator", "admin_member"]


# What the database refuses ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"category": "ELSE"}, "suggestion_category_known"),
        ({"state": "GONE"}, "suggestion_state_known"),
        ({"state": "DONE"}, "suggestion_done_has_a_reply"),
        ({"reply": "말"}, "suggestion_reply_by_somebody"),
    ],
)
def test_suggestion_constraints(suggestion, fields, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Suggestion.objects.filter(pk=suggestion.pk).update(**fields)


@pytest.mark.parametrize("what", ["update", "delete"])
def test_what_became_of_a_suggestion_is_never_changed(suggestion, moderator, what):
    answer_suggestion(suggestion, by=moderator, state=State.REVIEWING, reply="살펴보고 있습니다.")
    changes = SuggestionChange.objects.filter(suggestion=suggestion)
    with pytest.raises(IntegrityError, match="only ever added"), transaction.atomic():
        changes.update(reply="다른 말") if what == "update" else changes._raw_delete("default")


def test_only_suggestions_are_private(citizen):
    post = factories.post(citizen)
    with pytest.raises(IntegrityError, match="post_private_suggestions_only"), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(is_private=True)


# Verbs --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("category", "prefix"), [(Category.COMPLAINT, "RC"), (Category.FEATURE, "RS"), (Category.VOTE_PROPOSAL, "RS")]
)
def test_submit_suggestion_numbers_by_kind(citizen, category, prefix):
    made = factories.suggestion(citizen, category=category)
    assert made.post.public_id.startswith(prefix)
    assert (made.state, made.post.status, made.post.board) == (State.PENDING, "PUBLISHED", "SUGGESTION")


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"category": ""}, "category", "구분을 선택해주세요."),
        ({"category": "ELSE"}, "category", "구분을 선택해주세요."),
        ({"title": " "}, "title", "제목을 입력해주세요."),
        ({"title": "가" * 101}, "title", "제목은 100자까지 쓸 수 있습니다. (현재 101자)"),
        ({"body": "<p> </p>"}, "body", "내용을 입력해주세요."),
        ({"body": "<p>짧아요</p>"}, "body", "내용은 10자 이상 입력해 주세요. (현재 3자)"),
        ({"body": f"<p>{'가' * 10_001}</p>"}, "body", "내용은 10,000자까지 쓸 수 있습니다. (현재 10,001자)"),
    ],
)
def test_submit_suggestion_names_what_is_wrong(citizen, fields, field, words):
    with pytest.raises(ValidationError) as refusal:
        factories.suggestion(citizen, **fields)
    assert refusal.value.message_dict == {field: [words]}
    assert not Post.objects.exists()


def test_submit_suggestion_names_everything_at_once(citizen):
    with pytest.raises(ValidationError) as refusal:
        factories.suggestion(citizen, category="", title="", body="")
    assert set(refusal.value.message_dict) == {"category", "title", "body"}


def test_submit_suggestion_twice_makes_one(citizen):
    submission = uuid.uuid4()
    first = factories.suggestion(citizen, submission=submission)
    assert factories.suggestion(citizen, submission=submission).pk == first.pk
    assert Suggestion.objects.count() == 1


def test_submit_suggestion_lets_five_through_in_ten_minutes(citizen, time_machine):
    time_machine.move_to("2026-11-25 03:00:00+00:00", tick=False)
    for number in range(5):
        factories.suggestion(citizen, title=f"제안 {number}")
    with pytest.raises(Throttled):
        factories.suggestion(citizen, title="제안 6")


def test_edit_suggestion_brings_search_up_to_date(citizen, suggestion):
    assert SearchDocument.objects.filter(pk=suggestion.pk).exists()
    suggestion.post.is_private = True
    edit_suggestion(suggestion, by=citizen)
    assert not SearchDocument.objects.filter(pk=suggestion.pk).exists()
    suggestion.post.is_private = False
    edit_suggestion(suggestion, by=citizen)
    assert SearchDocument.objects.filter(pk=suggestion.pk).exists()


def test_nobody_edits_or_withdraws_what_was_looked_into(citizen, suggestion, moderator):
    answer_suggestion(suggestion, by=moderator, state=State.REVIEWING, reply="살펴보고 있습니다.")
    for verb in (edit_suggestion, withdraw_suggestion):
        with pytest.raises(PermissionDenied, match="접수대기"):
            verb(suggestion, by=citizen)


@pytest.mark.parametrize("verb", [edit_post, withdraw_post])
def test_the_verbs_of_posts_are_no_way_around(citizen, suggestion, verb):
    with pytest.raises(PermissionDenied):
        verb(suggestion.post, by=citizen)


def test_withdraw_suggestion_leaves_nothing(citizen, suggestion, client):
    assert withdraw_suggestion(suggestion, by=citizen)
    assert withdraw_suggestion(suggestion, by=citizen) is False
    assert client.get(suggestion.get_absolute_url()).status_code == 404
    assert suggestion.post.public_id not in client.get("/suggestions/").text


def test_answer_suggestion_is_on_record_and_told(citizen, suggestion, moderator):
    answer_suggestion(suggestion, by=moderator, state=State.REVIEWING, reply="살펴보고 있습니다.")
    answer_suggestion(suggestion, by=moderator, state=State.DONE, reply="안내판을 달았습니다.")
    changes = SuggestionChange.objects.filter(suggestion=suggestion).order_by("pk")
    assert list(changes.values_list("before", "after", "by")) == [
        ("PENDING", "REVIEWING", moderator.pk),
        ("REVIEWING", "DONE", moderator.pk),
    ]
    told = Notification.objects.filter(member=citizen, kind="SUGGESTION")
    assert told.count() == 2
    assert {note.url for note in told} == {suggestion.get_absolute_url()}


def test_the_news_of_an_answer_holds_no_word_of_a_private_one(citizen, private, moderator):
    answer_suggestion(private, by=moderator, state=State.DONE, reply="확인했습니다.")
    assert SECRET not in Notification.objects.get(kind="SUGGESTION").text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (State.PENDING, State.PENDING),
        (State.DONE, State.REVIEWING),
        (State.DONE, State.DONE),
        (State.IMPOSSIBLE, State.LATER),
        (State.REVIEWING, State.PENDING),
        (State.PENDING, "ELSE"),
    ],
)
def test_answer_suggestion_knows_the_moves(suggestion, moderator, before, after):
    if before != State.PENDING:
        answer_suggestion(suggestion, by=moderator, state=before, reply="먼저")
    with pytest.raises(ValidationError) as refusal:
        answer_suggestion(suggestion, by=moderator, state=after, reply="다시")
    assert "바꿀 수 없습니다." in refusal.value.message_dict["state"][0]


@pytest.mark.parametrize(("reply", "words"), [("  \n", "조치 내역을 입력해주세요."), ("가" * 2001, "2,000자까지")])
def test_answer_suggestion_needs_words(suggestion, moderator, reply, words):
    with pytest.raises(ValidationError) as refusal:
        answer_suggestion(suggestion, by=moderator, state=State.DONE, reply=reply)
    assert words in refusal.value.message_dict["reply"][0]


@pytest.mark.parametrize("role", ROLES)
def test_who_may_what(role, request, suggestion, citizen):
    member = request.getfixturevalue(role)
    is_good = role not in {"anonymous", "suspended", "pending"}
    if not member.is_authenticated:
        return
    assert member.has_perm("suggestions.add_suggestion") is is_good
    assert member.has_perm("suggestions.change_suggestion", suggestion) is (role == "citizen")
    assert member.has_perm("suggestions.delete_suggestion", suggestion) is (role == "citizen")
    assert member.has_perm("suggestions.answer_suggestion") is (role in {"moderator", "admin_member"})
    if role not in {"moderator", "admin_member"}:
        with pytest.raises(PermissionDenied):
            answer_suggestion(suggestion, by=member, state=State.DONE, reply="제가 답합니다.")
