"""/api/admin/policy-templates and /policies: documents, and their versions with dates of effect."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from insights.api.base import StaffViewSet, staff_list
from insights.lists import PolicyList, TemplateList
from insights.serializers import policies as serializers
from polibat.api.errors import NotFound
from policies.models import PolicyTemplate, PolicyVersion
from policies.services import publish_version, revise_version, withdraw_version

NO_TEMPLATE = ("TEMPLATE_NOT_FOUND", "정책 템플릿을 찾을 수 없습니다.")


@staff_list(TemplateList, serializers.StaffTemplateSerializer)
class TemplateViewSet(StaffViewSet):
    """서비스정책 템플릿 관리; the documents are part of the program."""

    permissions = {"retrieve": "policies.view_policytemplate"}
    not_found = NO_TEMPLATE

    @extend_schema(responses=serializers.StaffTemplateSerializer, summary="서비스정책 템플릿")
    def retrieve(self, request, *args, **kwargs):
        """One document with the version in effect."""
        return self.show(TemplateList.fill([self.get_object()])[0])


@staff_list(PolicyList, serializers.StaffPolicySerializer)
class PolicyViewSet(StaffViewSet):
    """서비스정책 관리."""

    permissions = {
        "retrieve": "policies.view_policyversion",
        "create": "policies.add_policyversion",
        "partial_update": "policies.change_policyversion",
        "destroy": "policies.delete_policyversion",
    }
    own_codes = {404: {NO_TEMPLATE[0]}, **StaffViewSet.own_codes}
    not_found = ("POLICY_NOT_FOUND", "서비스정책을 찾을 수 없습니다.")
    field_names = {"effective_at": "startDate", "summary": "name", "body": "content"}

    @extend_schema(responses=serializers.StaffPolicyDetailSerializer, summary="서비스정책 상세정보")
    def retrieve(self, request, *args, **kwargs):
        """One version: text, the version before, how many agreed."""
        return self._detail(self.get_object())

    @extend_schema(
        request=serializers.StaffPolicyInputSerializer,
        responses={201: serializers.StaffPolicyDetailSerializer},
        summary="서비스정책 등록",
    )
    def create(self, request, *args, **kwargs):
        """Announce a version that takes effect on a day ahead; it ends the one before."""
        data = self.read(serializers.StaffPolicyInputSerializer)
        template = PolicyTemplate.objects.filter(public_id=data["templateId"]).first()
        if template is None:
            raise NotFound(*NO_TEMPLATE)
        version = _filled(PolicyVersion(template=template), data)
        publish_version(version, by=request.user)
        return self._detail(self.get_queryset().get(pk=version.pk), status=201)

    @extend_schema(
        request=serializers.StaffPolicyInputSerializer(partial=True),
        responses=serializers.StaffPolicyDetailSerializer,
        summary="서비스정책 수정",
    )
    def partial_update(self, request, *args, **kwargs):
        """Change a version that is not in effect yet; a version stays with its document."""
        version = self.get_object()
        data = self.read(serializers.StaffPolicyInputSerializer, partial=True)
        revise_version(_filled(PolicyVersion.objects.get(pk=version.pk), data), by=request.user)
        return self._detail(self.get_object())

    @extend_schema(responses={204: None}, summary="서비스정책 철회")
    def destroy(self, request, *args, **kwargs):
        """Take back a version that is not in effect yet."""
        withdraw_version(self.get_object(), by=request.user)
        return Response(status=204)

    def _detail(self, version, *, status=200):
        version.version = f"{int(version.public_id.rpartition('VN')[2])}.0"
        before = PolicyVersion.objects.filter(template=version.template_id, effective_at__lt=version.effective_at)
        version.previous = before.order_by("-effective_at", "-pk").first()
        if version.previous:
            version.previous.ended_at = version.effective_at
        version.agrees = version.consents.count()
        return self.show(version, serializers.StaffPolicyDetailSerializer, status=status)


def _filled(version, data):
    names = {"name": "summary", "content": "body", "startDate": "effective_at", "mandatory": "is_mandatory"}
    for given, field in names.items():
        if given in data:
            setattr(version, field, data[given])
    return version
