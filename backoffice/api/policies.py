"""/api/admin/policy-templates and /policies: documents, and their versions with dates of effect."""

from django.core.exceptions import ValidationError
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action

from backoffice.api.base import StaffViewSet, staff_list
from backoffice.api.serializers import policies as serializers
from backoffice.lists import PolicyList, TemplateList
from polibat.api.errors import NotFound
from polibat.staff.acts import StaffActs
from polibat.staff.serializers import ReasonSerializer
from policies import services
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


def _filled(row, data, names):
    for given, field in names.items():
        if given in data:
            setattr(row, field, data[given])
    return row


def _newest_changes(**about):
    return list(PolicyChange.objects.filter(**about).select_related("by").order_by("-pk")[:MOST_SHOWN])


@staff_list(TemplateList)
class TemplateViewSet(StaffViewSet):
    """서비스정책 템플릿 관리."""

    permissions = {
        "retrieve": "policies.view_policytemplate",
        "create": "policies.add_policytemplate",
        "partial_update": "policies.change_policytemplate",
    }
    detail_serializer = serializers.StaffTemplateDetailSerializer
    detail_summary = "서비스정책 템플릿"
    own_codes = StaffActs.own_codes
    not_found = NO_TEMPLATE
    field_names = {"target": "targetUsers", "is_mandatory": "mandatory"}

    @extend_schema(responses=serializers.StaffTemplateDetailSerializer, summary="서비스정책 템플릿")
    def retrieve(self, request, *args, **kwargs):
        """One document with the version in effect and its record."""
        return self._detail(self.get_object())

    @extend_schema(
        request=serializers.StaffTemplateInputSerializer,
        responses={201: serializers.StaffTemplateDetailSerializer},
        summary="서비스정책 템플릿 등록",
    )
    def create(self, request, *args, **kwargs):
        """Add a document; nobody reads it before a version is published."""
        data = self.read(serializers.StaffTemplateInputSerializer)
        template = services.add_template(_filled(PolicyTemplate(), data, IN_TEMPLATE), by=request.user)
        return self._detail(template, status=201)

    @extend_schema(
        request=serializers.StaffTemplateInputSerializer(partial=True),
        responses=serializers.StaffTemplateDetailSerializer,
        summary="서비스정책 템플릿 수정",
    )
    def partial_update(self, request, *args, **kwargs):
        """Change the name, and before the first version took effect whom the document concerns."""
        template = self.get_object()
        data = self.read(serializers.StaffTemplateInputSerializer, partial=True)
        services.change_template(_filled(template, data, IN_TEMPLATE), by=request.user)
        return self._detail(self.get_object())

    def _detail(self, template, *, status=200):
        template.newest_changes = _newest_changes(template=template)
        return self.show(TemplateList.fill([template])[0], serializers.StaffTemplateDetailSerializer, status=status)


MOVES = ("stop", "resume", "remove", "restore")


@staff_list(PolicyList)
class PolicyViewSet(StaffViewSet):
    """서비스정책 관리."""

    detail_serializer = serializers.StaffPolicyDetailSerializer
    permissions = {
        "retrieve": "policies.view_policyversion",
        "create": "policies.add_policyversion",
        "partial_update": "policies.change_policyversion",
        **dict.fromkeys(MOVES, "policies.move_policyversion"),
    }
    own_codes = {404: {NO_TEMPLATE[0]}, **StaffActs.own_codes}
    not_found = ("POLICY_NOT_FOUND", "서비스정책을 찾을 수 없습니다.")
    field_names = {"effective_at": "startDate", "ends_at": "endDate", "summary": "name", "body": "content"}

    @extend_schema(responses=serializers.StaffPolicyDetailSerializer, summary="서비스정책 상세정보")
    def retrieve(self, request, *args, **kwargs):
        """One version: text, the version before, how many agreed, what was done with it."""
        return self._detail(self.get_object())

    @extend_schema(
        request=serializers.StaffPolicyInputSerializer,
        responses={201: serializers.StaffPolicyDetailSerializer},
        summary="서비스정책 등록",
    )
    def create(self, request, *args, **kwargs):
        """Announce a version that takes effect on a day ahead (it ends the one before), or keep it as a draft."""
        data = self.read(serializers.StaffPolicyInputSerializer)
        template = PolicyTemplate.objects.filter(public_id=data["templateId"]).first()
        if template is None:
            raise NotFound(*NO_TEMPLATE)
        keep = services.draft_version if data["draft"] else services.publish_version
        version = keep(_filled(PolicyVersion(template=template), data, IN_VERSION), by=request.user)
        return self._detail(self.get_queryset().get(pk=version.pk), status=201)

    @extend_schema(
        request=serializers.StaffPolicyInputSerializer(partial=True),
        responses=serializers.StaffPolicyDetailSerializer,
        summary="서비스정책 수정",
    )
    def partial_update(self, request, *args, **kwargs):
        """Change a version that never took effect; a version stays with its document."""
        version = self.get_object()
        data = self.read(serializers.StaffPolicyInputSerializer, partial=True)
        services.revise_version(_filled(version, data, IN_VERSION), by=request.user)
        return self._detail(self.get_object())

    @extend_schema(request=ReasonSerializer, summary="중지(임시저장으로 변경)")
    @action(detail=True, methods=["post"])
    def stop(self, request, *args, **kwargs):
        """예정 becomes a draft again; 게시 ends, where the document may lapse."""
        return self._move(services.stop_version)

    @extend_schema(request=ReasonSerializer, summary="게시")
    @action(detail=True, methods=["post"])
    def resume(self, request, *args, **kwargs):
        """A draft is announced and takes effect by its date."""
        return self._move(services.resume_version)

    @extend_schema(request=ReasonSerializer, summary="삭제(폐기)")
    @action(detail=True, methods=["post"], url_path="delete")
    def remove(self, request, *args, **kwargs):
        """What never took effect becomes 삭제 and stays on record."""
        return self._move(services.delete_version)

    @extend_schema(request=ReasonSerializer, summary="복원")
    @action(detail=True, methods=["post"])
    def restore(self, request, *args, **kwargs):
        """삭제 becomes a draft."""
        return self._move(services.restore_version)

    def _move(self, verb):
        version = self.get_object()
        if not verb(version, by=self.request.user, reason=self.read(ReasonSerializer)["reason"]):
            raise ValidationError("이미 그 상태입니다.", code="decided")
        return self._detail(self.get_object())

    def _detail(self, version, *, status=200):
        before = PolicyVersion.objects.announced().filter(template=version.template_id).exclude(pk=version.pk)
        before = before.filter(effective_at__lt=version.effective_at).with_end().defer("body")
        version.previous = before.order_by("-effective_at", "-pk").first()
        version.agrees = version.consents.count()
        version.approver = version.approved_by
        if version.approver:
            version.approver.approved_at = version.approved_at
        version.newest_changes = _newest_changes(version=version)
        return self.show(version, serializers.StaffPolicyDetailSerializer, status=status)
