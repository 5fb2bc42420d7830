"""What staff do with policies through the API; the back office joins it with its lists."""

from dataclasses import dataclass
from datetime import datetime

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action

from polibat.api.errors import NotFound
from polibat.staff.acts import StaffActs
from polibat.staff.detail import RowDetail
from polibat.staff.serializers import ReasonSerializer
from policies import services
from policies.api.serializers import staff as serializers
from policies.models import PolicyChange, PolicyTemplate, PolicyVersion

NO_TEMPLATE = ("TEMPLATE_NOT_FOUND", "정책 템플릿을 찾을 수 없습니다.")
MOST_SHOWN = 100
IN_TEMPLATE = {"name": "name", "targetUsers": "target", "mandatory": "is_mandatory"}
IN_VERSION = {
    "name": "summary",
    "content": "body",
    "startDate": "effective_at",
    "endDate": "ends_at",
    "mandatory": "is_mandatory",
    "downloadable": "is_downloadable",
    "showVersion": "shows_number",
    "notifyChanges": "tells_members",
}


def _written(row, data, names):
    for given, field in names.items():
        if given in data:
            setattr(row, field, data[given])
    return row


def _changes_of(**about):
    return list(PolicyChange.objects.filter(**about).select_related("by").order_by("-pk")[:MOST_SHOWN])


@dataclass(frozen=True)
class TemplateDetail(RowDetail):
    """A document with its record."""

    changes: list[PolicyChange]


@dataclass(frozen=True)
class Approver(RowDetail):
    """Who published a version, and when."""

    approved_at: datetime


@dataclass(frozen=True)
class VersionDetail(RowDetail):
    """A version with the one before, how many agreed, and its record."""

    previous: PolicyVersion | None
    agrees: int
    approver: Approver | None
    changes: list[PolicyChange]


class TemplateActs(StaffActs):
    """서비스정책 템플릿 관리."""

    permissions = {
        "retrieve": "policies.view_policytemplate",
        "create": "policies.add_policytemplate",
        "partial_update": "policies.change_policytemplate",
    }
    detail_summary = "서비스정책 템플릿"
    not_found = NO_TEMPLATE
    edited = tuple(IN_TEMPLATE.values())
    field_names = {"target": "targetUsers", "is_mandatory": "mandatory"}

    @extend_schema(request=serializers.StaffTemplateInputSerializer, summary="서비스정책 템플릿 등록")
    def create(self, request, *args, **kwargs):
        """Add a document; nobody reads it before a version is published."""
        data = self.read(serializers.StaffTemplateInputSerializer)
        template = services.add_template(_written(PolicyTemplate(), data, IN_TEMPLATE), by=request.user)
        return self.show_detail(template, status=201)

    @extend_schema(request=serializers.StaffTemplateInputSerializer(partial=True), summary="서비스정책 템플릿 수정")
    def partial_update(self, request, *args, **kwargs):
        """Change the name, and before the first version took effect whom the document concerns."""
        template = self.get_object()
        data = self.read(serializers.StaffTemplateInputSerializer, partial=True)
        services.change_template(_written(template, data, IN_TEMPLATE), by=request.user)
        return self.show_detail(self.get_object())

    def detail_of(self, row):
        """The document with its record."""
        return TemplateDetail(row, _changes_of(template=row))


class VersionActs(StaffActs):
    """서비스정책 관리."""

    permissions = {
        "retrieve": "policies.view_policyversion",
        "create": "policies.add_policyversion",
        "partial_update": "policies.change_policyversion",
        **dict.fromkeys(("stop", "resume", "remove", "restore"), "policies.move_policyversion"),
    }
    own_codes = {404: {NO_TEMPLATE[0]}, **StaffActs.own_codes}
    edited = tuple(IN_VERSION.values())
    not_found = ("POLICY_NOT_FOUND", "서비스정책을 찾을 수 없습니다.")
    field_names = {"effective_at": "startDate", "ends_at": "endDate", "summary": "name", "body": "content"}

    @extend_schema(request=serializers.StaffPolicyInputSerializer, summary="서비스정책 등록")
    def create(self, request, *args, **kwargs):
        """Announce a version that takes effect on a day ahead (it ends the one before), or keep it as a draft."""
        data = self.read(serializers.StaffPolicyInputSerializer)
        template = PolicyTemplate.objects.filter(public_id=data["templateId"]).first()
        if template is None:
            raise NotFound(*NO_TEMPLATE)
        keep = services.draft_version if data["draft"] else services.publish_version
        version = keep(_written(PolicyVersion(template=template), data, IN_VERSION), by=request.user)
        return self.show_detail(self.get_queryset().get(pk=version.pk), status=201)

    @extend_schema(request=serializers.StaffPolicyInputSerializer(partial=True), summary="서비스정책 수정")
    def partial_update(self, request, *args, **kwargs):
        """Change a version that never took effect; a version stays with its document."""
        version = self.get_object()
        data = self.read(serializers.StaffPolicyInputSerializer, partial=True)
        services.revise_version(_written(version, data, IN_VERSION), by=request.user)
        return self.show_detail(self.get_object())

    @extend_schema(request=ReasonSerializer, summary="중지(임시저장으로 변경)")
    @action(detail=True, methods=["post"])
    def stop(self, request, *args, **kwargs):
        """예정 becomes a draft again; 게시 ends, where the document may lapse."""
        return self.act(services.stop_version)

    @extend_schema(request=ReasonSerializer, summary="게시")
    @action(detail=True, methods=["post"])
    def resume(self, request, *args, **kwargs):
        """A draft is announced and takes effect by its date."""
        return self.act(services.resume_version)

    @extend_schema(request=ReasonSerializer, summary="삭제(폐기)")
    @action(detail=True, methods=["post"], url_path="delete")
    def remove(self, request, *args, **kwargs):
        """What never took effect becomes 삭제 and stays on record."""
        return self.act(services.delete_version)

    @extend_schema(request=ReasonSerializer, summary="복원")
    @action(detail=True, methods=["post"])
    def restore(self, request, *args, **kwargs):
        """삭제 becomes a draft."""
        return self.act(services.restore_version)

    def detail_of(self, row):
        """The version with everything about it."""
        before = PolicyVersion.objects.announced().filter(template=row.template_id).exclude(pk=row.pk)
        before = before.filter(effective_at__lt=row.effective_at).with_end().defer("body")
        return VersionDetail(
            row,
            previous=before.order_by("-effective_at", "-pk").first(),
            agrees=row.consents.count(),
            approver=Approver(row.approved_by, row.approved_at) if row.approved_by else None,
            changes=_changes_of(version=row),
        )
