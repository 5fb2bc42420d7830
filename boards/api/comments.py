"""Comments through the API: below their post, and by their own id."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from boards.api import lookup
from boards.api.reactions import ReactionOfTarget
from boards.api.serializers.comments import (
    CommentChange,
    CommentInput,
    CommentSerializer,
    RecentCommentSerializer,
    ThreadSerializer,
)
from boards.api.serializers.common import MessageSerializer
from boards.models import Comment
from boards.queries.threads import as_shown, replies_to, roots_of, with_replies
from boards.services import add_comment, edit_comment, withdraw_comment
from polibat.api.errors import NotFound
from polibat.api.filters import ordered
from polibat.api.permissions import EVERYBODY
from polibat.api.views import ApiViewSet

ROLLING = 10
ORDERS = {"createdAt": "pk", "likeCount": "likes"}
SORTED = [
    OpenApiParameter("parentId", str, description="이 댓글의 답글을 오래된 것부터 모두."),
    OpenApiParameter("sortBy", str, enum=list(ORDERS), default="createdAt", description="답글은 언제나 오래된 것부터."),
    OpenApiParameter("sortOrder", str, enum=["asc", "desc"], default="asc"),
]


class CommentsOfPost:
    """What a post offers for its comments."""

    @extend_schema(summary="댓글 목록", parameters=SORTED, responses=ThreadSerializer(many=True), filters=False)
    @action(detail=True, filter_backends=[])
    def comments(self, request, id):  # noqa: A002 - the address calls it so
        """글의 댓글을 오래된 것부터, 답글은 댓글마다 최근 30개까지."""
        post = self.get_object()
        parent = request.query_params.get("parentId")
        if not parent:
            roots = ordered(request, roots_of(post), ORDERS, default="createdAt", direction="asc")
            return self._answer_comments(with_replies(self.paginate_queryset(roots), post, request.user))
        root = Comment.objects.filter(post=post, parent=None, public_id=parent.replace("\x00", "")[:40]).first()
        if root is None:
            raise NotFound(*lookup.NO_COMMENT)
        replies = self.paginate_queryset(replies_to(root))
        for reply in replies:
            reply.parent = root
        return self._answer_comments(as_shown(replies, post, request.user))

    def _answer_comments(self, comments):
        context = self.get_serializer_context()
        return self.get_paginated_response(ThreadSerializer(comments, many=True, context=context).data)

    @extend_schema(summary="댓글 쓰기", request=CommentInput, responses={201: CommentSerializer})
    @comments.mapping.post
    def add_comment(self, request, id):  # noqa: A002 - the address calls it so
        """댓글을 쓰거나, parentId의 댓글에 답글을 답니다."""
        post = self.get_object()
        data = self.read(CommentInput)
        parent = None
        if data.get("parentId"):
            answered = Comment.objects.filter(post=post, public_id=data["parentId"])
            parent = answered.select_related("author", "parent").first()
            if parent is None:
                raise NotFound(*lookup.NO_COMMENT)
        comment = add_comment(Comment(post=post, parent=parent, text=data["text"]), by=request.user)
        (shown,) = as_shown([comment], post, request.user, are_new=True)
        return self.show(shown, CommentSerializer, status=201)


class CommentViewSet(ReactionOfTarget, ApiViewSet):
    """댓글."""

    permissions = {
        "retrieve": EVERYBODY,
        "recent": EVERYBODY,
        "reaction": EVERYBODY,
        "partial_update": "boards.change_comment",
        "destroy": "boards.delete_comment",
        "set_reaction": "boards.add_reaction",
        "take_reaction_back": "boards.add_reaction",
    }
    not_found = lookup.NO_COMMENT
    field_names = {"text": "content"}
    serializer_class = CommentSerializer

    def get_queryset(self):
        """Comments that the asker may read, below posts that the asker may read."""
        return lookup.comments_of(self.request.user)

    def show_comment(self, comment):
        """Answer with one comment."""
        (shown,) = as_shown([comment], comment.post, self.request.user)
        return self.show(shown, CommentSerializer)

    @extend_schema(summary="댓글 하나", responses=CommentSerializer)
    def retrieve(self, request, id):  # noqa: A002 - the address calls it so
        """댓글 하나."""
        return self.show_comment(self.get_object())

    @extend_schema(summary="댓글 고치기", request=CommentChange, responses=CommentSerializer)
    def partial_update(self, request, id):  # noqa: A002 - the address calls it so
        """자신의 댓글을 고칩니다."""
        comment = self.get_object()
        comment.text = self.read(CommentChange, partial=True).get("text", comment.text)
        edit_comment(comment, by=request.user)
        return self.show_comment(lookup.comment_at(request.user, comment.public_id))

    @extend_schema(summary="댓글 삭제", request=None, responses={200: MessageSerializer})
    def destroy(self, request, id):  # noqa: A002 - the address calls it so
        """자신의 댓글을 삭제합니다."""
        withdraw_comment(self.get_object(), by=request.user)
        return Response({"message": "댓글이 삭제되었습니다."})

    @extend_schema(summary="최근 댓글", responses=RecentCommentSerializer(many=True), filters=False)
    @action(detail=False, pagination_class=None, filter_backends=[])
    def recent(self, request):
        """지금 올라온 댓글 10개."""
        comments = Comment.objects.visible_to(request.user).listed().on_public_posts()
        rows = comments.select_related("author", "post").order_by("-pk")[:ROLLING]
        return Response(RecentCommentSerializer(rows, many=True).data)
