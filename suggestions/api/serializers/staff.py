"""Suggestions and notices as staff see and write them."""

from rest_framework import serializers

from boards.models.visibility import LISTED, PostStatus
from polibat.api.fields import Moment
from polibat.staff.serializers import MISSING
from suggestions.models import Notice, Suggestion


class StaffSuggestionChangeSerializer(serializers.Serializer):
    """One step of a suggestion."""

    before = serializers.ChoiceField(choices=Suggestion.State.choices)
    after = serializers.ChoiceField(choices=Suggestion.State.choices)
    details = serializers.CharField(source="reply")
    at = Moment(source="created_at")


class SuggestionDetailSerializer(serializers.Serializer):
    """What the page of a suggestion shows beside its row."""

    actionDetails = serializers.CharField(source="reply")
    actionHistory = StaffSuggestionChangeSerializer(many=True, source="steps")


class StaffActionSerializer(serializers.Serializer):
    """처리 상태 변경: the new state, and what was done (required)."""

    state = serializers.ChoiceField(choices=Suggestion.State.choices)
    details = serializers.CharField(
        max_length=10_000, error_messages=dict.fromkeys(MISSING, "조치 내역을 입력해주세요.")
    )


class StaffNoticeInputSerializer(serializers.Serializer):
    """공지사항 등록/수정."""

    category = serializers.ChoiceField(choices=Notice.Category.choices, default=Notice.Category.GUIDE)
    status = serializers.ChoiceField(choices=[(one.value, one.label) for one in LISTED], default=PostStatus.PUBLISHED)
    title = serializers.CharField(max_length=1000, error_messages=dict.fromkeys(MISSING, "제목을 입력하세요."))
    content = serializers.CharField(max_length=200_000, error_messages=dict.fromkeys(MISSING, "내용을 입력하세요."))


class PinnedSerializer(serializers.Serializer):
    """Whether a notice stands above the others."""

    isPinned = serializers.BooleanField()
