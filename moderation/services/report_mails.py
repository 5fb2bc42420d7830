"""What the mail about a report says beyond its entry in the bell."""

from typing import Any

from boards.models import Comment
from moderation.models import Decision
from notifications.models import Notification


def words_of_report(*, notification: Notification) -> dict[str, Any]:
    """Which text it was, by its title, as long as everybody may read it; nothing for other notifications."""
    if notification.kind != Notification.Kind.REPORT:
        return {}
    _, _, rest = (notification.event or "").partition("decision:")
    key = rest.partition(":")[0]
    decisions = Decision.objects.select_related("post", "comment__post")
    decision = decisions.filter(pk=key).first() if key.isdigit() else None
    if decision is None:
        return {}
    target = decision.target
    is_comment = isinstance(target, Comment)
    post = target.post if is_comment else target
    is_shown = post.is_public and target.is_listed
    return {"title": post.title if is_shown else "", "is_comment": is_comment}
