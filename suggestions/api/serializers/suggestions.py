"""Suggestions as the API reads and shows them; of private ones of others only that they are there."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from boards.api.serializers.common import AuthorSerializer, WrittenText
from boards.api.serializers.posts import PermissionsSerializer
from polibat.api.fields import Moment
from suggestions.models import Suggestion

KIND = {"type": ["string", "null"], "enum": [*Suggestion.Category.values, None]}
WORDS = {"type": ["string", "null"], "description": "남의 비공개 글이면 null."}


class SuggestionRowSerializer(serializers.Serializer):
    """A row of the list: a post, or what everybody sees of a private one."""

    suggestionId = serializers.CharField(source="public_id")
    isClosed = serializers.SerializerMethodField()
    suggestionType = serializers.SerializerMethodField()
    status = serializers.SerializerMethodField()
    title = serializers.SerializerMethodField()
    excerpt = serializers.SerializerMethodField()
    author = serializers.SerializerMethodField()
    viewCount = serializers.SerializerMethodField()
    likeCount = serializers.SerializerMethodField()
    createdAt = Moment(source="published_at")

    @extend_schema_field(bool)
    def get_isClosed(self, row):
        """Whether it is a private one that the asker may not read."""
        return _is_closed(row)

    @extend_schema_field(KIND)
    def get_suggestionType(self, row):
        """The kind."""
        return None if _is_closed(row) else row.suggestion.category

    @extend_schema_field({"type": "string", "enum": Suggestion.State.values})
    def get_status(self, row):
        """조치여부."""
        return row.state if _is_closed(row) else row.suggestion.state

    @extend_schema_field(WORDS)
    def get_title(self, row):
        """The title."""
        return None if _is_closed(row) else row.title

    @extend_schema_field(WORDS)
    def get_excerpt(self, row):
        """How the text begins."""
        return None if _is_closed(row) else row.excerpt

    @extend_schema_field({"oneOf": [{"$ref": "#/components/schemas/Author"}, {"type": "null"}]})
    def get_author(self, row):
        """Who wrote it."""
        return None if _is_closed(row) else AuthorSerializer(row.author).data

    @extend_schema_field(int)
    def get_viewCount(self, row):
        """Views."""
        return row.views if _is_closed(row) else row.counts.views

    @extend_schema_field(int)
    def get_likeCount(self, row):
        """Likes."""
        return row.likes if _is_closed(row) else row.counts.likes


def _is_closed(row):
    return getattr(row, "is_closed", False)


class SuggestionSerializer(serializers.Serializer):
    """One suggestion whole, with the staff's reply."""

    suggestionId = serializers.CharField(source="post.public_id")
    suggestionType = serializers.ChoiceField(choices=Suggestion.Category.choices, source="suggestion.category")
    status = serializers.ChoiceField(choices=Suggestion.State.choices, source="suggestion.state")
    isPrivate = serializers.BooleanField(source="post.is_private")
    title = serializers.CharField(source="post.title")
    content = serializers.CharField(source="post.shown_body", help_text="정화된 HTML.")
    author = AuthorSerializer(source="post.author")
    reply = serializers.SerializerMethodField()
    repliedAt = Moment(source="suggestion.replied_at", allow_null=True)
    viewCount = serializers.IntegerField(source="views")
    likeCount = serializers.IntegerField(source="post.counts.likes")
    dislikeCount = serializers.IntegerField(source="post.counts.dislikes")
    commentCount = serializers.IntegerField(source="post.counts.comments")
    permissions = PermissionsSerializer(source="may")
    createdAt = Moment(source="post.published_at")
    updatedAt = Moment(source="post.edited_at", allow_null=True)

    @extend_schema_field({"type": ["string", "null"]})
    def get_reply(self, shown):
        """What staff answered."""
        return shown.suggestion.reply or None


class SuggestionInput(WrittenText):
    """A new suggestion."""

    suggestionType = serializers.ChoiceField(choices=Suggestion.Category.choices)
    isPrivate = serializers.BooleanField(default=False)
