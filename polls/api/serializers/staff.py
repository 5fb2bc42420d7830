"""Polls as staff see and write them."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from polibat.api.fields import FIRST, LAST, Moment, SeoulDayField
from polibat.staff.serializers import MISSING
from polls.models import PollOption, PollState
from polls.models.poll import FEWEST_OPTIONS, MOST_OPTIONS


class StaffVoteOptionSerializer(serializers.Serializer):
    """An option with its votes."""

    id = serializers.IntegerField(source="option.pk")
    name = serializers.CharField(source="option.name")
    description = serializers.CharField(source="option.affiliation")
    colour = serializers.ChoiceField(choices=PollOption.Colour.choices, source="option.colour")
    image = serializers.SerializerMethodField()
    voteCount = serializers.IntegerField(source="votes")
    percentage = serializers.FloatField(source="percent")

    @extend_schema_field({"type": ["string", "null"]})
    def get_image(self, shown):
        """The address of its picture."""
        return shown.option.picture.list_file.url if shown.option.picture else None


class PollDetailSerializer(serializers.Serializer):
    """What the page of a poll shows beside its row."""

    options = StaffVoteOptionSerializer(many=True)
    closeReason = serializers.CharField(source="close_reason")


class StaffOptionInputSerializer(serializers.Serializer):
    """An option to choose."""

    id = serializers.IntegerField(required=False)
    name = serializers.CharField(max_length=300, error_messages=dict.fromkeys(MISSING, "선택지의 이름을 입력하세요."))
    description = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")
    image = serializers.CharField(max_length=32, required=False, help_text="올린 이미지의 token.")


class StaffVoteInputSerializer(serializers.Serializer):
    """투표 등록: days of Seoul, both included."""

    title = serializers.CharField(max_length=1000, error_messages=dict.fromkeys(MISSING, "투표 제목을 입력하세요."))
    description = serializers.CharField(max_length=200_000)
    startDate = SeoulDayField(at=FIRST)
    endDate = SeoulDayField(at=LAST)
    allowMultiple = serializers.BooleanField(default=False)
    image = serializers.CharField(max_length=32, required=False, help_text="올린 이미지의 token.")
    options = StaffOptionInputSerializer(
        many=True, style={"schema": {"minItems": FEWEST_OPTIONS, "maxItems": MOST_OPTIONS}}
    )


class OwnBallotSerializer(serializers.Serializer):
    """A ballot on the page of its member."""

    voteId = serializers.CharField(source="poll.post.public_id")
    title = serializers.CharField(source="poll.post.title")
    status = serializers.ChoiceField(choices=PollState.choices, source="poll.state")
    result = serializers.SerializerMethodField()
    votedAt = Moment(source="cast_at")

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_result(self, ballot):
        """The names of what was chosen."""
        return [option.name for option in ballot.options.all()]
