"""What everybody may know of a member."""

from rest_framework import serializers

from accounts.models import Member
from polibat.api.fields import Moment


class PublicMember(serializers.Serializer):
    """Nickname, kind and since when; nothing else is public."""

    memberId = serializers.CharField(source="public_id")
    nickname = serializers.CharField()
    memberType = serializers.ChoiceField(Member.Kind.choices, source="kind")
    joinedAt = Moment(source="joined_at")
