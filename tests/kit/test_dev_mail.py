"""Mail of the embedded run can be read: in its log and on its page."""

import pytest
from django.core.mail import EmailMultiAlternatives


@pytest.fixture
def embedded(settings, tmp_path):
    """As `make run` is set."""
    settings.EMBEDDED = True
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    settings.MAIL_LOG = tmp_path / "log" / "mail.log"
    settings.EMAIL_BACKEND = "dev.mail.DevMailBackend"


def test_a_code_is_readable_in_the_log_and_on_the_page(client, db, settings, embedded):
    message = EmailMultiAlternatives("[정치방망이] 인증코드 123456", "인증코드는 123456 입니다.", to=["a@example.com"])
    message.attach_alternative("<p>인증코드는 123456 입니다.</p>", "text/html")
    message.send()
    told = settings.MAIL_LOG.read_text(encoding="utf-8")
    assert told == "[메일] a@example.com · [정치방망이] 인증코드 123456\n인증코드는 123456 입니다.\n\n"
    assert settings.MAIL_LOG.stat().st_mode & 0o777 == 0o600
    page = client.get("/dev/mail/").text
    assert "인증코드는 123456 입니다." in page
    assert "a@example.com" in page


def test_the_page_is_there_in_the_embedded_run_only(client, db, settings):
    settings.EMBEDDED = False
    assert client.get("/dev/mail/").status_code == 404
