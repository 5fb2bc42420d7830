"""What nobody sees is no text, whichever verb or surface it comes by."""

import re

import pytest
from django.core.exceptions import ValidationError

from accounts.services.nickname import change_nickname
from boards.models import Comment, Post
from moderation.models import Decision, Report, target_key
from moderation.services import file_report, hide_text, object_to
from polls.services import close_poll
from suggestions.services import answer_suggestion
from tests import factories

pytestmark = pytest.mark.django_db

HANGUL = re.compile("[가-힣]{2}")
BLANK = "\u2062 \U000e0041\u17b5\ufff0\u0301"
PARAGRAPH = f"<p>{BLANK * 12}</p><p>&#x2062;</p>"


def refused(verb):
    with pytest.raises(ValidationError) as refusal:
        verb()
    assert all(HANGUL.search(message) for message in refusal.value.messages), refusal.value.messages


def test_verbs_refuse_what_nobody_sees(citizen, reader, moderator, admin_member):
    post = factories.post(citizen)
    poll = factories.poll(admin_member)
    suggestion = factories.suggestion(reader)
    hide_text(factories.comment(post, citizen), by=moderator, reason="도배", category="SPAM")
    report = Report(**target_key(post), reason=Report.Reason.OTHER, text=BLANK)
    for verb in (
        lambda: factories.post(citizen, title=BLANK),
        lambda: factories.post(citizen, body=PARAGRAPH),
        lambda: factories.comment(post, citizen, text=BLANK),
        lambda: factories.suggestion(citizen, title=BLANK),
        lambda: factories.suggestion(citizen, body=PARAGRAPH),
        lambda: factories.notice(admin_member, title=BLANK),
        lambda: factories.notice(admin_member, body=PARAGRAPH),
        lambda: factories.poll(admin_member, title=BLANK),
        lambda: factories.poll(admin_member, "감자", BLANK),
        lambda: factories.popup(admin_member, title=BLANK),
        lambda: factories.banner(admin_member, title=BLANK),
        lambda: change_nickname(citizen, nickname=BLANK),
        lambda: file_report(report, by=reader),
        lambda: object_to(Decision.objects.get(), by=citizen, text=BLANK),
        lambda: hide_text(post, by=moderator, reason=BLANK, category="SPAM"),
        lambda: close_poll(poll, by=admin_member, reason=BLANK),
        lambda: answer_suggestion(suggestion, by=moderator, state="DONE", reply=BLANK),
    ):
        refused(verb)


@pytest.mark.parametrize("fields", [{"title": BLANK}, {"body": BLANK * 5}, {"body": PARAGRAPH, "markup": "html"}])
def test_pages_and_api_refuse_a_post_that_nobody_sees(client_of, api_of, citizen, fields):
    typed = {"title": "버스 이야기", "body": "우리 동네 버스가 뜸합니다.", "markup": "plain"} | fields
    assert client_of(citizen).post("/free/write/", typed).status_code == 422
    sent = {"boardType": "FREE", "title": typed["title"], "content": typed["body"]}
    assert api_of(citizen).post("/api/posts", sent, content_type="application/json").status_code == 400
    assert not Post.objects.exists()


def test_pages_and_api_refuse_a_comment_that_nobody_sees(client_of, api_of, citizen):
    post = factories.post(citizen)
    client_of(citizen).post(f"/free/{post.public_id}/comments/", {"text": BLANK})
    assert (
        api_of(citizen)
        .post(f"/api/posts/{post.public_id}/comments", {"content": BLANK}, content_type="application/json")
        .status_code
        == 400
    )
    assert not Comment.objects.exists()
