"""Reports of members; nobody takes one back, because others may have been decided with it."""

import django_filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action

from boards.api.lookup import comment_at, post_at
from moderation.api.serializers.reports import ReportInput, ReportSerializer
from moderation.models import Report, target_key
from moderation.services import file_report
from polibat.api.filters import LabelledChoiceFilter
from polibat.api.permissions import MEMBERS
from polibat.api.views import ApiViewSet, Found

LOOK = {"POST": post_at, "COMMENT": comment_at}


class ReportFilters(django_filters.FilterSet):
    """Reports by 조치여부."""

    status = LabelledChoiceFilter(field_name="state", choices=Report.State.choices)


@extend_schema_view(retrieve=extend_schema(summary="내 신고 하나"))
class ReportViewSet(Found, ApiViewSet):
    """신고."""

    own_codes = {404: {"POST_NOT_FOUND", "COMMENT_NOT_FOUND"}, 409: {"REPORT_ALREADY_EXISTS"}}
    # Whether somebody may report is asked with the text that is reported.
    permissions = {"create": MEMBERS, "my": MEMBERS, "retrieve": MEMBERS}
    not_found = ("REPORT_NOT_FOUND", "신고를 찾을 수 없습니다.")
    serializer_class = ReportSerializer
    filterset_class = ReportFilters

    def get_queryset(self):
        """One's own reports."""
        mine = Report.objects.filter(reporter=self.request.user.pk)
        return mine.select_related("post", "comment").order_by("-pk")

    @extend_schema(summary="신고하기", request=ReportInput, responses={201: ReportSerializer})
    def create(self, request):
        """글이나 댓글을 신고합니다; 한 대상에 한 번만."""
        data = self.read(ReportInput)
        target = LOOK[data["targetType"]](request.user, data["targetId"])
        report = Report(reporter=request.user, reason=data["reason"], text=data["text"], **target_key(target))
        return self.show(file_report(report, by=request.user), status=201)

    @extend_schema(summary="나의 신고", responses=ReportSerializer(many=True))
    @action(detail=False)
    def my(self, request):
        """내가 한 신고와 그 처리 상태."""
        return self.show_page(self.filter_queryset(self.get_queryset()))
