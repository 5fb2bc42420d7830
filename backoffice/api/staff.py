"""/api/admin/staff and /email-accesses: staff, whom superusers manage, and who looked at addresses."""

from django.core.exceptions import ValidationError
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action

from accounts.models import Member
from accounts.services import change_member_status, change_staff_level, create_staff_member
from backoffice.api.base import StaffViewSet, staff_list
from backoffice.api.serializers import staff as serializers
from backoffice.lists import EmailAccessList, StaffMemberList
from polibat.staff.serializers import ReasonSerializer

Status = Member.Status


@staff_list(StaffMemberList)
class StaffMemberViewSet(StaffViewSet):
    """운영자."""

    permissions = {
        "retrieve": "accounts.add_staff_member",
        "create": "accounts.add_staff_member",
        "level": "accounts.change_staff_member",
        "deactivate": "accounts.change_staff_member",
        "reactivate": "accounts.change_staff_member",
    }
    detail_summary = "운영자"
    not_found = ("STAFF_NOT_FOUND", "운영자를 찾을 수 없습니다.")
    own_codes = {409: {"NICKNAME_ALREADY_EXISTS", "EMAIL_ALREADY_EXISTS"}}
    # The body holds a password.
    is_repeatable = False

    @extend_schema(responses=serializers.StaffSerializer, summary="운영자")
    def retrieve(self, request, *args, **kwargs):
        """One member of staff."""
        return self.show(self.get_object())

    @extend_schema(
        request=serializers.NewStaffSerializer, responses={201: serializers.StaffSerializer}, summary="운영자 등록"
    )
    def create(self, request, *args, **kwargs):
        """A new member of staff of a level."""
        data = self.read(serializers.NewStaffSerializer)
        how = {"address": data["email"], "password": data["password"], "level": data["level"]}
        made = create_staff_member(Member(nickname=data["nickname"]), by=request.user, **how)
        return self.show(self.get_queryset().get(pk=made.pk), status=201)

    @extend_schema(request=serializers.StaffLevelSerializer, responses=serializers.StaffSerializer, summary="등급 변경")
    @action(detail=True, methods=["post"])
    def level(self, request, *args, **kwargs):
        """Another level; nobody changes their own."""
        member = self.get_object()
        data = self.read(serializers.StaffLevelSerializer)
        if not change_staff_level(member, by=request.user, **data):
            raise ValidationError("이미 그 등급입니다.", code="decided")
        return self.show(self.get_object())

    @extend_schema(request=ReasonSerializer, responses=serializers.StaffSerializer, summary="운영자 해제")
    @action(detail=True, methods=["post"])
    def deactivate(self, request, *args, **kwargs):
        """The account stops working at once."""
        return self._change(Status.BANNED)

    @extend_schema(request=ReasonSerializer, responses=serializers.StaffSerializer, summary="운영자 복귀")
    @action(detail=True, methods=["post"])
    def reactivate(self, request, *args, **kwargs):
        """The account works again."""
        return self._change(Status.APPROVED)

    def _change(self, to):
        member = self.get_object()
        reason = self.read(ReasonSerializer)["reason"]
        change_member_status(member, to=to, by=self.request.user, reason=reason)
        return self.show(self.get_object())


@staff_list(EmailAccessList)
class EmailAccessViewSet(StaffViewSet):
    """이메일 열람 이력."""
