"""What members see of their own doings."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.models import DataExport
from boards.models import Comment
from moderation.models import Report
from polibat.api.fields import Moment
from suggestions.models import Suggestion


class MyCommentSerializer(serializers.Serializer):
    """One's own comment, with the post below which it stands."""

    commentId = serializers.CharField(source="public_id")
    postId = serializers.CharField(source="post.public_id")
    postTitle = serializers.CharField(source="post.title")
    content = serializers.CharField(source="text")
    status = serializers.ChoiceField(Comment.Status.choices)
    createdAt = Moment(source="created_at")


class BallotSerializer(serializers.Serializer):
    """One's own vote in one poll."""

    voteId = serializers.CharField(source="poll.post.public_id")
    title = serializers.CharField(source="poll.post.title")
    result = serializers.SerializerMethodField()
    votedAt = Moment(source="cast_at")

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_result(self, ballot):
        """What was chosen, in words."""
        return [option.name for option in ballot.options.all()]


class MySuggestionSerializer(serializers.Serializer):
    """One's own suggestion, private or not."""

    suggestionId = serializers.CharField(source="post.public_id")
    title = serializers.CharField(source="post.title")
    suggestionType = serializers.ChoiceField(Suggestion.Category.choices, source="category")
    status = serializers.ChoiceField(Suggestion.State.choices, source="state")
    isPublic = serializers.SerializerMethodField()
    createdAt = Moment(source="post.published_at")

    def get_isPublic(self, suggestion) -> bool:
        """Whether everybody may read it."""
        return not suggestion.post.is_private


class MyReportSerializer(serializers.Serializer):
    """One's own report and what became of it."""

    reportId = serializers.CharField(source="public_id")
    targetType = serializers.SerializerMethodField()
    targetId = serializers.CharField(source="target.public_id")
    reason = serializers.ChoiceField(Report.Reason.choices)
    text = serializers.CharField()
    status = serializers.ChoiceField(Report.State.choices, source="state")
    createdAt = Moment(source="created_at")

    @extend_schema_field({"type": "string", "enum": ["POST", "COMMENT"]})
    def get_targetType(self, report):
        """What was reported."""
        return "POST" if report.post_id else "COMMENT"


class DataExportSerializer(serializers.Serializer):
    """A request for everything the site holds about the member."""

    state = serializers.ChoiceField(DataExport.State.choices)
    size = serializers.IntegerField()
    requestedAt = Moment(source="requested_at")
    expiresAt = Moment(source="expires_at", allow_null=True)


class WithdrawalInput(serializers.Serializer):
    """Leaving for good."""

    password = serializers.CharField(max_length=128, trim_whitespace=False, write_only=True)
