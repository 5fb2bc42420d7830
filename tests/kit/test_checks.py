"""`check --deploy` names what a serving site lacks to send mail and to tell staff."""

import pytest
from django.core.checks import run_checks

SERVING = {
    "HTTPS": True,
    "SITE_URL": "https://www.polibat.com",
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "EMAIL_HOST": "email-smtp.ap-northeast-2.amazonaws.com",
    "EMAIL_HOST_USER": "user",
    "EMAIL_HOST_PASSWORD": "password",
    "EMAIL_USE_TLS": True,
    "DEFAULT_FROM_EMAIL": "정치방망이 <hello@polibat.com>",
    "MAIL_DOMAIN": "mail.polibat.com",
    "SES_TOPICS": ["arn:aws:sns:ap-northeast-2:123456789012:polibat-mail"],
    "TEAMS_WEBHOOK_URL": "https://example.webhook.office.com/webhookb2/x",
}
NUMBERS = range(20, 29)


@pytest.mark.parametrize(
    ("broken", "found"),
    [
        ({}, []),
        ({"SITE_URL": "http://www.polibat.com"}, [20]),
        ({"SITE_URL": "https://www.polibat.com/"}, [20]),
        ({"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}, [21]),
        ({"EMAIL_HOST": ""}, [21]),
        ({"EMAIL_HOST_PASSWORD": ""}, [22]),
        ({"EMAIL_USE_TLS": False}, [23]),
        ({"DEFAULT_FROM_EMAIL": "정치방망이", "MAIL_DOMAIN": "localhost"}, [24, 25]),
        ({"SES_TOPICS": []}, [27]),
        ({"SES_TOPICS": ["polibat-mail"]}, [26]),
        ({"SES_TOPICS": [], "EMAIL_HOST": "mail.internal"}, []),
        ({"TEAMS_WEBHOOK_URL": "http://example.com/x"}, [28]),
        ({"TEAMS_WEBHOOK_URL": ""}, []),
    ],
)
def test_half_a_setting_is_named_before_it_loses_a_mail(settings, broken, found):
    for name, value in (SERVING | broken).items():
        setattr(settings, name, value)
    ids = {f"polibat.E0{number}": number for number in NUMBERS}
    problems = [problem for problem in run_checks(include_deployment_checks=True) if problem.id in ids]
    assert [ids[problem.id] for problem in problems] == found
    # What is said repeats no value: addresses of webhooks and passwords are secrets.
    assert not any(
        secret in f"{problem.msg}"
        for problem in problems
        for secret in ("example.com/x", SERVING["EMAIL_HOST_USER"] + ":")
    )
