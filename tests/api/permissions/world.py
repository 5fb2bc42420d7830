"""The rows that the addresses of the permission table are about, by name; the citizen wrote what members write."""

from notifications.models import Notification
from notifications.services import notify
from policies.models import PolicyVersion
from tests import factories


def build(citizen, reader, admin_member, politician):
    """A row of each kind: {name of the row: its public id}."""
    post = factories.post(citizen)
    named = factories.post(citizen, board="POLITICIAN", politician=politician)
    comment = factories.comment(post, citizen)
    poll = factories.poll(admin_member)
    suggestion = factories.suggestion(citizen)
    notice = factories.notice(admin_member)
    others = factories.post(reader)
    notify([citizen], kind=Notification.Kind.DECISION, text="알림")
    version = PolicyVersion.objects.filter(template__slug="terms").first()
    return {
        "post": post.public_id,
        "named_post": named.public_id,
        "comment": comment.public_id,
        "poll": poll.post.public_id,
        "suggestion": suggestion.post.public_id,
        "notice": notice.post.public_id,
        "others_post": others.public_id,
        "politician": politician.pk,
        "citizen": citizen.public_id,
        "reader": reader.public_id,
        "notification": Notification.objects.visible_to(citizen).first().pk,
        "policy": "terms",
        "policy_version": version.public_id,
        "banner": factories.banner(admin_member).public_id,
    }
