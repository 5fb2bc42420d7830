"""What posts, polls, suggestions, notices and comments show alike."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.models import Member
from boards.models import Reaction
from polibat.text import html_from_plain

FORMATS = [("html", "HTML"), ("text", "일반 글")]
REACTION = {"type": ["string", "null"], "enum": [*Reaction.Value.values, None]}


class AuthorSerializer(serializers.Serializer):
    """Who speaks; of somebody who left only that they did."""

    memberId = serializers.SerializerMethodField()
    nickname = serializers.CharField()
    memberType = serializers.SerializerMethodField()

    @extend_schema_field({"type": ["string", "null"]})
    def get_memberId(self, member):
        """The public id; None of somebody who left, so that their texts are not tied together."""
        return None if member.status == Member.Status.WITHDRAWN else member.public_id

    @extend_schema_field({"type": ["string", "null"], "enum": [*Member.Kind.values, None]})
    def get_memberType(self, member):
        """The kind of member; None of somebody who left."""
        return None if member.status == Member.Status.WITHDRAWN else member.kind


class MessageSerializer(serializers.Serializer):
    """What was done."""

    message = serializers.CharField()


class WrittenText(serializers.Serializer):
    """A title and a text as members send them; the verbs know how long they may be."""

    title = serializers.CharField(max_length=1000)
    content = serializers.CharField(trim_whitespace=False, max_length=200_000)
    contentFormat = serializers.ChoiceField(
        choices=FORMATS, default="html", help_text="html은 허용된 태그만 남기고, text는 줄바꿈을 살려 HTML로 바꿉니다."
    )


def body_of(data, *, otherwise=""):
    """The text that was sent, as HTML."""
    if "content" not in data:
        return otherwise
    is_plain = data.get("contentFormat") == "text"
    return html_from_plain(data["content"]) if is_plain else data["content"]
