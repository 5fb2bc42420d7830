"""Comments as the API reads and shows them; the words of those that are gone never leave."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from boards.api.serializers.common import REACTION, AuthorSerializer
from boards.models import Comment
from polibat.api.fields import Moment


class CommentSerializer(serializers.Serializer):
    """One comment (`ThreadComment`); of one that is hidden or deleted only a placeholder."""

    commentId = serializers.CharField(source="comment.public_id")
    postId = serializers.CharField(source="comment.post.public_id")
    parentId = serializers.SerializerMethodField()
    content = serializers.CharField(source="comment.shown_text")
    status = serializers.ChoiceField(choices=Comment.Status.choices, source="comment.status")
    author = serializers.SerializerMethodField()
    isAnswer = serializers.BooleanField(source="comment.is_answer", help_text="글이 지목한 정치인 측의 답변.")
    likeCount = serializers.IntegerField(source="comment.likes")
    dislikeCount = serializers.IntegerField(source="comment.dislikes")
    myReaction = serializers.SerializerMethodField()
    createdAt = Moment(source="comment.created_at")
    updatedAt = Moment(source="comment.edited_at", allow_null=True)

    @extend_schema_field({"type": ["string", "null"], "description": "답글이면 원댓글."})
    def get_parentId(self, shown):
        """The comment below which it hangs."""
        comment = shown.comment
        return self.context.get("root_ids", {}).get(comment.parent_id) or (
            comment.parent.public_id if comment.parent_id else None
        )

    @extend_schema_field({"oneOf": [{"$ref": "#/components/schemas/Author"}, {"type": "null"}]})
    def get_author(self, shown):
        """Who says it; None where the words are gone."""
        return None if shown.comment.is_gone else AuthorSerializer(shown.comment.author).data

    @extend_schema_field(REACTION)
    def get_myReaction(self, shown):
        """What the asker pressed."""
        return shown.reaction or None


class ThreadSerializer(CommentSerializer):
    """A comment with the newest of its replies."""

    replies = serializers.SerializerMethodField()
    hasMoreReplies = serializers.SerializerMethodField()

    @extend_schema_field(CommentSerializer(many=True))
    def get_replies(self, shown):
        """The newest replies in the order in which they were said."""
        self.context.setdefault("root_ids", {})[shown.comment.pk] = shown.comment.public_id
        return CommentSerializer(shown.replies, many=True, context=self.context).data

    @extend_schema_field(bool)
    def get_hasMoreReplies(self, shown):
        """Whether earlier replies are left out (see `parentId`)."""
        return bool(shown.earlier_replies)


class RecentCommentSerializer(serializers.Serializer):
    """A comment as it rolls by on the front page."""

    commentId = serializers.CharField(source="public_id")
    postId = serializers.CharField(source="post.public_id")
    postTitle = serializers.CharField(source="post.title")
    boardType = serializers.CharField(source="post.board")
    content = serializers.CharField(source="shown_text")
    author = AuthorSerializer()
    createdAt = Moment(source="created_at")


class CommentInput(serializers.Serializer):
    """A new comment, or a reply to one."""

    content = serializers.CharField(source="text", trim_whitespace=False, max_length=20_000)
    parentId = serializers.CharField(required=False, allow_null=True, max_length=40, help_text="답글을 달 댓글.")


class CommentChange(serializers.Serializer):
    """What may change of a comment."""

    content = serializers.CharField(source="text", trim_whitespace=False, max_length=20_000)
