"""What the mail about a report says."""

import pytest

from moderation.services import dismiss_reports, hide_text
from tests import factories
from tests.moderation.test_dismissal import report_often
from tests.notifications.mails import make_mails, try_all

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("verb", "is_named"), [(dismiss_reports, True), (hide_text, False)])
def test_the_mail_about_a_report_names_what_may_still_be_read_and_says_what_next(
    citizen, moderator, mailoutbox, verb, is_named
):
    post = factories.post(citizen, title="통학 버스 이야기")
    (reporter,) = report_often(post, 1)
    verb(post, by=moderator, reason="살펴보았습니다")
    make_mails()
    try_all()
    mail = next(mail for mail in mailoutbox if "신고" in mail.subject)
    for text in (mail.body, mail.alternatives[0][0]):
        assert f"{reporter.nickname}님, 신고해 주셔서 감사합니다." in text
        assert ("통학 버스 이야기" in text) is is_named
        assert (post.get_absolute_url() in text) is is_named
        assert "http://127.0.0.1:8000/moderation-log/" in text
