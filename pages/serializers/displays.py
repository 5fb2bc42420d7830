"""Banners, popups and figures as everybody sees them."""

from rest_framework import serializers

from pages.models import Popup
from polibat.api.fields import Moment


class BannerSerializer(serializers.Serializer):
    """A banner that is shown now."""

    bannerId = serializers.CharField(source="public_id")
    title = serializers.CharField()
    imageUrl = serializers.CharField(source="pc_image.url")
    mobileImageUrl = serializers.CharField(source="mobile_image.url")
    linkUrl = serializers.CharField(source="target")
    startDate = Moment(source="starts_at")
    endDate = Moment(source="ends_at")


class PopupSerializer(serializers.Serializer):
    """A popup that is shown now."""

    popupId = serializers.CharField(source="public_id")
    title = serializers.CharField()
    content = serializers.CharField(source="text")
    imageUrl = serializers.SerializerMethodField()
    linkUrl = serializers.CharField(source="target", help_text="없으면 빈 글자열.")
    position = serializers.ChoiceField(Popup.Position.choices)
    startDate = Moment(source="starts_at")
    endDate = Moment(source="ends_at")

    def get_imageUrl(self, popup) -> str | None:
        """The picture, where there is one."""
        return popup.image.url if popup.image else None


class ClickSerializer(serializers.Serializer):
    """Where a click leads."""

    linkUrl = serializers.CharField()


class StatsSerializer(serializers.Serializer):
    """What everybody may know in numbers."""

    members = serializers.IntegerField()
    politicians = serializers.IntegerField(help_text="가입해 활동하는 정치인.")
    posts = serializers.IntegerField(help_text="자유게시판과 정치인게시판.")
    polls = serializers.IntegerField()
