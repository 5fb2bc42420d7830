"""Leaving the site: its consequences reach through several apps."""

from django.db import transaction

from accounts.services import withdraw
from accounts.services.data_export import forget_exports
from boards.services import forget_drafts
from notifications.services import forget_notifications
from politicians.services import forget_applications


@transaction.atomic
def leave_site(member, *, password):
    """Let a member leave, and erase what every app keeps about them alone (spec M15, M16); their texts stay.

    Raises ValidationError (password), or when the account may not be left.
    """
    left = withdraw(member, password=password)
    forget_applications(left)
    forget_notifications(left)
    forget_drafts(left)
    forget_exports(left)
    return left
