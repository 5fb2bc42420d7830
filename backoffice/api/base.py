"""The view of one list of the back office: its rows, its cards, its file."""

from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.decorators import action

from backoffice import services
from backoffice.api.serializers.exports import ExportSerializer
from backoffice.models import StaffExport
from polibat.api.errors import ApiError
from polibat.files.exports import TYPES, as_attachment, as_file, in_batches
from polibat.lists.api import StaffListView, order_parameters, staff_list

__all__ = ["StaffViewSet", "staff_list"]

FORMAT = OpenApiParameter("format", str, enum=list(TYPES), default="csv", description="파일 형식.")
FILE = OpenApiResponse(OpenApiTypes.BINARY, "표의 열 그대로인 파일.")
FILES = {(200, content_type.partition(";")[0]): FILE for content_type in TYPES.values()}


class StaffViewSet(StaffListView):
    """A list that staff may take away as a file; `staff_list` names it."""

    looking = (*StaffListView.looking, "export")

    @action(detail=False, pagination_class=None)
    def export(self, request):
        """The rows that fit the filters as a file; more than 100,000 are put together in the background (202)."""
        kind = request.query_params.get("format") or "csv"
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

    @classmethod
    def schemas(cls):
        """Also of the file."""
        return super().schemas() | {
            "export": extend_schema(
                parameters=[*order_parameters(cls.page), FORMAT],
                responses={**FILES, (202, "application/json"): ExportSerializer},
                summary=f"{cls.page.title} 내보내기",
                filters=True,
            )
        }
