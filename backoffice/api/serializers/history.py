"""Reactions and ballots as staff see them."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from backoffice.api.serializers.common import MemberRefSerializer
from backoffice.api.serializers.texts import ContentRefSerializer
from boards.models import Reaction
from polibat.api.fields import Moment
from polls.models import PollState


class StaffReactionSerializer(serializers.Serializer):
    """A row of 좋아요/싫어요 이력."""

    id = serializers.IntegerField(source="pk")
    member = MemberRefSerializer()
    content = ContentRefSerializer()
    reaction = serializers.ChoiceField(choices=Reaction.Value.choices, source="value")
    reactedAt = Moment(source="created_at")


class VoteRefSerializer(serializers.Serializer):
    """A poll as other rows name one."""

    id = serializers.CharField(source="post.public_id")
    title = serializers.CharField(source="post.title")
    status = serializers.ChoiceField(choices=PollState.choices, source="state")


class StaffBallotSerializer(serializers.Serializer):
    """A row of 투표 이력; `result` are the names of the chosen options."""

    id = serializers.IntegerField(source="pk")
    member = MemberRefSerializer()
    vote = VoteRefSerializer(source="poll")
    result = serializers.SerializerMethodField()
    votedAt = Moment(source="cast_at")

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_result(self, ballot):
        """What was chosen."""
        return [option.name for option in ballot.options.all()]
