"""Polls, suggestions and notices as staff see and write them."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from backoffice.api.serializers.texts import ReportOfTextSerializer, StaffDecisionSerializer
from backoffice.lists import NoticeList, SuggestionList, VoteList
from polibat.api.fields import FIRST, LAST, Moment, SeoulDayField
from polibat.lists.rows import row_serializer
from suggestions.models import Notice, Suggestion

MISSING = ("required", "blank", "null")


class WithDecisionsSerializer(serializers.Serializer):
    """What was done to the post, and who complained."""

    content = serializers.CharField(source="post.body_text")
    contentHtml = serializers.CharField(source="post.body")
    reports = ReportOfTextSerializer(many=True, source="post.newest_reports")
    decisions = StaffDecisionSerializer(many=True, source="post.newest_decisions")


class StaffVoteOptionSerializer(serializers.Serializer):
    """An option with its votes."""

    id = serializers.IntegerField(source="pk")
    name = serializers.CharField()
    description = serializers.CharField(source="affiliation")
    colour = serializers.CharField()
    image = serializers.SerializerMethodField()
    votes = serializers.IntegerField(source="votes_now")
    percent = serializers.FloatField()

    @extend_schema_field({"type": ["string", "null"]})
    def get_image(self, option):
        """The address of its picture."""
        return option.picture.list_file.url if option.picture else None


class StaffVoteDetailSerializer(row_serializer(VoteList), WithDecisionsSerializer):
    """투표 상세정보."""

    options = StaffVoteOptionSerializer(many=True, source="shown")
    closeReason = serializers.CharField(source="close_reason")


class StaffOptionInputSerializer(serializers.Serializer):
    """An option to choose."""

    id = serializers.IntegerField(required=False)
    name = serializers.CharField(max_length=300, error_messages=dict.fromkeys(MISSING, "선택지의 이름을 입력하세요."))
    description = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")
    image = serializers.CharField(max_length=32, required=False, help_text="올린 이미지의 token.")


class StaffVoteInputSerializer(serializers.Serializer):
    """투표 등록: days of Seoul, both included."""

    title = serializers.CharField(max_length=1000, error_messages=dict.fromkeys(MISSING, "투표 제목을 입력하세요."))
    description = serializers.CharField(max_length=200_000)
    startDate = SeoulDayField(at=FIRST)
    endDate = SeoulDayField(at=LAST)
    isMultiple = serializers.BooleanField(default=False)
    image = serializers.CharField(max_length=32, required=False, help_text="올린 이미지의 token.")
    options = StaffOptionInputSerializer(many=True)


class StaffSuggestionChangeSerializer(serializers.Serializer):
    """One step of a suggestion."""

    before = serializers.ChoiceField(choices=Suggestion.State.choices)
    after = serializers.ChoiceField(choices=Suggestion.State.choices)
    details = serializers.CharField(source="reply")
    at = Moment(source="created_at")


class StaffSuggestionDetailSerializer(row_serializer(SuggestionList), WithDecisionsSerializer):
    """불편/제안 상세정보."""

    actionDetails = serializers.CharField(source="reply")
    actionHistory = StaffSuggestionChangeSerializer(many=True, source="steps")


class StaffActionSerializer(serializers.Serializer):
    """처리 상태 변경: the new state, and what was done (required)."""

    state = serializers.ChoiceField(choices=Suggestion.State.choices)
    details = serializers.CharField(
        max_length=10_000, error_messages=dict.fromkeys(MISSING, "조치 내역을 입력해주세요.")
    )


class StaffNoticeDetailSerializer(row_serializer(NoticeList), WithDecisionsSerializer):
    """One notice, as its form shows it."""


class StaffNoticeInputSerializer(serializers.Serializer):
    """공지사항 등록/수정."""

    category = serializers.ChoiceField(choices=Notice.Category.choices, default=Notice.Category.GUIDE)
    status = serializers.ChoiceField(choices=[("PUBLISHED", "게시"), ("PINNED", "게시(고정)")], default="PUBLISHED")
    title = serializers.CharField(max_length=1000, error_messages=dict.fromkeys(MISSING, "제목을 입력하세요."))
    content = serializers.CharField(max_length=200_000, error_messages=dict.fromkeys(MISSING, "내용을 입력하세요."))
