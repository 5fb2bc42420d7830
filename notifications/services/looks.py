"""Telling the staff channel that one of staff looks at very many addresses."""

from django.urls import reverse
from django.utils import timezone

from accounts.models import Member
from notifications.services.notifications import tell_staff_channel


def tell_looks_exceeded(by: Member, limit: int) -> None:
    """Tell the staff channel who was refused another look, once an hour."""
    event = f"looks:{by.public_id}:{limit}:{timezone.now():%Y-%m-%dT%H}"
    facts = (("운영자", by.public_id), ("한도", f"{limit}건"))
    path = reverse("admin:accounts_emailaccess_changelist", query={"q": by.public_id})
    tell_staff_channel("이메일 열람이 한도를 넘었습니다", facts=facts, path=path, event=event)
