"""Polls as the API reads and shows them; without the right to see results no number of votes is in an answer."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from boards.api.serializers.common import WrittenText
from polibat.api.fields import Moment
from polibat.text.reason import LONGEST_REASON
from polls.models import PollOption, PollState
from polls.models.poll import FEWEST_OPTIONS, MOST_OPTIONS


class OptionSerializer(serializers.Serializer):
    """One thing to choose; `optionId` is its place, by which ballots name it."""

    optionId = serializers.IntegerField(source="option.order", min_value=1, max_value=MOST_OPTIONS)
    name = serializers.CharField(source="option.name")
    affiliation = serializers.CharField(source="option.affiliation")
    colour = serializers.ChoiceField(choices=PollOption.Colour.choices, source="option.colour")
    imageUrl = serializers.SerializerMethodField()
    voteCount = serializers.IntegerField(source="votes", allow_null=True, help_text="결과를 볼 수 없으면 null.")
    percentage = serializers.FloatField(source="percent", allow_null=True, help_text="결과를 볼 수 없으면 null.")
    isUserChoice = serializers.BooleanField(source="is_mine")

    @extend_schema_field({"type": ["string", "null"]})
    def get_imageUrl(self, shown):
        """The picture, where it has one."""
        return shown.option.picture.list_file.url if shown.option.picture else None


class PollRowSerializer(serializers.Serializer):
    """A poll in a list: what is asked and how many have voted."""

    voteId = serializers.CharField(source="post.public_id")
    title = serializers.CharField(source="post.title")
    excerpt = serializers.CharField(source="post.excerpt")
    status = serializers.ChoiceField(choices=PollState.choices, source="state")
    startDate = Moment(source="starts_at")
    endDate = Moment(source="ended_at", help_text="조기 마감되었으면 그때.")
    allowMultiple = serializers.BooleanField(source="allows_multiple")
    totalVoters = serializers.IntegerField(source="voters_now")
    imageUrl = serializers.SerializerMethodField()
    optionNames = serializers.SerializerMethodField()
    viewCount = serializers.IntegerField(source="post.counts.views")
    likeCount = serializers.IntegerField(source="post.counts.likes")
    commentCount = serializers.IntegerField(source="post.counts.comments")
    createdAt = Moment(source="post.published_at")

    @extend_schema_field({"type": ["string", "null"]})
    def get_imageUrl(self, poll):
        """The picture, where it has one."""
        return poll.picture.list_file.url if poll.picture else None

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_optionNames(self, poll):
        """What can be chosen, in its order."""
        return [option.name for option in poll.options.all()]


class ResultsSerializer(serializers.Serializer):
    """How a poll stands for the asker."""

    voteId = serializers.CharField(source="poll.post.public_id")
    status = serializers.ChoiceField(choices=PollState.choices, source="poll.state")
    startDate = Moment(source="poll.starts_at")
    endDate = Moment(source="poll.ended_at")
    allowMultiple = serializers.BooleanField(source="poll.allows_multiple")
    totalVoters = serializers.IntegerField(source="viewer.voters")
    hasVoted = serializers.BooleanField(source="viewer.has_voted")
    resultsVisible = serializers.SerializerMethodField()
    options = OptionSerializer(many=True)

    @extend_schema_field(bool)
    def get_resultsVisible(self, shown):
        """Whether the asker may see results: after voting, or after the end."""
        return shown.viewer.results is not None


class PollSerializer(ResultsSerializer):
    """One poll whole."""

    title = serializers.CharField(source="poll.post.title")
    content = serializers.CharField(source="poll.post.body", help_text="정화된 HTML.")
    canVote = serializers.BooleanField(source="can_vote")
    viewCount = serializers.IntegerField(source="views")
    likeCount = serializers.IntegerField(source="poll.post.counts.likes")
    dislikeCount = serializers.IntegerField(source="poll.post.counts.dislikes")
    commentCount = serializers.IntegerField(source="poll.post.counts.comments")
    createdAt = Moment(source="poll.post.published_at")


class PollStatsSerializer(serializers.Serializer):
    """The polls of the site in numbers."""

    totalVotes = serializers.IntegerField()
    upcomingVotes = serializers.IntegerField()
    activeVotes = serializers.IntegerField()
    closedVotes = serializers.IntegerField()
    totalParticipants = serializers.IntegerField(help_text="투표마다 참여한 사람 수를 더한 값.")


class OptionInput(serializers.Serializer):
    """A new option; places are given in the order of the list."""

    name = serializers.CharField(max_length=300)
    affiliation = serializers.CharField(required=False, allow_blank=True, max_length=300, default="")
    colour = serializers.ChoiceField(choices=PollOption.Colour.choices, required=False, allow_blank=True, default="")


class PollInput(WrittenText):
    """A new poll."""

    startDate = Moment(source="starts_at")
    endDate = Moment(source="ends_at")
    allowMultiple = serializers.BooleanField(source="allows_multiple", default=False)
    # The verb refuses too few and too many in its own words.
    options = OptionInput(
        many=True,
        max_length=50,
        help_text=f"{FEWEST_OPTIONS}~{MOST_OPTIONS}개.",
        style={"schema": {"minItems": FEWEST_OPTIONS, "maxItems": MOST_OPTIONS}},
    )


class BallotInput(serializers.Serializer):
    """What is chosen: the `optionId`s."""

    optionIds = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=MOST_OPTIONS),
        max_length=MOST_OPTIONS,
        style={"schema": {"minItems": 1}},
    )


class CloseInput(serializers.Serializer):
    """Why a poll ends early."""

    reason = serializers.CharField(max_length=LONGEST_REASON)
