"""Texts as rows of the staff lists name them in the API."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from boards.models import Board, Post


class TextRefSerializer(serializers.Serializer):
    """A post or a comment as other rows name one; of a comment `title` is its text."""

    targetType = serializers.SerializerMethodField()
    targetId = serializers.CharField(source="public_id")
    boardType = serializers.SerializerMethodField()
    title = serializers.SerializerMethodField()
    status = serializers.ChoiceField(choices=Post.Status.choices)
    postId = serializers.SerializerMethodField()

    @extend_schema_field({"type": "string", "enum": ["POST", "COMMENT"]})
    def get_targetType(self, text):
        """게시글 or 댓글."""
        return "POST" if isinstance(text, Post) else "COMMENT"

    @extend_schema_field({"type": "string", "enum": Board.values})
    def get_boardType(self, text):
        """The board on which it stands."""
        return post_of(text).board

    @extend_schema_field(str)
    def get_title(self, text):
        """The title of a post, the words of a comment."""
        return text.title if isinstance(text, Post) else text.text

    @extend_schema_field(str)
    def get_postId(self, text):
        """The post itself, or the one below which a comment stands."""
        return post_of(text).public_id


class ContentRefSerializer(TextRefSerializer):
    """A text with the number of its reports."""

    reportCount = serializers.IntegerField(source="reported")


def post_of(text):
    """The post, or the post of a comment."""
    return text if isinstance(text, Post) else text.post
