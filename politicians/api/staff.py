"""What staff do with members who apply for speaking for a politician, through the API."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.decorators import action

from accounts.api.staff import MemberActs
from accounts.models import Member
from polibat.api.errors import NotFound
from polibat.files.handing import handed_out
from polibat.staff.serializers import ReasonSerializer
from polibat.web.client import device_of, ip_of
from politicians.api.serializers import staff as serializers
from politicians.models import Application, Document, Politician
from politicians.services import approve_application, end_application, open_document, refuse_application

Status = Member.Status
PAPERS = ("application/pdf", "image/webp")
NO_APPLICATION = "대기 중인 가입 신청이 없습니다. 이미 처리되었을 수 있습니다."


class ApplicantActs(MemberActs):
    """Also what becomes of a member's application."""

    permissions = MemberActs.permissions | {
        "approve": "politicians.decide_application",
        "reject": "politicians.decide_application",
        "to_pending": "accounts.change_member_status",
        "document": "politicians.view_document",
    }
    own_codes = {**MemberActs.own_codes, 404: {"DOCUMENT_NOT_FOUND"}}
    other_answers = (*MemberActs.other_answers, "document")
    field_names = {"politician": "politicianId", "kind": "politicianType"}

    @extend_schema(request=serializers.ApprovalSerializer, summary="가입 신청 승인")
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
        return self.show_member(member)

    @extend_schema(request=ReasonSerializer, summary="가입 신청 거부")
    @action(detail=True, methods=["post"])
    def reject(self, request, *args, **kwargs):
        """Turn the waiting application down; the member stays in 승인대기 and may apply again."""
        member = self.get_object()
        reason = self.read(ReasonSerializer)["reason"]
        refuse_application(_waiting_of(member), by=request.user, reason=reason)
        return self.show_member(member)

    @extend_schema(request=ReasonSerializer, summary="승인대기로 변경")
    @action(detail=True, methods=["post"], url_path="to-pending")
    def to_pending(self, request, *args, **kwargs):
        """End what an approved application allowed: 승인 becomes 승인대기 (정치인 and 보좌진 alone)."""
        member, reason = self.get_object(), self.read(ReasonSerializer)["reason"]
        held = Application.objects.held_by(member)
        if held is None or member.status != Status.APPROVED:
            return self.change(member, to=Status.PENDING, reason=reason)
        end_application(held, by=request.user, reason=reason)
        return self.show_member(member)

    @extend_schema(
        responses={(200, content_type): OpenApiResponse(OpenApiTypes.BINARY, "파일.") for content_type in PAPERS},
        parameters=[OpenApiParameter("number", int, OpenApiParameter.PATH, description="서류의 번호.")],
        summary="가입 신청 서류",
    )
    @action(detail=True, url_path="documents/(?P<number>[1-9])")
    def document(self, request, number, *args, **kwargs):
        """A paper of the newest application, for whoever decides it; the look is on record first."""
        member = self.get_object()
        application = Application.objects.filter(member=member).order_by("-pk").first()
        document = Document.objects.filter(application=application, number=number).first() if application else None
        if document is None:
            raise NotFound("DOCUMENT_NOT_FOUND", "서류를 찾을 수 없습니다.")
        content = open_document(document, by=request.user, ip=ip_of(request), device=device_of(request))
        return handed_out(content, name=document.safe_name, content_type=document.content_type)


def _waiting_of(member):
    application = Application.objects.waiting().filter(member=member).select_related("politician", "member").first()
    if application is None:
        raise ValidationError(NO_APPLICATION, code="decided")
    return application
