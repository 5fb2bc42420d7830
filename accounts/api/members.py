"""Members, as everybody sees them."""

from drf_spectacular.utils import extend_schema, extend_schema_view

from accounts.api.serializers.members import PublicMember
from accounts.models import Member
from polibat.api.permissions import EVERYBODY
from polibat.api.views import ApiViewSet, Found


@extend_schema_view(retrieve=extend_schema(summary="회원", description="공개된 것: 닉네임, 회원 구분, 가입일."))
class MemberViewSet(Found, ApiViewSet):
    """A member's public side; who left has none."""

    permissions = {"retrieve": EVERYBODY}
    not_found = ("MEMBER_NOT_FOUND", "회원을 찾을 수 없습니다.")
    serializer_class = PublicMember
    queryset = Member.objects.exclude(status=Member.Status.WITHDRAWN)
