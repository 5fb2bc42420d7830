"""Policies: public, all versions."""

from django.db.models import Prefetch
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from polibat.api.errors import NotFound
from polibat.api.permissions import EVERYBODY
from polibat.api.views import ApiViewSet
from policies.models import PolicyTemplate, PolicyVersion
from policies.serializers import PolicyRowSerializer, PolicySerializer, VersionSerializer

SLUG = OpenApiParameter("id", str, OpenApiParameter.PATH, enum=PolicyTemplate.Slug.values)


class PolicyViewSet(ApiViewSet):
    """약관과 정책."""

    permissions = {"list": EVERYBODY, "retrieve": EVERYBODY, "version": EVERYBODY}
    not_found = ("TEMPLATE_NOT_FOUND", "정책을 찾을 수 없습니다.")
    own_codes = {404: {"CONTENT_NOT_FOUND"}}
    lookup_field = "slug"
    lookup_value_regex = "[a-z]{1,20}"
    pagination_class = None
    filter_backends = ()
    queryset = PolicyTemplate.objects.prefetch_related(
        Prefetch("versions", PolicyVersion.objects.order_by("-effective_at", "-pk"), to_attr="all_versions")
    )

    @extend_schema(responses=PolicyRowSerializer(many=True), summary="정책")
    def list(self, request):
        """모든 정책과 지금 시행 중인 버전."""
        return Response(PolicyRowSerializer([_with_current(row) for row in self.get_queryset()], many=True).data)

    @extend_schema(responses=PolicySerializer, summary="정책 하나", parameters=[SLUG])
    def retrieve(self, request, id):  # noqa: A002 - the address' own name
        """시행 중인 본문과 모든 버전."""
        return self.show(_with_current(self.get_object()), PolicySerializer)

    @extend_schema(responses=VersionSerializer, summary="정책의 한 버전", parameters=[SLUG])
    @action(detail=True, methods=["get"], url_path="versions/(?P<version>[A-Z]{2}[0-9]{4,9}-[A-Z]{2}[0-9]{4,9})")
    def version(self, request, id, version):  # noqa: A002 - the address' own name
        """지난 버전이나 예정된 버전의 본문."""
        for found in self.get_object().all_versions:
            if found.public_id == version:
                return self.show(found, VersionSerializer)
        raise NotFound("CONTENT_NOT_FOUND", "정책의 버전을 찾을 수 없습니다.")


def _with_current(policy):
    policy.current = next((version for version in policy.all_versions if not version.is_ahead), None)
    return policy
