"""What was written about members stays: the database refuses to change or delete it, whoever asks."""

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import EmailAccess, Member, StatusChange
from accounts.services import change_member_status, reveal_email


@pytest.fixture(params=["accounts_statuschange", "accounts_emailaccess"])
def table(request, citizen, admin_member):
    """A table with one row in it that verbs wrote."""
    reveal_email(citizen, by=admin_member, ip="127.0.0.1", device="PC", kind="INQUIRY", purpose="문의 답변")
    change_member_status(citizen, to=Member.Status.BANNED, by=admin_member, reason="광고 반복")
    return request.param


@pytest.mark.parametrize(
    "statement", ["UPDATE {} SET created_at = now()", "UPDATE {} SET by_id = NULL", "DELETE FROM {}"]
)
def test_history_cannot_be_changed_or_deleted(table, statement):
    with pytest.raises(IntegrityError, match="only ever added"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))
    assert StatusChange.objects.count() == EmailAccess.objects.count() == 1
