"""Run with the site's environment: members, how to act as they, and two posts in a fresh database, told as JSON."""

import json
import os
import sys

import django

WRITERS = 4


def main():
    """Make the cast and print how to act as it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "polibat.settings")
    django.setup()
    # Django must be set up before its models are imported.
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from accounts.services import open_api_session  # noqa: PLC0415
    from tests import factories  # noqa: PLC0415

    def session_of(member):
        client = Client()
        client.force_login(member, backend="accounts.services.backends.EmailBackend")
        return client.cookies[settings.SESSION_COOKIE_NAME].value

    members = [factories.MemberFactory() for _ in range(WRITERS)]
    posts = [factories.post(members[0]) for _ in range(2)]
    json.dump(
        {
            "sessions": [session_of(member) for member in members],
            "tokens": [open_api_session(member).access for member in members],
            "posts": [post.get_absolute_url() for post in posts],
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
