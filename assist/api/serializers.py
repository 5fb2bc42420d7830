"""Groups of what citizens asked, in the API."""

from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from boards.models import Board
from polibat.api.fields import Moment


class TopicPostSerializer(serializers.Serializer):
    """A post as groups name one."""

    postId = serializers.CharField(source="public_id")
    boardType = serializers.ChoiceField(choices=Board.choices, source="board")
    title = serializers.CharField()
    createdAt = Moment(source="published_at")


class TopicQuoteSerializer(serializers.Serializer):
    """A sentence as it stands in a post."""

    post = TopicPostSerializer()
    sentence = serializers.CharField()


class TopicGroupSerializer(serializers.Serializer):
    """Posts that ask about the same; `isAi` where the model worded the name."""

    name = serializers.CharField()
    isAi = serializers.BooleanField(source="is_ai")
    number = serializers.IntegerField()
    quotes = TopicQuoteSerializer(many=True)


@extend_schema_serializer(many=False)
class TopicsSerializer(serializers.Serializer):
    """The largest groups first, then posts that stand alone; `isCapped` where only the newest were compared."""

    days = serializers.IntegerField(source="question.days")
    total = serializers.IntegerField()
    isCapped = serializers.BooleanField(source="is_capped")
    groups = TopicGroupSerializer(many=True)
    others = TopicPostSerializer(many=True)
    label = serializers.SerializerMethodField()
    isAi = serializers.BooleanField(source="is_ai")
    madeAt = Moment(source="made_at")

    @extend_schema_field(str)
    def get_label(self, topics):
        """What stands beside everything that was made."""
        return "AI가 만든 요약입니다"
