"""The mails of accounts: every one can be sent, in Korean, as text and as HTML, without anything that tracks."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from dev.mail_previews import values
from polibat.mail import send_mail

MAILS = sorted(
    path.name.removesuffix(".subject.txt") for path in (settings.BASE_DIR / "templates/emails").glob("*.subject.txt")
)
VALUES = values() | {"reason": "욕설 & <비방>"}


@pytest.mark.parametrize("name", MAILS)
def test_mail_is_whole(mailoutbox, name):
    send_mail(to="citizen@example.com", template=name, context=VALUES)
    (mail,) = mailoutbox
    assert mail.subject.startswith("[정치방망이] ")
    assert "\n" not in mail.subject
    assert re.search("[가-힣]{2}", mail.body)
    assert "&amp;" not in mail.body
    for markup, kind in mail.alternatives:
        assert kind == "text/html"
        assert not re.search(r"<img|<script|https?://(?!127\.0\.0\.1|example)", markup.replace(settings.SITE_URL, ""))
        assert "<비방>" not in markup


def test_code_mails_show_the_code_in_text_and_markup(mailoutbox):
    for name in ("signup_code", "reset_code"):
        send_mail(to="citizen@example.com", template=name, context=VALUES)
    for mail in mailoutbox:
        assert "123456" in mail.subject
        assert "123456" in mail.body
        assert "123456" in mail.alternatives[0][0]


def test_every_mail_of_accounts_has_markup():
    folder = Path(settings.BASE_DIR) / "templates/emails"
    without = [name for name in MAILS if not (folder / f"{name}.html").exists()]
    assert without == []
