"""Files that were taken away."""

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from backoffice.lists import LISTS
from backoffice.models import StaffExport
from polibat.api.fields import Moment
from polibat.staff.serializers import AdminRefSerializer


class ExportSerializer(serializers.Serializer):
    """One file: of which list, with which filter, how many rows, and where to fetch it while it is there."""

    id = serializers.CharField(source="token")
    page = serializers.ChoiceField(choices=list(LISTS))
    filters = serializers.DictField(child=serializers.CharField())
    format = serializers.ChoiceField(choices=StaffExport.Kind.choices, source="kind")
    rows = serializers.IntegerField(allow_null=True)
    state = serializers.ChoiceField(choices=StaffExport.State.choices)
    by = AdminRefSerializer()
    requestedAt = Moment(source="requested_at")
    expiresAt = Moment(source="expires_at", allow_null=True)
    file = serializers.SerializerMethodField()

    @extend_schema_field({"type": ["string", "null"], "description": "준비되었을 때 파일의 주소."})
    def get_file(self, export):
        """Where the file can be fetched now."""
        return reverse("api:staff-export-file", args=[export.token]) if export.is_ready else None
