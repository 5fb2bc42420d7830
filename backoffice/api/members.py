"""/api/admin/members, /politicians and /status-history: members, and what admins do about them."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from accounts.models import Member
from accounts.services import change_member_status, reveal_email
from backoffice.api.base import StaffViewSet, staff_list
from backoffice.api.serializers import members as serializers
from backoffice.lists import MemberList, PoliticianMemberList, StatusChangeList
from backoffice.lists.member_detail import with_details
from polibat.staff.acts import StaffActs
from polibat.staff.serializers import ReasonSerializer
from polibat.web.client import device_of, ip_of
from politicians.models import Application, Politician
from politicians.services import approve_application, end_application, refuse_application

Status = Member.Status
DETAIL = serializers.StaffMemberDetailSerializer
NO_APPLICATION = "대기 중인 가입 신청이 없습니다. 이미 처리되었을 수 있습니다."


@staff_list(MemberList)
class MemberViewSet(StaffViewSet):
    """전체회원관리."""

    permissions = {
        "retrieve": "accounts.view_member",
        "approve": "politicians.decide_application",
        "reject": "politicians.decide_application",
        "suspend": "accounts.change_member_status",
        "ban": "accounts.change_member_status",
        "to_pending": "accounts.change_member_status",
        "lift": "accounts.change_member_status",
        "reveal": "accounts.reveal_email",
    }
    own_codes = StaffActs.own_codes
    detail_serializer = DETAIL
    detail_summary = "회원 상세정보"
    other_answers = ("reveal",)
    not_found = ("MEMBER_NOT_FOUND", "회원을 찾을 수 없습니다.")
    field_names = {"politician": "politicianId", "kind": "politicianType"}

    def get_queryset(self):
        """Members; of staff the card alone, which superusers act on elsewhere."""
        if self.action in {"list", "stats", "export"} or getattr(self, "swagger_fake_view", False):
            return super().get_queryset()
        return Member.objects.defer("email_index", "password")

    @extend_schema(responses=DETAIL, summary="회원 상세정보")
    def retrieve(self, request, *args, **kwargs):
        """One member: activity, ballots, application, changes of status."""
        return self._detail(self.get_object())

    @extend_schema(
        request=serializers.ApprovalSerializer,
        responses=DETAIL,
        summary="가입 신청 승인",
    )
    @action(detail=True, methods=["post"])
    def approve(self, request, *args, **kwargs):
        """Approve the waiting application: 승인대기 becomes 승인."""
        member = self.get_object()
        data = self.read(serializers.ApprovalSerializer)
        application = _waiting_of(member)
        politician = application.politician
        if wanted := data.get("politicianId"):
            politician = get_object_or_404(Politician, public_id=wanted)
        approve_application(application, by=request.user, politician=politician, kind=data["politicianType"])
        return self._detail(member)

    @extend_schema(request=ReasonSerializer, responses=DETAIL, summary="가입 신청 거부")
    @action(detail=True, methods=["post"])
    def reject(self, request, *args, **kwargs):
        """Turn the waiting application down; the member stays in 승인대기 and may apply again."""
        member = self.get_object()
        reason = self.read(ReasonSerializer)["reason"]
        refuse_application(_waiting_of(member), by=request.user, reason=reason)
        return self._detail(member)

    @extend_schema(request=serializers.SuspensionSerializer, responses=DETAIL, summary="회원 정지")
    @action(detail=True, methods=["post"])
    def suspend(self, request, *args, **kwargs):
        """Suspend for so many days."""
        data = self.read_for(serializers.SuspensionSerializer)
        note = f"정지기간: {data['days']}일"
        return self._change(Status.SUSPENDED, reason=data["reason"], days=data["days"], note=note)

    @extend_schema(request=ReasonSerializer, responses=DETAIL, summary="회원 강퇴")
    @action(detail=True, methods=["post"])
    def ban(self, request, *args, **kwargs):
        """Ban for good."""
        return self._change(Status.BANNED, **self.read_for(ReasonSerializer))

    @extend_schema(request=ReasonSerializer, responses=DETAIL, summary="정지·강퇴 해제")
    @action(detail=True, methods=["post"])
    def lift(self, request, *args, **kwargs):
        """Bring a suspended or banned member back to 승인; whoever was banned in 승인대기 waits for approval again."""
        reason = self.read_for(ReasonSerializer)["reason"]
        if self.member.status not in {Status.SUSPENDED, Status.BANNED}:
            raise ValidationError("정지되거나 강퇴된 회원이 아닙니다.", code="decided")
        return self._change(Status.APPROVED, reason=reason)

    @extend_schema(request=ReasonSerializer, responses=DETAIL, summary="승인대기로 변경")
    @action(detail=True, methods=["post"], url_path="to-pending")
    def to_pending(self, request, *args, **kwargs):
        """End what an approved application allowed: 승인 becomes 승인대기 (정치인 and 보좌진 alone)."""
        reason = self.read_for(ReasonSerializer)["reason"]
        held = Application.objects.held_by(self.member)
        if held is None or self.member.status != Status.APPROVED:
            return self._change(Status.PENDING, reason=reason)
        end_application(held, by=self.request.user, reason=reason)
        return self._detail(self.member)

    @extend_schema(
        request=serializers.PurposeSerializer, responses=serializers.RevealedEmailSerializer, summary="이메일 열람"
    )
    @action(detail=True, methods=["post"], url_path="email")
    def reveal(self, request, *args, **kwargs):
        """Show the address of one member for a purpose; who looked at whose, from where and why is on record first."""
        member = self.get_object()
        purpose = self.read(serializers.PurposeSerializer)["purpose"]
        address = reveal_email(member, by=request.user, ip=ip_of(request), device=device_of(request), purpose=purpose)
        return Response({"email": address}, headers={"Cache-Control": "no-store"})

    @property
    def is_repeatable(self):
        """An answer with an address is kept nowhere."""
        return self.action != "reveal"

    def read_for(self, serializer_class):
        """The input, once the member is found and may be acted upon."""
        self.member = self.get_object()
        return self.read(serializer_class)

    def _change(self, to, **how):
        change_member_status(self.member, to=to, by=self.request.user, **how)
        return self._detail(self.member)

    def _detail(self, member):
        return self.show(with_details(self.get_queryset().get(pk=member.pk)), DETAIL)


def _waiting_of(member):
    application = Application.objects.waiting().filter(member=member).select_related("politician", "member").first()
    if application is None:
        raise ValidationError(NO_APPLICATION, code="decided")
    return application


@staff_list(PoliticianMemberList)
class PoliticianMemberViewSet(StaffViewSet):
    """정치인관리."""


@staff_list(StatusChangeList)
class StatusChangeViewSet(StaffViewSet):
    """회원상태 변경이력."""
