"""Objections to decisions, as their authors and staff see them."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.api.serializers.staff import MemberRefSerializer
from boards.models import Post
from moderation.models import Decision, Objection
from polibat.api.fields import Moment
from polibat.staff.serializers import AdminRefSerializer, ReasonField


class OwnDecisionSerializer(serializers.Serializer):
    """What was decided about one's own text, and why; who did it is nobody's business."""

    verb = serializers.ChoiceField(choices=Decision.Verb.choices)
    category = serializers.ChoiceField(choices=Decision.Category.choices)
    reason = serializers.CharField()
    createdAt = Moment(source="created_at")


class OwnObjectionSerializer(serializers.Serializer):
    """One's own objection and what became of it."""

    text = serializers.CharField()
    status = serializers.ChoiceField(choices=Objection.State.choices, source="state")
    reason = serializers.CharField(help_text="처리 사유. 검토 대기이면 비어 있습니다.")
    createdAt = Moment(source="created_at")
    decidedAt = Moment(source="decided_at", allow_null=True)


class OwnCaseSerializer(serializers.Serializer):
    """The last decision about one's own text, the objection to it, and whether one may object now."""

    decision = OwnDecisionSerializer()
    objection = OwnObjectionSerializer(allow_null=True)
    canObject = serializers.BooleanField(source="can_object")


class ObjectionInput(serializers.Serializer):
    """Why the decision is wrong."""

    text = serializers.CharField(max_length=5000)


class DecidedTextSerializer(serializers.Serializer):
    """The text that a decision is about."""

    targetType = serializers.SerializerMethodField()
    targetId = serializers.CharField(source="public_id")
    status = serializers.ChoiceField(choices=Post.Status.choices)

    @extend_schema_field({"type": "string", "enum": ["POST", "COMMENT"]})
    def get_targetType(self, text):
        """게시글 or 댓글."""
        return "POST" if isinstance(text, Post) else "COMMENT"


class StaffDecisionRowSerializer(OwnDecisionSerializer):
    """A row of 조치 이력; `by` is null where the rule did it."""

    target = DecidedTextSerializer()
    before = serializers.ChoiceField(choices=Post.Status.choices)
    after = serializers.ChoiceField(choices=Post.Status.choices)
    by = AdminRefSerializer(allow_null=True)


class StaffObjectionSerializer(OwnObjectionSerializer):
    """An objection with the decision that it is about, and who decided it."""

    id = serializers.IntegerField(source="pk")
    member = MemberRefSerializer()
    decision = StaffDecisionRowSerializer()
    by = AdminRefSerializer(allow_null=True)


class ObjectionDecisionInput(serializers.Serializer):
    """Whether the text comes back, and why."""

    isUpheld = serializers.BooleanField(help_text="true이면 인용(글을 다시 게시), false이면 기각.")
    reason = ReasonField()
