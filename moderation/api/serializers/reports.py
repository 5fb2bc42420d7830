"""Reports as the API reads and shows them to whoever filed them."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from boards.api.serializers.reactions import TARGETS
from boards.models import Post
from moderation.models import Report
from polibat.api.fields import Moment


class ReportInput(serializers.Serializer):
    """A report: what breaks the rules, and how."""

    targetType = serializers.ChoiceField(choices=TARGETS)
    targetId = serializers.CharField(max_length=40)
    reason = serializers.ChoiceField(choices=Report.Reason.choices)
    text = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=2500, help_text="OTHER이면 꼭 적습니다. 500자까지."
    )


class ReportSerializer(serializers.Serializer):
    """One's own report and what became of it."""

    reportId = serializers.CharField(source="public_id")
    targetType = serializers.SerializerMethodField()
    targetId = serializers.CharField(source="target.public_id")
    reason = serializers.ChoiceField(choices=Report.Reason.choices)
    text = serializers.CharField()
    status = serializers.ChoiceField(choices=Report.State.choices, source="state")
    createdAt = Moment(source="created_at")

    @extend_schema_field({"type": "string", "enum": ["POST", "COMMENT"]})
    def get_targetType(self, report):
        """게시글 or 댓글."""
        return "POST" if isinstance(report.target, Post) else "COMMENT"
