"""The view of one list of the back office: its rows, its cards, its file."""

from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    extend_schema_view,
    inline_serializer,
)
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from backoffice import services
from backoffice.api.serializers.exports import ExportSerializer
from backoffice.api.serializers.rows import row_serializer
from backoffice.models import StaffExport
from polibat.api.errors import ApiError
from polibat.api.rows import shown
from polibat.api.views import ApiViewSet
from polibat.files.exports import TYPES, as_attachment, as_file, in_batches

ORDER = OpenApiParameter("sortOrder", str, enum=["asc", "desc"], default="desc", description="정렬 방향.")
FORMAT = OpenApiParameter("format", str, enum=list(TYPES), default="csv", description="파일 형식.")


def staff_list(page):
    """Decorate the view of `page`: its permissions for looking, and its schema."""

    def decorate(view):
        serializer_class = row_serializer(page)
        view.page, view.serializer_class = page, serializer_class
        looking = dict.fromkeys(("list", "stats", "export"), page.permission)
        view.permissions = looking | view.permissions
        orders = [
            OpenApiParameter(
                "sortBy", str, enum=list(page.orders), default=page.default_order, description="정렬 기준."
            ),
            ORDER,
        ]
        cards = {card.key: serializers.IntegerField() for card in page.cards}
        stats = inline_serializer(f"{page.__name__}Figures", cards)
        file = OpenApiResponse(OpenApiTypes.BINARY, "표의 열 그대로인 파일.")
        details = getattr(view, "detail_serializer", None)
        shown = {"retrieve", "hide", "delete", "republish", "stop", "resume", "remove", "restore"}
        deciding = sorted(shown & set(view.permissions)) if details else ()
        files = {(200, content_type.partition(";")[0]): file for content_type in TYPES.values()}
        return extend_schema_view(
            list=extend_schema(parameters=orders, responses=serializer_class(many=True), summary=f"{page.title} 목록"),
            stats=extend_schema(responses=stats, summary=f"{page.title} 카드의 수", filters=False),
            export=extend_schema(
                parameters=[*orders, FORMAT],
                responses={**files, (202, "application/json"): ExportSerializer},
                summary=f"{page.title} 내보내기",
                filters=True,
            ),
            **{name: extend_schema(responses=details, **_words(page, name)) for name in deciding},
        )(view)

    return decorate


def _words(page, name):
    return {"summary": f"{page.title} 상세"} if name == "retrieve" else {}


class StaffViewSet(ApiViewSet):
    """A page of the back office; `staff_list` names its page (a StaffList) and how a row is shown."""

    page = None
    own_codes = {409: {"ALREADY_CLAIMED", "ALREADY_DECIDED"}}

    @property
    def filterset_class(self):
        """The filters of the list."""
        return self.page.filters if self.action in {"list", "export"} else None

    def get_queryset(self):
        """Every row, for staff."""
        if getattr(self, "swagger_fake_view", False):
            return self.page.model.objects.none()
        return self.page.rows(self.request.user)

    def list(self, request, *args, **kwargs):
        """The rows that fit the filters, a page at a time."""
        page = self.page.fill(self.paginate_queryset(self.page.prepared(request.user, request.query_params)))
        return self.get_paginated_response(shown(self.get_serializer_class(), page))

    def total_of(self, rows):
        """The kept total where there is one for what is filtered."""
        return self.page.total_of(self.request.query_params)

    @action(detail=False, pagination_class=None)
    def stats(self, request):
        """The figures of the cards: each the number of rows that a press on it leaves."""
        return Response(self.page.figures(request.user))

    @action(detail=False, pagination_class=None)
    def export(self, request):
        """The rows that fit the filters as a file; more than 100,000 are put together in the background (202)."""
        kind = request.query_params.get("format", "csv")
        if kind not in TYPES:
            raise ApiError("VALIDATION_ERROR", "format은 csv나 xlsx입니다.")
        given = {name: value for name, value in request.query_params.items() if name != "format"}
        rows = self.page.asked(request.user, given)
        export = services.record_export(self.page, rows, by=request.user, given=given, kind=kind)
        if export.state == StaffExport.State.MAKING:
            return self.show(export, ExportSerializer, status=202)
        batches = (self.page.fill(batch) for batch in in_batches(rows, most=export.MOST_AT_ONCE))
        name = f"{self.page.title}-{timezone.localdate():%Y%m%d}"
        return as_attachment(as_file(self.page.file_columns(), batches, kind), name=name, kind=kind)
