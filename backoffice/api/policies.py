"""/api/admin/policy-templates and /policies: documents, and their versions with dates of effect."""

from backoffice.api.base import StaffViewSet, staff_list
from backoffice.lists import PolicyList, TemplateList
from polibat.lists.rows import row_serializer
from polibat.staff.revision import RevisionSerializer
from policies.api.serializers.staff import VersionDetailSerializer, WithPolicyChangesSerializer
from policies.api.staff import TemplateActs, VersionActs


class StaffTemplateDetailSerializer(row_serializer(TemplateList), WithPolicyChangesSerializer, RevisionSerializer):
    """A document with what was done with it."""


class StaffPolicyDetailSerializer(row_serializer(PolicyList), VersionDetailSerializer, RevisionSerializer):
    """서비스정책 상세정보."""


@staff_list(TemplateList)
class TemplateViewSet(StaffViewSet, TemplateActs):
    """서비스정책 템플릿 관리."""

    detail_serializer = StaffTemplateDetailSerializer


@staff_list(PolicyList)
class PolicyViewSet(StaffViewSet, VersionActs):
    """서비스정책 관리."""

    detail_serializer = StaffPolicyDetailSerializer
