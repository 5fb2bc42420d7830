"""Policies: public, all versions."""

from dataclasses import dataclass

from django.db.models import Prefetch
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from polibat.api.errors import NotFound
from polibat.api.permissions import EVERYBODY
from polibat.api.views import ApiViewSet
from policies.api.serializers.policies import PolicyRowSerializer, PolicySerializer, VersionSerializer
from policies.models import PolicyTemplate, PolicyVersion, VersionState
from policies.services.view_counts import count_view

KEY = OpenApiParameter("id", str, OpenApiParameter.PATH, description="terms, privacy나 TP0003 같은 아이디.")


@dataclass(frozen=True)
class PolicyDetail:
    """A policy with its version in force; what it does not say itself, the policy says."""

    policy: PolicyTemplate
    current: PolicyVersion | None

    def __getattr__(self, name: str) -> object:
        return getattr(self.policy, name)

    def __str__(self) -> str:
        return str(self.policy)


class PolicyViewSet(ApiViewSet):
    """약관과 정책."""

    permissions = {"list": EVERYBODY, "retrieve": EVERYBODY, "version": EVERYBODY}
    not_found = ("TEMPLATE_NOT_FOUND", "정책을 찾을 수 없습니다.")
    own_codes = {404: {"CONTENT_NOT_FOUND"}}
    lookup_value_regex = "[a-z]{1,20}|TP[0-9]{4,9}"
    pagination_class = None
    filter_backends = ()

    def get_queryset(self):
        """Documents of which there is something to read, with what can be read of them."""
        versions = PolicyVersion.objects.announced().with_end().order_by("-effective_at", "-pk")
        found = PolicyTemplate.objects.announced()
        return found.prefetch_related(Prefetch("versions", versions, to_attr="all_versions"))

    @property
    def lookup_field(self):
        """By the name in addresses, or by the id."""
        return "slug" if self.kwargs.get("id", "").islower() else "public_id"

    @extend_schema(responses=PolicyRowSerializer(many=True), summary="정책")
    def list(self, request):
        """모든 정책과 지금 시행 중인 버전."""
        return Response(PolicyRowSerializer([_with_current(row) for row in self.get_queryset()], many=True).data)

    @extend_schema(responses=PolicySerializer, summary="정책 하나", parameters=[KEY])
    def retrieve(self, request, id):  # noqa: A002 - the address' own name
        """시행 중인 본문과 모든 버전. 본 횟수는 방문자마다 30분에 한 번 셉니다."""
        policy = self.get_object()
        count_view(request, policy.key)
        return self.show(_with_current(policy), PolicySerializer)

    @extend_schema(responses=VersionSerializer, summary="정책의 한 버전", parameters=[KEY])
    @action(detail=True, methods=["get"], url_path="versions/(?P<version>[A-Z]{2}[0-9]{4,9}-[A-Z]{2}[0-9]{4,9})")
    def version(self, request, id, version):  # noqa: A002 - the address' own name
        """지난 버전이나 예정된 버전의 본문. 본 횟수는 방문자마다 30분에 한 번 셉니다."""
        for found in self.get_object().all_versions:
            if found.public_id == version:
                count_view(request, version)
                return self.show(found, VersionSerializer)
        raise NotFound("CONTENT_NOT_FOUND", "정책의 버전을 찾을 수 없습니다.")


def _with_current(policy):
    current = next((one for one in policy.all_versions if one.state == VersionState.SHOWN), None)
    return PolicyDetail(policy, current)
