"""What looks odd, and the list of words, as staff see them."""

from rest_framework import serializers

from accounts.api.serializers.staff import MemberRefSerializer
from moderation.api.serializers.objections import DecidedTextSerializer
from moderation.models import AbuseFlag, WatchWord
from polibat.api.fields import Moment
from polibat.staff.serializers import AdminRefSerializer


class FlagSerializer(serializers.Serializer):
    """What both kinds say; `note` is what came of it."""

    id = serializers.IntegerField(source="pk")
    status = serializers.ChoiceField(choices=AbuseFlag.State.choices, source="state")
    note = serializers.CharField()
    by = AdminRefSerializer(allow_null=True)
    settledAt = Moment(source="settled_at", allow_null=True)


class StaffAbuseFlagSerializer(FlagSerializer):
    """A member, an address (never named) or a post that did or got very much in little time."""

    kind = serializers.ChoiceField(choices=AbuseFlag.Kind.choices)
    member = MemberRefSerializer(allow_null=True)
    postId = serializers.CharField(source="post.public_id", default=None, allow_null=True, read_only=True)
    evidence = serializers.IntegerField(help_text="횟수.")
    windows = serializers.IntegerField(help_text="되풀이.")
    firstSeen = Moment(source="first_seen")
    lastSeen = Moment(source="last_seen")


class StaffReviewFlagSerializer(FlagSerializer):
    """A text with words of the list."""

    target = DecidedTextSerializer()
    words = serializers.CharField()
    score = serializers.FloatField()
    createdAt = Moment(source="created_at")


class StaffWatchWordSerializer(serializers.Serializer):
    """A word to look out for, or a harmless one that holds such a word."""

    id = serializers.IntegerField(source="pk")
    word = serializers.CharField()
    isException = serializers.BooleanField(source="is_exception")
    isActive = serializers.BooleanField(source="is_active")
    note = serializers.CharField()
    by = AdminRefSerializer(allow_null=True)
    createdAt = Moment(source="created_at")


class WatchWordInput(serializers.Serializer):
    """A new word."""

    word = serializers.CharField(max_length=WatchWord.LONGEST)
    isException = serializers.BooleanField(default=False)
    note = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
