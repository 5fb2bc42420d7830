"""The verbs of the boards: what they store, count, refuse and tell."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from boards.models import Board, BoardCounter, Comment, Draft, MentionCounter, Post, Reaction, SearchDocument
from boards.services import (
    add_comment,
    change_comment_status,
    change_post_status,
    discard_draft,
    edit_comment,
    edit_post,
    publish_post,
    react,
    save_draft,
    withdraw_comment,
    withdraw_post,
)
from notifications.models import Notification
from polibat.security.limits import Throttled
from tests import factories

pytestmark = pytest.mark.django_db

BODY = "<p>우리 동네 버스가 너무 뜸합니다. 배차를 늘려 주세요.</p>"


def draft_of(author, board=Board.FREE, **kwargs):
    return Post(**{"author": author, "board": board, "title": "버스 노선 이야기", "body": BODY} | kwargs)


def listed_on(board):
    return sum(BoardCounter.objects.filter(board=board).values_list("listed", flat=True))


def told(member):
    return list(Notification.objects.filter(member=member).order_by("pk").values_list("kind", flat=True))


def test_publish_post_stores_the_post_with_all_that_hangs_on_it(citizen):
    post = publish_post(draft_of(citizen, title="  버스\u202e  노선 "), by=citizen)
    stored = Post.objects.get(pk=post.pk)
    assert (stored.title, stored.body, stored.status) == ("버스 노선", BODY, "PUBLISHED")
    assert stored.public_id.startswith("FB")
    assert stored.excerpt == "우리 동네 버스가 너무 뜸합니다. 배차를 늘려 주세요."
    assert stored.counts.comments == 0
    assert listed_on("FREE") == 1
    assert SearchDocument.objects.filter(pk=post.pk).count() == 1


def test_publish_post_numbers_the_boards_apart(citizen, politician):
    free = publish_post(draft_of(citizen), by=citizen)
    voice = publish_post(draft_of(citizen, Board.POLITICIAN, politician=politician), by=citizen)
    assert (free.public_id[:2], voice.public_id[:2]) == ("FB", "PB")


def test_publish_post_sent_twice_makes_one(citizen):
    token = uuid.uuid4()
    first = publish_post(draft_of(citizen, submission=token), by=citizen)
    again = publish_post(draft_of(citizen, submission=token), by=citizen)
    assert again.pk == first.pk
    assert Post.objects.count() == 1


@pytest.mark.parametrize("who", ["anonymous", "suspended", "pending"])
def test_publish_post_refuses_whoever_may_not_write(who, request):
    member = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        publish_post(Post(board="FREE", title="버스 이야기", body=BODY), by=member)
    assert Post.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"title": ""}, "title", "required"),
        ({"title": "가"}, "title", "too_short"),
        ({"title": "가" * 201}, "title", "too_long"),
        ({"title": "\u200b\u202e "}, "title", "required"),
        ({"body": ""}, "body", "required"),
        ({"body": "<p> <br> </p>"}, "body", "required"),
        ({"body": "<p>짧아요</p>"}, "body", "too_short"),
        ({"body": "<p>" + "가" * 10_001 + "</p>"}, "body", "too_long"),
        ({"body": "<b></b>" * 60_000}, "body", "too_long"),
        ({"body": "<img " * 40_000}, "body", "too_long"),
        ({"body": "<div>" * 40_000}, "body", "too_long"),
        ({"body": "<div>" * 8_001}, "body", "too_long"),
        ({"body": "<div>" * 2_000}, "body", "required"),
        ({"body": "<script>alert('안녕하세요 여러분')</script>"}, "body", "required"),
    ],
)
def test_publish_post_names_the_field_that_is_wrong(citizen, fields, field, code):
    with pytest.raises(ValidationError) as refusal:
        publish_post(draft_of(citizen, **fields), by=citizen)
    assert [error.code for error in refusal.value.error_dict[field]] == [code]
    assert Post.objects.count() == 0


def test_publish_post_counts_what_people_see(citizen):
    assert publish_post(draft_of(citizen, title="가" * 200, body="<p>" + "👍🏽" * 10_000 + "</p>"), by=citizen).pk


def test_publish_post_lets_five_through_in_ten_minutes(citizen):
    for _ in range(5):
        publish_post(draft_of(citizen), by=citizen)
    with pytest.raises(Throttled):
        publish_post(draft_of(citizen), by=citizen)
    assert Post.objects.count() == 5


def test_publish_post_does_not_charge_for_refused_input(citizen):
    for _ in range(6):
        with pytest.raises(ValidationError):
            publish_post(draft_of(citizen, title=""), by=citizen)
    assert publish_post(draft_of(citizen), by=citizen).pk


def test_publish_post_forgets_the_draft(citizen):
    save_draft(Draft(board="FREE", title="버스", body=BODY), by=citizen)
    publish_post(draft_of(citizen), by=citizen)
    assert Draft.objects.count() == 0


def test_publish_post_tells_the_speakers_of_the_named_politician(citizen, politician, politician_member, aide):
    post = publish_post(draft_of(citizen, Board.POLITICIAN, politician=politician), by=citizen)
    assert told(politician_member) == told(aide) == ["NAMED"]
    assert Notification.objects.filter(url=post.get_absolute_url()).count() == 2
    assert MentionCounter.objects.get(politician=politician).named == 1


@pytest.mark.parametrize("who", ["politician_member", "aide"])
def test_publish_post_fixes_politicians_and_aides_to_theirs(who, politician, request):
    member = request.getfixturevalue(who)
    other = factories.politician("나라온")
    post = publish_post(draft_of(member, Board.POLITICIAN, politician=other), by=member)
    assert (post.politician, post.is_by_politician) == (politician, True)
    assert not MentionCounter.objects.exists()


def test_publish_post_names_nobody_on_the_free_board(citizen, politician):
    assert publish_post(draft_of(citizen, politician=politician), by=citizen).politician is None


def test_edit_post_changes_title_and_text_alone(citizen, politician):
    post = publish_post(draft_of(citizen, Board.POLITICIAN, politician=politician), by=citizen)
    post.title, post.body, post.politician = "지하철 이야기", "<p>지하철도 늘려 주시면 좋겠습니다.</p>", None
    edited = edit_post(post, by=citizen)
    stored = Post.objects.get()
    assert (stored.title, stored.politician, stored.edited_at) == ("지하철 이야기", politician, edited.edited_at)
    assert "'지하'" in SearchDocument.objects.get().words
    assert "'버스'" not in SearchDocument.objects.get().words


def test_edit_post_refuses_a_post_that_was_hidden_meanwhile(citizen):
    post = publish_post(draft_of(citizen), by=citizen)
    change_post_status(Post.objects.get(), to="HIDDEN")
    with pytest.raises(PermissionDenied):
        edit_post(post, by=citizen)


def test_withdraw_post_takes_it_out_of_everything(citizen, reader, politician):
    post = publish_post(draft_of(citizen, Board.POLITICIAN, politician=politician), by=citizen)
    assert withdraw_post(post, by=citizen) is True
    assert withdraw_post(post, by=citizen) is False
    assert listed_on("POLITICIAN") == 0
    assert MentionCounter.objects.get().named == 0
    assert not SearchDocument.objects.exists()
    assert not Post.objects.visible_to(reader).exists()
    assert not Post.objects.visible_to(citizen).exists()


def test_withdraw_post_is_for_the_author(citizen, reader, superuser):
    post = publish_post(draft_of(citizen), by=citizen)
    for member in (reader, superuser):
        with pytest.raises(PermissionDenied):
            withdraw_post(post, by=member)


def test_change_post_status_is_idempotent_and_comes_back(citizen, politician, politician_member):
    post = publish_post(draft_of(citizen, Board.POLITICIAN, politician=politician), by=citizen)
    factories.comment(post, politician_member)
    for to, listed in (("HIDDEN", 0), ("PUBLISHED", 1), ("PINNED", 1), ("DELETED", 0), ("PUBLISHED", 1)):
        assert change_post_status(post, to=to) is True
        assert change_post_status(post, to=to) is False
        counter = MentionCounter.objects.get()
        assert (listed_on("POLITICIAN"), counter.named, counter.answered) == (listed, listed, listed)
        assert SearchDocument.objects.count() == listed


def test_add_comment_numbers_counts_and_tells(citizen, reader):
    post = factories.post(citizen)
    first, second = factories.comment(post, reader), factories.comment(post, citizen)
    assert (first.public_id, second.public_id) == (f"{post.public_id}-CM0001", f"{post.public_id}-CM0002")
    post.counts.refresh_from_db()
    assert post.counts.comments == 2
    assert told(citizen) == ["COMMENT"]


def test_add_comment_sent_twice_makes_one(citizen, reader):
    post, token = factories.post(citizen), uuid.uuid4()
    first = factories.comment(post, reader, submission=token)
    assert factories.comment(post, reader, submission=token) == first
    assert Comment.objects.count() == 1


def test_add_comment_hangs_replies_below_the_root_and_tells_whom_they_answer(citizen, reader, moderator):
    post = factories.post(citizen)
    root = factories.comment(post, reader)
    reply = factories.comment(post, moderator, parent=root)
    deeper = factories.comment(post, reader, parent=reply)
    assert deeper.parent == root
    assert told(reader) == ["REPLY"]
    assert told(moderator) == ["REPLY"]
    assert told(citizen) == ["COMMENT"] * 3


def test_add_comment_tells_each_once(citizen, reader):
    post = factories.post(citizen)
    root = factories.comment(post, citizen)
    factories.comment(post, reader, parent=root)
    assert told(citizen) == ["REPLY"]


def test_add_comment_refuses_a_parent_of_another_post_or_one_that_is_gone(citizen, reader):
    post, other = factories.post(citizen), factories.post(citizen)
    elsewhere, gone = factories.comment(other, reader), factories.comment(post, reader)
    withdraw_comment(gone, by=reader)
    for parent in (elsewhere, gone):
        with pytest.raises(ValidationError):
            factories.comment(post, citizen, parent=parent)


@pytest.mark.parametrize(("text", "code"), [("", "required"), (" \n\u200b", "required"), ("가" * 1001, "too_long")])
def test_add_comment_names_what_is_wrong(citizen, reader, text, code):
    post = factories.post(citizen)
    with pytest.raises(ValidationError) as refusal:
        factories.comment(post, reader, text)
    assert refusal.value.error_dict["text"][0].code == code


def test_add_comment_lets_thirty_through_in_ten_minutes(citizen, reader):
    post = factories.post(citizen)
    for _ in range(30):
        factories.comment(post, reader)
    with pytest.raises(Throttled):
        factories.comment(post, reader)


def test_add_comment_refuses_a_post_that_was_hidden_meanwhile(citizen, reader):
    post = factories.post(citizen)
    change_post_status(Post.objects.get(), to="HIDDEN")
    with pytest.raises(PermissionDenied):
        factories.comment(post, reader)
    assert not Comment.objects.exists()


def test_an_answer_is_what_the_named_politician_or_an_aide_says(citizen, reader, politician, politician_member, aide):
    post = factories.post(citizen, Board.POLITICIAN, politician=politician)
    stranger = factories.speaker_for(factories.politician("나라온"))
    assert [factories.comment(post, who).is_answer for who in (reader, stranger)] == [False, False]
    counter = MentionCounter.objects.get()
    assert (counter.named, counter.answered) == (1, 0)
    by_aide = factories.comment(post, aide)
    by_politician = factories.comment(post, politician_member)
    assert by_aide.is_answer and by_politician.is_answer
    post.counts.refresh_from_db()
    counter.refresh_from_db()
    assert (post.counts.answers, post.counts.aide_answers, counter.answered) == (1, 1, 1)
    assert told(citizen) == ["COMMENT", "COMMENT", "ANSWER", "ANSWER"]
    withdraw_comment(by_aide, by=aide)
    change_comment_status(by_politician, to="HIDDEN")
    post.counts.refresh_from_db()
    counter.refresh_from_db()
    assert (post.counts.answers, post.counts.aide_answers, counter.answered) == (0, 0, 0)
    change_comment_status(by_politician, to="PUBLISHED")
    counter.refresh_from_db()
    assert counter.answered == 1


def test_edit_comment_is_for_the_author_and_marks_the_time(citizen, reader):
    comment = factories.comment(factories.post(citizen), reader)
    comment.text = " 고친 댓글 "
    with pytest.raises(PermissionDenied):
        edit_comment(comment, by=citizen)
    edit_comment(comment, by=reader)
    stored = Comment.objects.get()
    assert stored.text == "고친 댓글"
    assert stored.edited_at


def test_withdraw_comment_leaves_a_placeholder_and_one_less(citizen, reader):
    post = factories.post(citizen)
    comment = factories.comment(post, reader)
    assert withdraw_comment(comment, by=reader) is True
    assert withdraw_comment(comment, by=reader) is False
    stored = Comment.objects.get()
    assert (stored.shown_text, stored.removed_by_author) == ("삭제된 댓글입니다.", True)
    post.counts.refresh_from_db()
    assert post.counts.comments == 0


def test_react_toggles_and_switches(citizen, reader):
    post = factories.post(citizen)
    steps = [("LIKE", "LIKE", 1, 0), ("DISLIKE", "DISLIKE", 0, 1), ("DISLIKE", None, 0, 0), ("LIKE", "LIKE", 1, 0)]
    for value, now, likes, dislikes in steps:
        assert react(post, by=reader, value=value) == now
        stored = Post.objects.get().counts
        assert (stored.likes, stored.dislikes, Reaction.objects.count()) == (likes, dislikes, likes + dislikes)


def test_react_works_on_comments(citizen, reader):
    comment = factories.comment(factories.post(citizen), citizen)
    assert react(comment, by=reader, value="DISLIKE") == "DISLIKE"
    assert (comment.likes, comment.dislikes) == (0, 1)


def test_react_refuses_ones_own_and_what_is_gone(citizen, reader):
    post = factories.post(citizen)
    comment = factories.comment(post, reader)
    with pytest.raises(PermissionDenied):
        react(post, by=citizen, value="LIKE")
    with pytest.raises(PermissionDenied):
        react(comment, by=reader, value="LIKE")
    change_post_status(post, to="HIDDEN")
    with pytest.raises(PermissionDenied):
        react(Comment.objects.get(), by=citizen, value="LIKE")


def test_drafts_are_one_a_board_and_vanish_when_emptied(citizen):
    save_draft(Draft(board="FREE", title="하나", body=""), by=citizen)
    kept = save_draft(Draft(board="FREE", title="둘", body="<p onclick=x>글</p>"), by=citizen)
    assert (Draft.objects.get().title, kept.body) == ("둘", "<p>글</p>")
    assert save_draft(Draft(board="FREE", title=" ", body="<p></p>"), by=citizen) is None
    assert discard_draft(board="FREE", by=citizen) is False


def test_add_comment_refuses_whoever_may_not_speak(citizen, suspended, anonymous):
    post = factories.post(citizen)
    for member in (suspended, anonymous):
        with pytest.raises(PermissionDenied):
            add_comment(Comment(post=post, text="안녕하세요"), by=member)
