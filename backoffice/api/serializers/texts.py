"""Posts, comments and reports as staff see them."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from backoffice.api.serializers.common import (
    AdminRefSerializer,
    MemberRefSerializer,
    ReasonSerializer,
    TextRefSerializer,
)
from backoffice.lists.texts import cut
from boards.models import Board, Comment, Post
from moderation.models import Decision, Report
from moderation.services import BulkVerb, Result
from moderation.services.bulk import MOST_AT_ONCE
from polibat.api.fields import Moment


class StaffPostSerializer(serializers.Serializer):
    """A row of 게시글 관리."""

    id = serializers.CharField(source="public_id")
    board = serializers.ChoiceField(choices=Board.choices)
    title = serializers.CharField()
    status = serializers.ChoiceField(choices=Post.Status.choices)
    isPrivate = serializers.BooleanField(source="is_private")
    removedByAuthor = serializers.BooleanField(source="removed_by_author")
    views = serializers.IntegerField(source="counts.views")
    likes = serializers.IntegerField(source="counts.likes")
    dislikes = serializers.IntegerField(source="counts.dislikes")
    commentCount = serializers.IntegerField(source="counts.comments")
    reportCount = serializers.IntegerField(source="reported")
    author = MemberRefSerializer()
    createdAt = Moment(source="published_at")
    updatedAt = serializers.SerializerMethodField()

    @extend_schema_field(serializers.DateTimeField)
    def get_updatedAt(self, post):
        """When it was changed last, else written."""
        return Moment().to_representation(post.edited_at or post.published_at)


class ReportOfTextSerializer(serializers.Serializer):
    """A report on the page of its text."""

    id = serializers.CharField(source="public_id")
    reporter = MemberRefSerializer()
    reason = serializers.ChoiceField(choices=Report.Reason.choices)
    detail = serializers.CharField(source="text")
    state = serializers.ChoiceField(choices=Report.State.choices)
    at = Moment(source="created_at")


class StaffDecisionSerializer(serializers.Serializer):
    """What was done to a text; `by` is null where the rule did it."""

    verb = serializers.ChoiceField(choices=Decision.Verb.choices)
    before = serializers.ChoiceField(choices=Post.Status.choices)
    after = serializers.ChoiceField(choices=Post.Status.choices)
    category = serializers.ChoiceField(choices=Decision.Category.choices)
    reason = serializers.CharField()
    by = AdminRefSerializer(allow_null=True)
    at = Moment(source="created_at")


class StaffPostDetailSerializer(StaffPostSerializer):
    """게시글 상세정보."""

    content = serializers.CharField(source="body_text")
    contentHtml = serializers.CharField(source="body")
    reports = ReportOfTextSerializer(many=True, source="newest_reports")
    decisions = StaffDecisionSerializer(many=True, source="newest_decisions")
    othersDecisions = serializers.IntegerField(source="decisions_seen", help_text="다른 운영자가 한 조치의 수.")


class StaffPostOfCommentSerializer(serializers.Serializer):
    """관련 게시글."""

    id = serializers.CharField(source="public_id")
    board = serializers.ChoiceField(choices=Board.choices)
    title = serializers.CharField()
    status = serializers.ChoiceField(choices=Post.Status.choices)
    views = serializers.IntegerField(source="counts.views")


class StaffCommentSerializer(serializers.Serializer):
    """A row of 댓글 관리; `excerpt` is cut at 50 characters."""

    id = serializers.CharField(source="public_id")
    content = serializers.CharField(source="text")
    excerpt = serializers.SerializerMethodField()
    status = serializers.ChoiceField(choices=Comment.Status.choices)
    removedByAuthor = serializers.BooleanField(source="removed_by_author")
    isReply = serializers.SerializerMethodField()
    likes = serializers.IntegerField()
    dislikes = serializers.IntegerField()
    reportCount = serializers.IntegerField(source="reported")
    author = MemberRefSerializer()
    post = StaffPostOfCommentSerializer()
    createdAt = Moment(source="created_at")
    updatedAt = serializers.SerializerMethodField()

    @extend_schema_field(str)
    def get_excerpt(self, comment):
        """What a row shows."""
        return cut(comment.text)

    @extend_schema_field(bool)
    def get_isReply(self, comment):
        """Whether it answers another comment."""
        return comment.parent_id is not None

    @extend_schema_field(serializers.DateTimeField)
    def get_updatedAt(self, comment):
        """When it was changed last, else written."""
        return Moment().to_representation(comment.edited_at or comment.created_at)


class StaffCommentDetailSerializer(StaffCommentSerializer):
    """댓글 상세정보."""

    reports = ReportOfTextSerializer(many=True, source="newest_reports")
    decisions = StaffDecisionSerializer(many=True, source="newest_decisions")
    othersDecisions = serializers.IntegerField(source="decisions_seen", help_text="다른 운영자가 한 조치의 수.")


class ContentRefSerializer(TextRefSerializer):
    """A text with the number of its reports."""

    reportCount = serializers.IntegerField(source="reported")


class StaffReportSerializer(serializers.Serializer):
    """A row of 신고이력."""

    id = serializers.CharField(source="public_id")
    reporter = MemberRefSerializer()
    content = ContentRefSerializer()
    reason = serializers.ChoiceField(choices=Report.Reason.choices)
    detail = serializers.CharField(source="text")
    state = serializers.ChoiceField(choices=Report.State.choices)
    reportedAt = Moment(source="created_at")


class DecisionInputSerializer(ReasonSerializer):
    """Why a text is hidden, deleted or brought back."""

    category = serializers.ChoiceField(
        choices=Decision.Category.choices,
        required=False,
        help_text="공개 기록에 실리는 사유 구분. 없으면 신고 사유를 따릅니다.",
    )
    decisionsSeen = serializers.IntegerField(
        required=False,
        min_value=0,
        max_value=10**9,
        help_text="화면을 열 때 본 othersDecisions. 그 뒤에 다른 운영자가 처리했으면 409로 답합니다.",
    )


class ReportDecisionSerializer(DecisionInputSerializer):
    """What becomes of the text, and why."""

    verb = serializers.ChoiceField(choices=Decision.Verb.choices)


class TakeoverSerializer(serializers.Serializer):
    """Whether the case is taken from whoever has it (admins)."""

    takeover = serializers.BooleanField(default=False)


class StaffClaimSerializer(serializers.Serializer):
    """Who has a case, and until when."""

    by = AdminRefSerializer()
    expiresAt = Moment(source="expires_at")


class StaffBulkSerializer(ReasonSerializer):
    """Up to 1,000 posts and comments, what is done to them and why; `dryRun` only tells what would happen."""

    ids = serializers.ListField(child=serializers.CharField(max_length=40), min_length=1, max_length=MOST_AT_ONCE)
    verb = serializers.ChoiceField(choices=BulkVerb.choices)
    category = serializers.ChoiceField(
        choices=Decision.Category.choices, required=False, help_text="없으면 글마다 신고 사유를 따릅니다."
    )
    dryRun = serializers.BooleanField(default=False)


class StaffOutcomeSerializer(serializers.Serializer):
    """What became of one text."""

    id = serializers.CharField(source="public_id")
    result = serializers.ChoiceField(choices=Result.choices)
    why = serializers.CharField()
