"""Polls, suggestions and notices as staff see and write them."""

from datetime import datetime, time

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from backoffice.api.serializers.common import MemberRefSerializer
from backoffice.api.serializers.texts import ReportOfTextSerializer, StaffDecisionSerializer
from boards.models import Post
from polibat.api.fields import Moment
from polls.models import PollState
from suggestions.models import Notice, Suggestion

MISSING = ("required", "blank", "null")
FIRST, LAST = time.min, time(23, 59, 59)


class SeoulDayField(serializers.DateField):
    """A moment that is sent as a day of Seoul: its first moment, or its last second."""

    def __init__(self, *, at, **kwargs):
        """Keep which moment of the day is meant."""
        self.at = at
        super().__init__(**kwargs)

    def to_internal_value(self, value):
        """The moment of the day."""
        return datetime.combine(super().to_internal_value(value), self.at, timezone.get_default_timezone())

    def to_representation(self, value):
        """The day of the moment."""
        return super().to_representation(timezone.localtime(value).date())


class OnPostSerializer(serializers.Serializer):
    """What is read from the post of a poll, suggestion or notice."""

    id = serializers.CharField(source="post.public_id")
    title = serializers.CharField(source="post.title")
    contentStatus = serializers.ChoiceField(choices=Post.Status.choices, source="post.status")
    views = serializers.IntegerField(source="post.counts.views")
    likes = serializers.IntegerField(source="post.counts.likes")
    dislikes = serializers.IntegerField(source="post.counts.dislikes")
    commentCount = serializers.IntegerField(source="post.counts.comments")
    reportCount = serializers.IntegerField(source="reported")
    author = MemberRefSerializer(source="post.author")
    createdAt = Moment(source="post.published_at")
    updatedAt = serializers.SerializerMethodField()

    @extend_schema_field(serializers.DateTimeField)
    def get_updatedAt(self, row):
        """When it was changed last, else written."""
        return Moment().to_representation(row.post.edited_at or row.post.published_at)


class WithDecisionsSerializer(serializers.Serializer):
    """What was done to the post, and who complained."""

    content = serializers.CharField(source="post.body_text")
    contentHtml = serializers.CharField(source="post.body")
    reports = ReportOfTextSerializer(many=True, source="post.newest_reports")
    decisions = StaffDecisionSerializer(many=True, source="post.newest_decisions")


class StaffVoteSerializer(OnPostSerializer):
    """A row of 투표관리."""

    status = serializers.ChoiceField(choices=PollState.choices, source="state")
    startDate = SeoulDayField(source="starts_at", at=FIRST)
    endDate = SeoulDayField(source="ends_at", at=LAST)
    startsAt = Moment(source="starts_at")
    endsAt = Moment(source="ends_at")
    closedAt = Moment(source="closed_at", allow_null=True)
    isMultiple = serializers.BooleanField(source="allows_multiple")
    participants = serializers.IntegerField(source="voters_now")


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


class StaffVoteDetailSerializer(StaffVoteSerializer, WithDecisionsSerializer):
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


class StaffSuggestionSerializer(OnPostSerializer):
    """A row of 불편/제안 접수 관리."""

    type = serializers.ChoiceField(choices=Suggestion.Category.choices, source="category")
    status = serializers.ChoiceField(choices=Post.Status.choices, source="post.status")
    actionStatus = serializers.ChoiceField(choices=Suggestion.State.choices, source="state")
    isPrivate = serializers.BooleanField(source="post.is_private")


class StaffSuggestionChangeSerializer(serializers.Serializer):
    """One step of a suggestion."""

    before = serializers.ChoiceField(choices=Suggestion.State.choices)
    after = serializers.ChoiceField(choices=Suggestion.State.choices)
    details = serializers.CharField(source="reply")
    at = Moment(source="created_at")


class StaffSuggestionDetailSerializer(StaffSuggestionSerializer, WithDecisionsSerializer):
    """불편/제안 상세정보."""

    actionDetails = serializers.CharField(source="reply")
    actionHistory = StaffSuggestionChangeSerializer(many=True, source="steps")


class StaffActionSerializer(serializers.Serializer):
    """처리 상태 변경: the new state, and what was done (required)."""

    state = serializers.ChoiceField(choices=Suggestion.State.choices)
    details = serializers.CharField(
        max_length=10_000, error_messages=dict.fromkeys(MISSING, "조치 내역을 입력해주세요.")
    )


class StaffNoticeSerializer(OnPostSerializer):
    """A row of 공지사항 관리."""

    category = serializers.ChoiceField(choices=Notice.Category.choices)
    status = serializers.ChoiceField(choices=Post.Status.choices, source="post.status")
    isPinned = serializers.BooleanField(source="is_pinned")


class StaffNoticeDetailSerializer(StaffNoticeSerializer, WithDecisionsSerializer):
    """One notice, as its form shows it."""


class StaffNoticeInputSerializer(serializers.Serializer):
    """공지사항 등록/수정."""

    category = serializers.ChoiceField(choices=Notice.Category.choices, default=Notice.Category.GUIDE)
    status = serializers.ChoiceField(choices=[("PUBLISHED", "게시"), ("PINNED", "게시(고정)")], default="PUBLISHED")
    title = serializers.CharField(max_length=1000, error_messages=dict.fromkeys(MISSING, "제목을 입력하세요."))
    content = serializers.CharField(max_length=200_000, error_messages=dict.fromkeys(MISSING, "내용을 입력하세요."))
