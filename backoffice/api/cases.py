"""/api/admin/cases: how much waits for staff."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from backoffice.queries.cases import waiting_cases
from polibat.api.views import ApiViewSet


class CaseCountsSerializer(serializers.Serializer):
    """What waits, as far as the asker may decide it."""

    reports = serializers.IntegerField(help_text="처리할 신고가 있는 글.")
    applications = serializers.IntegerField(help_text="승인을 기다리는 가입 신청.")
    suggestions = serializers.IntegerField(help_text="답변을 기다리는 불편/제안.")
    objections = serializers.IntegerField(help_text="처리할 이의신청.")


class CaseViewSet(ApiViewSet):
    """운영자를 기다리는 일."""

    permissions = {"counts": "backoffice.view_dashboard"}
    pagination_class = None
    filter_backends = []

    @extend_schema(responses=CaseCountsSerializer, summary="기다리는 일의 수")
    @action(detail=False)
    def counts(self, request):
        """메뉴에 다는 수. 물어보는 운영자가 처리할 수 없는 것은 세지 않습니다."""
        return Response(waiting_cases(request.user))
