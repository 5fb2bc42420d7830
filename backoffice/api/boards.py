"""/api/admin/votes, /suggestions and /notices."""

from rest_framework import serializers

from backoffice.api.base import StaffViewSet, staff_list
from backoffice.api.former import FormerRemoval, FormerSuggestionActs
from backoffice.lists import NoticeList, SuggestionList, VoteList
from moderation.api.serializers.staff import RecordSerializer
from moderation.api.staff import DECIDING, PostDecisionActs
from polibat.lists.rows import row_serializer
from polls.api.serializers.staff import PollDetailSerializer
from polls.api.staff import PollActs
from suggestions.api.serializers.staff import SuggestionDetailSerializer
from suggestions.api.staff import NoticeActs


class PostBodySerializer(serializers.Serializer):
    """The text of the post on which a row stands."""

    content = serializers.CharField(source="post.body_text")
    contentHtml = serializers.CharField(source="post.body")


class StaffVoteDetailSerializer(row_serializer(VoteList), PostBodySerializer, RecordSerializer, PollDetailSerializer):
    """투표 상세정보."""


class StaffSuggestionDetailSerializer(
    row_serializer(SuggestionList), PostBodySerializer, RecordSerializer, SuggestionDetailSerializer
):
    """불편/제안 상세정보."""


class StaffNoticeDetailSerializer(row_serializer(NoticeList), PostBodySerializer, RecordSerializer):
    """One notice, as its form shows it."""


@staff_list(VoteList)
class VoteViewSet(StaffViewSet, PollActs, PostDecisionActs):
    """투표관리."""

    detail_serializer = StaffVoteDetailSerializer
    permissions = PollActs.permissions | DECIDING


@staff_list(SuggestionList)
class SuggestionViewSet(StaffViewSet, FormerSuggestionActs, PostDecisionActs):
    """불편/제안 접수 관리."""

    detail_serializer = StaffSuggestionDetailSerializer
    permissions = FormerSuggestionActs.permissions | FormerSuggestionActs.former_permissions | DECIDING


@staff_list(NoticeList)
class NoticeViewSet(StaffViewSet, NoticeActs, PostDecisionActs, FormerRemoval):
    """공지사항 관리."""

    detail_serializer = StaffNoticeDetailSerializer
    permissions = NoticeActs.permissions | DECIDING | FormerRemoval.former_permissions
