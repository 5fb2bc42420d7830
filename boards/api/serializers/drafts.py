"""Drafts as the API reads and shows them."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from boards.api.serializers.common import FORMATS
from polibat.api.fields import Moment, RowField
from politicians.models import Politician


class DraftInput(serializers.Serializer):
    """What is being written, however little of it there is."""

    title = serializers.CharField(allow_blank=True, default="", max_length=1000)
    content = serializers.CharField(allow_blank=True, default="", trim_whitespace=False, max_length=200_001)
    contentFormat = serializers.ChoiceField(choices=FORMATS, default="html")
    politicianId = RowField(
        queryset=Politician.objects.all(),
        required=False,
        allow_null=True,
        error_messages={"does_not_exist": "목록에서 정치인을 선택해 주세요."},
    )
    version = serializers.IntegerField(
        required=False,
        min_value=0,
        max_value=2**31 - 1,
        help_text="고치기 시작한 판. 그 뒤에 다른 곳에서 바꾸었으면 409입니다. 없으면 덮어씁니다.",
    )


class DraftSerializer(serializers.Serializer):
    """A kept draft."""

    boardType = serializers.CharField(source="board")
    title = serializers.CharField()
    content = serializers.CharField(source="body")
    politicianId = serializers.SerializerMethodField()
    savedAt = Moment(source="saved_at")
    version = serializers.IntegerField()

    @extend_schema_field({"type": ["string", "null"]})
    def get_politicianId(self, draft):
        """The politician who is to be named."""
        return draft.politician.public_id if draft.politician else None
