"""From notifications to mails: at once, once a day, or not at all, as each member chose."""

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.models import Member
from notifications.events import notification_mailed
from notifications.models import Notification, NotificationPreference
from notifications.models.delivery import Delivery
from notifications.models.mail_kinds import MAIL_OF_KIND
from polibat.mail import queue_mail, seal
from policies.models import PolicyTemplate, PolicyVersion

A_BATCH = 200
MOST_ENTRIES = 50
DIGEST_HOUR = 8
A_CROWD = 1000
# Who is concerned by a policy of which target; everybody by any other.
KINDS_OF_TARGET = {
    PolicyTemplate.Target.NORMAL: [Member.Kind.NORMAL],
    PolicyTemplate.Target.POLITICIANS: [Member.Kind.POLITICIAN, Member.Kind.AIDE],
}
# Two who announce at once choose the same members; the constraint lets one of them tell each.
ANNOUNCE = """
WITH chosen AS (
    SELECT id, public_id FROM accounts_member AS member
    WHERE status IN ('APPROVED', 'PENDING') AND kind = ANY(%(kinds)s) AND NOT EXISTS (
        SELECT FROM notifications_delivery WHERE event = %(event)s AND recipient = member.public_id
    )
    ORDER BY id LIMIT %(most)s
), told AS (
    INSERT INTO notifications_delivery (
        key, kind, event, member_id, recipient, sealed, about, url, state, reason, attempts, message_id, queued_at,
        next_at
    )
    SELECT gen_random_uuid(), 'policy_notice', %(event)s, id, public_id, %(sealed)s, '', '', 'QUEUED', '', 0, '',
        %(now)s, %(now)s
    FROM chosen ON CONFLICT (event, recipient) DO NOTHING RETURNING 1
)
SELECT (SELECT count(*) FROM chosen), (SELECT count(*) FROM told)
"""
Mail = Notification.Mail
Choice = NotificationPreference.Mail


@transaction.atomic
def queue_mails() -> int:
    """Decide on a batch of notifications that may become mails; how many there were."""
    due = Notification.objects.filter(mail=Mail.DUE).select_for_update(of=("self",), skip_locked=True, no_key=True)
    rows = list(due.select_related("member", "actor").order_by("pk")[:A_BATCH])
    members = {row.member_id for row in rows}
    chosen = {choice.member_id: choice for choice in NotificationPreference.objects.filter(member__in=members)}
    for row in rows:
        mail = MAIL_OF_KIND[row.kind]
        choice = chosen.get(row.member_id) or NotificationPreference(member=row.member)
        row.mail = ""
        if not row.member.is_active or not choice.wants_mail(mail):
            continue
        if choice.mail == Choice.DAILY:
            row.mail = Mail.DAILY
            continue
        context = {"text": row.shown_text, "url": f"{settings.SITE_URL}{row.url}" if row.url else ""}
        for more in notification_mailed.publish(notification=row):
            context |= more
        queue_mail(
            member=row.member,
            template=mail,
            context=context,
            event=f"notification:{row.pk}",
        )
    Notification.objects.bulk_update(rows, ["mail"])
    return len(rows)


def queue_digests() -> None:
    """Queue the mail of this day (from 08:00 in Seoul) of everybody who collects; nothing before that hour."""
    now = timezone.localtime()
    if now.hour < DIGEST_HOUR:
        return
    event = f"digest:{now:%Y-%m-%d}"
    told = Delivery.objects.filter(event=event, recipient=OuterRef("member__public_id"))
    waiting = Notification.objects.filter(mail=Mail.DAILY).exclude(Exists(told))
    for pk in waiting.order_by("member").values_list("member", flat=True).distinct():
        _queue_digest(pk, event)


@transaction.atomic
def _queue_digest(member_id: int, event: str) -> None:
    member = Member.objects.select_for_update(no_key=True).get(pk=member_id)
    if Delivery.objects.filter(event=event, recipient=member.public_id).exists():
        return
    collected = Notification.objects.filter(member=member, mail=Mail.DAILY)
    rows = list(collected.select_related("actor").order_by("pk"))
    # What was read in the site meanwhile is no news.
    unread = [row for row in rows if row.read_at is None]
    if unread:
        entries = [
            {"text": row.shown_text, "url": f"{settings.SITE_URL}{row.url}" if row.url else ""}
            for row in unread[:MOST_ENTRIES]
        ]
        context = {"entries": entries, "more": max(0, len(unread) - MOST_ENTRIES)}
        queue_mail(member=member, template="digest", context=context, event=event)
    Notification.objects.filter(pk__in=[row.pk for row in rows]).update(mail="")


def announce_policies() -> int:
    """Store a mail for every member whom a version ahead concerns and who was not told; returns how many."""
    ahead = PolicyVersion.objects.announced().filter(effective_at__gt=timezone.now(), tells_members=True)
    ahead = ahead.select_related("template")
    return sum(_announce(version) for version in ahead)


def _announce(version: PolicyVersion) -> int:
    """One statement for each A_CROWD members, stored for itself: whoever is killed over it goes on where it was."""
    # No jobs: whatever looks after mail finds the rows, so that a crowd of them lets other jobs through.
    values = {
        "event": f"policy:{version.public_id}",
        "kinds": KINDS_OF_TARGET.get(version.template.target, Member.Kind.values),
        "sealed": seal({"to": "", "context": _policy_context(version)}),
        "now": timezone.now(),
        "most": A_CROWD,
    }
    number = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(ANNOUNCE, values)
            chosen, told = cursor.fetchone()
        number += told
        if not chosen:
            return number


def _policy_context(version: PolicyVersion) -> dict[str, str]:
    moment = timezone.localtime(version.effective_at)
    return {
        "policy": str(version.template),
        "summary": version.summary,
        "effective": f"{moment:%Y.%m.%d.} {moment:%H:%M}",
        "url": f"{settings.SITE_URL}{version.template.get_absolute_url()}",
    }
