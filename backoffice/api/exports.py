"""/api/admin/exports: what was taken away, and the files that were made in the background."""

from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework.decorators import action

from backoffice.api.serializers.exports import ExportSerializer
from backoffice.lists import LISTS
from backoffice.models import StaffExport
from polibat.api.errors import NotFound
from polibat.api.views import ApiViewSet, Found, Listed
from polibat.files.exports import TYPES, as_attachment


@extend_schema_view(list=extend_schema(summary="내보내기 기록"), retrieve=extend_schema(summary="내보내기 하나"))
class StaffExportViewSet(Listed, Found, ApiViewSet):
    """내보낸 파일과 그 기록.

    One's own; superusers see everybody's on record, and fetch their own alone.
    """

    own_codes = {404: {"EXPORT_NOT_READY"}}
    serializer_class = ExportSerializer
    lookup_field = "token"
    lookup_value_regex = r"[A-Za-z0-9_-]{1,40}"
    permissions = {
        "list": "backoffice.view_staffexport",
        "retrieve": "backoffice.view_staffexport",
        "file": "backoffice.fetch_staffexport",
    }

    def get_queryset(self):
        """The exports that the asker may know of."""
        if getattr(self, "swagger_fake_view", False):
            return StaffExport.objects.none()
        return StaffExport.objects.visible_to(self.request.user).select_related("by").order_by("-pk")

    @extend_schema(
        responses={
            (200, content_type.partition(";")[0]): OpenApiResponse(OpenApiTypes.BINARY, "파일.")
            for content_type in TYPES.values()
        },
        summary="내보내기 파일",
    )
    @action(detail=True)
    def file(self, request, *args, **kwargs):
        """The file, for a day, for whoever asked for it."""
        export = self.get_object()
        if not export.is_ready:
            raise NotFound("EXPORT_NOT_READY", "파일이 아직 없거나 보관 기간이 지났습니다.")
        name = f"{LISTS[export.page].title}-{export.requested_at:%Y%m%d}"
        try:
            file = export.file.open("rb")
        except FileNotFoundError:
            raise NotFound("EXPORT_NOT_READY", "파일이 아직 없거나 보관 기간이 지났습니다.") from None
        return as_attachment(FileResponse(file), name=name, kind=export.kind)
