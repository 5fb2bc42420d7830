"""What the tests of mails do again and again."""

from django.utils import timezone

from notifications.jobs import mail_notifications
from notifications.models.delivery import Delivery
from notifications.services.mail_sender import attempt
from tests import factories


def try_all():
    """Try what is due now."""
    for key in Delivery.objects.due(timezone.now()).order_by("pk").values_list("key", flat=True):
        attempt(key)


def make_mails():
    """Turn notifications into deliveries."""
    mail_notifications(0)


def commented(post, author):
    """The mail about a comment of `author` below `post`."""
    factories.comment(post, author)
    make_mails()
    return Delivery.objects.get(kind="comment")
