"""/api/admin/staff and /email-accesses: staff, whom superusers manage, and who looked at addresses."""

from accounts.api.staff import StaffMemberActs
from backoffice.api.base import StaffViewSet, staff_list
from backoffice.lists import EmailAccessList, StaffMemberList


@staff_list(StaffMemberList)
class StaffMemberViewSet(StaffViewSet, StaffMemberActs):
    """운영자."""


@staff_list(EmailAccessList)
class EmailAccessViewSet(StaffViewSet):
    """이메일 열람 이력."""
