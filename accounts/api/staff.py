"""What staff do with members and staff accounts through the API; the back office joins it with its lists."""

from django.core.exceptions import ValidationError
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from accounts.api.serializers import staff as serializers
from accounts.models import Member
from accounts.services import change_member_status, change_staff_level, create_staff_member, reveal_email
from polibat.staff.acts import StaffActs
from polibat.staff.serializers import ReasonSerializer
from polibat.web.client import device_of, ip_of

Status = Member.Status


class MemberActs(StaffActs):
    """What becomes of a member's account."""

    permissions = {
        "retrieve": "accounts.view_member",
        "suspend": "accounts.change_member_status",
        "ban": "accounts.change_member_status",
        "lift": "accounts.change_member_status",
        "reveal": "accounts.reveal_email",
    }
    detail_summary = "회원 상세정보"
    other_answers = ("reveal",)
    not_found = ("MEMBER_NOT_FOUND", "회원을 찾을 수 없습니다.")

    @extend_schema(request=serializers.SuspensionSerializer, summary="회원 정지")
    @action(detail=True, methods=["post"])
    def suspend(self, request, *args, **kwargs):
        """Suspend for so many days."""
        member, data = self.get_object(), self.read(serializers.SuspensionSerializer)
        note = f"정지기간: {data['days']}일"
        return self.change(member, to=Status.SUSPENDED, reason=data["reason"], days=data["days"], note=note)

    @extend_schema(request=ReasonSerializer, summary="회원 강퇴")
    @action(detail=True, methods=["post"])
    def ban(self, request, *args, **kwargs):
        """Ban for good."""
        return self.change(self.get_object(), to=Status.BANNED, **self.read(ReasonSerializer))

    @extend_schema(request=ReasonSerializer, summary="정지·강퇴 해제")
    @action(detail=True, methods=["post"])
    def lift(self, request, *args, **kwargs):
        """Bring a suspended or banned member back to 승인; whoever was banned in 승인대기 waits for approval again."""
        member, reason = self.get_object(), self.read(ReasonSerializer)["reason"]
        if member.status not in {Status.SUSPENDED, Status.BANNED}:
            raise ValidationError("정지되거나 강퇴된 회원이 아닙니다.", code="decided")
        return self.change(member, to=Status.APPROVED, reason=reason)

    @extend_schema(
        request=serializers.PurposeSerializer, responses=serializers.RevealedEmailSerializer, summary="이메일 열람"
    )
    @action(detail=True, methods=["post"], url_path="email")
    def reveal(self, request, *args, **kwargs):
        """Show the address of one member for a purpose; who looked at whose, from where and why is on record first."""
        member = self.get_object()
        why = self.read(serializers.PurposeSerializer)
        address = reveal_email(member, by=request.user, ip=ip_of(request), device=device_of(request), **why)
        return Response({"email": address}, headers={"Cache-Control": "no-store"})

    @property
    def is_repeatable(self):
        """An answer with an address is kept nowhere."""
        return self.action != "reveal"

    def change(self, member, *, to, **how):
        """Change the status of `member`, and answer with the member as it is then."""
        change_member_status(member, to=to, by=self.request.user, **how)
        return self.show_member(member)

    def show_member(self, member):
        """Answer with the member as it is now, whatever may be done to it."""
        return self.show_detail(self.get_queryset().get(pk=member.pk))


class StaffMemberActs(StaffActs):
    """운영자, whom superusers manage."""

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

    @extend_schema(request=serializers.NewStaffSerializer, summary="운영자 등록")
    def create(self, request, *args, **kwargs):
        """A new member of staff of a level."""
        data = self.read(serializers.NewStaffSerializer)
        how = {"address": data["email"], "password": data["password"], "level": data["level"]}
        made = create_staff_member(Member(nickname=data["nickname"]), by=request.user, **how)
        return self.show_detail(self.get_queryset().get(pk=made.pk), status=201)

    @extend_schema(request=serializers.StaffLevelSerializer, summary="등급 변경")
    @action(detail=True, methods=["post"])
    def level(self, request, *args, **kwargs):
        """Another level; nobody changes their own."""
        member = self.get_object()
        data = self.read(serializers.StaffLevelSerializer)
        if not change_staff_level(member, by=request.user, **data):
            raise ValidationError("이미 그 등급입니다.", code="decided")
        return self.show_detail(self.get_object())

    @extend_schema(request=ReasonSerializer, summary="운영자 해제")
    @action(detail=True, methods=["post"])
    def deactivate(self, request, *args, **kwargs):
        """The account stops working at once."""
        return self._change(Status.BANNED)

    @extend_schema(request=ReasonSerializer, summary="운영자 복귀")
    @action(detail=True, methods=["post"])
    def reactivate(self, request, *args, **kwargs):
        """The account works again."""
        return self._change(Status.APPROVED)

    def _change(self, to):
        member, reason = self.get_object(), self.read(ReasonSerializer)["reason"]
        change_member_status(member, to=to, by=self.request.user, reason=reason)
        return self.show_detail(self.get_object())
