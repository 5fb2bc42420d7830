"""A member's own notifications."""

from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from notifications.api.serializers import (
    NotificationSerializer,
    PreferenceSerializer,
    ReadAllInput,
    ReadSerializer,
    UnreadSerializer,
)
from notifications.models import Notification, NotificationPreference
from notifications.services import mark_read, save_preference
from polibat.api.permissions import MEMBERS
from polibat.api.views import ApiViewSet, Listed
from polibat.security.opaque import NAME, key_of

UNREAD = OpenApiParameter("unread", OpenApiTypes.BOOL, description="true이면 읽지 않은 것만.")


@extend_schema_view(list=extend_schema(summary="내 알림", parameters=[UNREAD]))
class NotificationViewSet(Listed, ApiViewSet):
    """알림: 새것부터."""

    permissions = dict.fromkeys(("list", "unread", "read_one", "read_all", "preference", "patch_preference"), MEMBERS)
    not_found = ("NOTIFICATION_NOT_FOUND", "알림을 찾을 수 없습니다.")
    serializer_class = NotificationSerializer
    lookup_field = "pk"
    lookup_value_regex = NAME

    def get_object(self):
        """The row that the name in the address stands for."""
        self.kwargs[self.lookup_url_kwarg] = key_of(self.kwargs[self.lookup_url_kwarg], kind="notification") or 0
        return super().get_object()

    def get_queryset(self):
        """The member's own, the newest first."""
        mine = Notification.objects.visible_to(self.request.user).select_related("actor").order_by("-pk")
        asked = self.request.query_params.get("unread") or "false"
        if asked not in {"true", "false"}:
            raise ValidationError({"unread": ["true 또는 false를 보내 주세요."]})
        return mine.unread() if asked == "true" else mine

    @extend_schema(responses=UnreadSerializer, summary="읽지 않은 알림의 수")
    @action(detail=False, methods=["get"], url_path="unread-count")
    def unread(self, request):
        """읽지 않은 알림이 몇 개인지."""
        return Response({"unread": Notification.objects.visible_to(request.user).unread().count()})

    @extend_schema(request=None, responses=NotificationSerializer, summary="알림 읽음")
    @action(detail=True, methods=["post"], url_path="read")
    def read_one(self, request, id):  # noqa: A002 - the address' own name
        """하나를 읽은 것으로 합니다. 다시 해도 같습니다."""
        notification = self.get_object()
        mark_read(Notification.objects.visible_to(request.user).filter(pk=notification.pk))
        notification.refresh_from_db(fields=["read_at"])
        return self.show(notification)

    @extend_schema(request=ReadAllInput, responses=ReadSerializer, summary="모두 읽음")
    @action(detail=False, methods=["post"], url_path="read-all")
    def read_all(self, request):
        """모두, 또는 upTo까지 읽은 것으로 합니다."""
        mine = Notification.objects.visible_to(request.user)
        newest = self.read(ReadAllInput).get("upTo")
        return Response({"read": mark_read(mine if newest is None else mine.filter(pk__lte=newest))})

    @extend_schema(responses=PreferenceSerializer, summary="알림 설정")
    @action(detail=False, methods=["get"], url_path="settings")
    def preference(self, request):
        """끈 알림의 종류와 메일을 받는 때."""
        return self.show(NotificationPreference.objects.of(request.user), PreferenceSerializer)

    @extend_schema(request=PreferenceSerializer, responses=PreferenceSerializer, summary="알림 설정 바꾸기")
    @preference.mapping.patch
    def patch_preference(self, request):
        """보낸 것만 바꿉니다. 회원 자격과 운영 조치 알림은 끌 수 없습니다."""
        preference = NotificationPreference.objects.of(request.user)
        for name, value in self.read(PreferenceSerializer, partial=True).items():
            setattr(preference, name, sorted(set(value)) if name == "muted" else value)
        return self.show(save_preference(preference), PreferenceSerializer)
