"""/api/admin/members, /politicians and /status-history: members, and what admins do about them."""

from accounts.models import Member
from backoffice.api.base import StaffViewSet, staff_list
from backoffice.api.former import FormerMemberActs
from backoffice.api.serializers.members import StaffMemberDetailSerializer
from backoffice.lists import MemberList, PoliticianMemberList, StatusChangeList
from backoffice.lists.member_detail import member_detail


@staff_list(MemberList)
class MemberViewSet(StaffViewSet, FormerMemberActs):
    """전체회원관리."""

    permissions = FormerMemberActs.permissions | FormerMemberActs.former_permissions

    detail_serializer = StaffMemberDetailSerializer

    def get_queryset(self):
        """Members; of staff the card alone, which superusers act on elsewhere."""
        if self.action in self.looking or getattr(self, "swagger_fake_view", False):
            return super().get_queryset()
        return Member.objects.defer("email_index", "password")

    def filled(self, row):
        """Also with whom the member speaks for."""
        return PoliticianMemberList.fill([row])[0]

    def detail_of(self, row):
        """The member with everything that is counted for one alone."""
        return member_detail(row)


@staff_list(PoliticianMemberList)
class PoliticianMemberViewSet(StaffViewSet):
    """정치인관리."""


@staff_list(StatusChangeList)
class StatusChangeViewSet(StaffViewSet):
    """회원상태 변경이력."""
