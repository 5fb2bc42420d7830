"""Telling staff through an incoming webhook of Microsoft Teams; nothing personal ever stands in these cards."""

import json
import urllib.error
import urllib.request
from collections.abc import Sequence
from typing import Any, TypeAlias

from django.conf import settings

PATIENCE = 10
# What a card tells: names and values.
Facts: TypeAlias = Sequence[tuple[str, str | int]]


class TeamsRefused(Exception):
    """The webhook did not take a card; tried again later."""


def card(title: str, *, facts: Facts = (), url: str = "") -> dict[str, Any]:
    """An Adaptive Card with a title, facts (pairs) and a link."""
    body = [{"type": "TextBlock", "size": "Medium", "weight": "Bolder", "wrap": True, "text": title}]
    if facts:
        body.append({"type": "FactSet", "facts": [{"title": name, "value": str(value)} for name, value in facts]})
    content = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": body,
    }
    if url:
        content["actions"] = [{"type": "Action.OpenUrl", "title": "열기", "url": url}]
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": None, "content": content}
    return {"type": "message", "attachments": [attachment]}


def post_card(message: dict[str, Any]) -> None:
    """Hand a card to the webhook; nothing happens without one. Raises TeamsRefused, which names no address."""
    if not settings.TEAMS_WEBHOOK_URL:
        return
    request = urllib.request.Request(  # noqa: S310 - the address is a setting
        settings.TEAMS_WEBHOOK_URL, json.dumps(message).encode(), {"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE):  # noqa: S310 - the address is a setting
            pass
    except urllib.error.HTTPError as error:
        error.close()
        raise TeamsRefused(f"HTTP {error.code}") from None
    except OSError as error:
        raise TeamsRefused(type(error).__name__) from None
