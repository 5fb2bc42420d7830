"""Notices as the API shows them."""

from rest_framework import serializers

from polibat.api.fields import Moment
from suggestions.models import Notice


class NoticeRowSerializer(serializers.Serializer):
    """A row of the list."""

    noticeId = serializers.CharField(source="post.public_id")
    category = serializers.ChoiceField(choices=Notice.Category.choices)
    title = serializers.CharField(source="post.title")
    excerpt = serializers.CharField(source="post.excerpt")
    isPinned = serializers.BooleanField(source="is_pinned")
    viewCount = serializers.IntegerField(source="post.counts.views")
    likeCount = serializers.IntegerField(source="post.counts.likes")
    commentCount = serializers.IntegerField(source="post.counts.comments")
    createdAt = Moment(source="post.published_at")


class NoticeSerializer(NoticeRowSerializer):
    """One notice whole."""

    content = serializers.CharField(source="post.shown_body", help_text="정화된 HTML.")
    viewCount = serializers.IntegerField(source="views")
    dislikeCount = serializers.IntegerField(source="post.counts.dislikes")
    updatedAt = Moment(source="post.edited_at", allow_null=True)
