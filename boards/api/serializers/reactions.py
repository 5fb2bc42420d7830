"""좋아요 and 싫어요 as the API reads and shows them: numbers, and the asker's own; never who pressed what."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from boards.api.serializers.common import REACTION
from boards.models import Post, Reaction

TARGETS = [("POST", "게시글"), ("COMMENT", "댓글")]


class ReactionInput(serializers.Serializer):
    """The button that is pressed."""

    reactionType = serializers.ChoiceField(choices=Reaction.Value.choices)


class ToggleInput(ReactionInput):
    """The button that is pressed, and below what."""

    targetType = serializers.ChoiceField(choices=TARGETS)
    targetId = serializers.CharField(max_length=40)


class ReactionStatsSerializer(serializers.Serializer):
    """The numbers of one text."""

    targetType = serializers.SerializerMethodField()
    targetId = serializers.CharField(source="target.public_id")
    likeCount = serializers.IntegerField(source="numbers.likes")
    dislikeCount = serializers.IntegerField(source="numbers.dislikes")
    totalCount = serializers.SerializerMethodField()
    userReaction = serializers.SerializerMethodField()

    @extend_schema_field({"type": "string", "enum": ["POST", "COMMENT"]})
    def get_targetType(self, reactions):
        """게시글 or 댓글."""
        return "POST" if isinstance(reactions.target, Post) else "COMMENT"

    @extend_schema_field(int)
    def get_totalCount(self, reactions):
        """Both together."""
        return reactions.numbers.likes + reactions.numbers.dislikes

    @extend_schema_field(REACTION)
    def get_userReaction(self, reactions):
        """What the asker pressed."""
        return reactions.mine or None


class ToggleSerializer(ReactionStatsSerializer):
    """What pressing did."""

    action = serializers.ChoiceField(choices=["created", "updated", "deleted"])
    message = serializers.CharField()
