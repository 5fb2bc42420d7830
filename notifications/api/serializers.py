"""Notifications as the API shows them."""

from rest_framework import serializers

from notifications.models import Notification, NotificationPreference
from polibat.api.fields import Moment, OpaqueField


class NotificationSerializer(serializers.Serializer):
    """One of the member's own."""

    id = OpaqueField(kind="notification", source="pk")
    kind = serializers.ChoiceField(Notification.Kind.choices)
    text = serializers.CharField(source="shown_text")
    url = serializers.CharField(help_text="사이트 안의 주소; 없으면 빈 글자열.")
    isRead = serializers.BooleanField(source="read_at")
    createdAt = Moment(source="created_at")
    readAt = Moment(source="read_at", allow_null=True)

    def to_representation(self, notification):
        """Say read or not beside when."""
        return {**super().to_representation(notification), "isRead": notification.read_at is not None}


class UnreadSerializer(serializers.Serializer):
    """How many wait."""

    unread = serializers.IntegerField()


class ReadSerializer(serializers.Serializer):
    """How many were marked."""

    read = serializers.IntegerField()


class ReadAllInput(serializers.Serializer):
    """Up to which one."""

    upTo = OpaqueField(kind="notification", required=False, help_text="이 알림까지만; 그 뒤에 온 것은 그대로 둡니다.")


class PreferenceSerializer(serializers.Serializer):
    """Which kinds are off, and when mails come."""

    muted = serializers.ListField(
        child=serializers.ChoiceField([(kind.value, kind.label) for kind in Notification.Kind]),
        max_length=len(Notification.Kind),
        help_text="끈 알림의 종류.",
    )
    mail = serializers.ChoiceField(NotificationPreference.Mail.choices, help_text="메일을 받는 때.")
