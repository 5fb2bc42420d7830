"""/api/admin/posts, /comments and /reports: texts, and what staff decide about them."""

from rest_framework import serializers

from backoffice.api.base import StaffViewSet, staff_list
from backoffice.api.former import FormerReportActs, FormerTextActs
from backoffice.api.pictures import PicturesField
from backoffice.lists import CommentList, PostList, ReportList
from moderation.api.serializers.staff import CaseSerializer
from moderation.api.staff import DECIDING
from polibat.lists.rows import row_serializer


class BodySerializer(serializers.Serializer):
    """The text of a post."""

    content = serializers.CharField(source="body_text")
    contentHtml = serializers.CharField(source="shown_body")
    images = PicturesField(source="body")


class StaffPostDetailSerializer(row_serializer(PostList), BodySerializer, CaseSerializer):
    """게시글 상세정보."""


class StaffCommentDetailSerializer(row_serializer(CommentList), CaseSerializer):
    """댓글 상세정보."""


@staff_list(PostList)
class PostViewSet(StaffViewSet, FormerTextActs):
    """게시글 관리."""

    detail_serializer = StaffPostDetailSerializer
    permissions = {"retrieve": "boards.view_hidden_post", **DECIDING, **FormerTextActs.former_permissions}
    not_found = ("POST_NOT_FOUND", "게시글을 찾을 수 없습니다.")


@staff_list(CommentList)
class CommentViewSet(StaffViewSet, FormerTextActs):
    """댓글 관리."""

    detail_serializer = StaffCommentDetailSerializer
    permissions = {"retrieve": "boards.view_hidden_post", **DECIDING, **FormerTextActs.former_permissions}
    not_found = ("COMMENT_NOT_FOUND", "댓글을 찾을 수 없습니다.")


@staff_list(ReportList)
class ReportViewSet(StaffViewSet, FormerReportActs):
    """신고이력."""

    permissions = FormerReportActs.permissions | FormerReportActs.former_permissions
