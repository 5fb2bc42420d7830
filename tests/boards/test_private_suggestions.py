"""What is private about a suggestion reaches its author and staff, and nobody else by any address of the site."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from boards.models import Post, Suggestion
from boards.services import answer_suggestion, submit_suggestion, withdraw_suggestion
from moderation.models import Report
from tests import factories

pytestmark = pytest.mark.django_db


def test_same_form_sent_again_as_private_is_private(citizen):
    token, made = uuid.uuid4(), []
    for is_private in (False, True):
        post = Post(title="다시 보낸 제안", body="<p>이번에는 비공개로 보냅니다.</p>", is_private=is_private)
        post.submission = token
        made.append(submit_suggestion(Suggestion(post=post, category="FEATURE"), by=citizen))
    assert [suggestion.post.is_private for suggestion in made] == [False, True]


def test_what_its_author_took_back_is_not_answered(citizen, moderator):
    suggestion = factories.suggestion(citizen)
    withdraw_suggestion(suggestion, by=citizen)
    with pytest.raises(ValidationError, match="삭제된 글"):
        answer_suggestion(suggestion, by=moderator, state="DONE", reply="처리했습니다.")


@pytest.mark.parametrize("kind", ["suggestion", "notice", "poll"])
def test_a_report_that_hides_at_once_leads_back_to_the_list(client_of, citizen, reader, admin_member, kind):
    make = {"suggestion": (factories.suggestion, citizen), "notice": (factories.notice, admin_member)}
    factory, by = make.get(kind, (factories.poll, admin_member))
    post = factory(by).post
    address = reverse("moderation:report-create", args=[post.public_id])
    response = client_of(reader).post(address, {"reason": Report.Reason.PRIVACY, "text": ""})
    assert (response.status_code, response["Location"]) == (302, f"/{post.board_slug}/")
