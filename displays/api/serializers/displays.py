"""Banners, popups and figures as everybody sees them."""

from rest_framework import serializers

from displays.models import Banner, Popup
from polibat.api.fields import Moment

ROTATION = "몇 초 뒤에 다음 배너로 넘어가는지. null이면 넘어가지 않습니다."
CLOSING = "몇 초 뒤에 저절로 닫히는지. null이면 닫히지 않습니다."


class BannerSerializer(serializers.Serializer):
    """A banner that is shown now."""

    bannerId = serializers.CharField(source="public_id")
    title = serializers.CharField()
    imageUrl = serializers.CharField(source="pc_image.url")
    mobileImageUrl = serializers.CharField(source="mobile_image.url")
    linkUrl = serializers.CharField(source="target")
    position = serializers.ChoiceField(Banner.Position.choices)
    newWindow = serializers.BooleanField(source="new_window")
    showOnMobile = serializers.BooleanField(source="on_mobile")
    rotateInterval = serializers.IntegerField(source="rotates_after", allow_null=True, help_text=ROTATION)
    startDate = Moment(source="starts_at")
    endDate = Moment(source="ends_at")


class PopupSerializer(serializers.Serializer):
    """A popup that is shown now."""

    popupId = serializers.CharField(source="public_id")
    type = serializers.ChoiceField(Popup.Kind.choices, source="kind")
    title = serializers.CharField()
    content = serializers.CharField(source="text")
    imageUrl = serializers.SerializerMethodField()
    linkUrl = serializers.CharField(source="target", help_text="없으면 빈 글자열.")
    position = serializers.ChoiceField(Popup.Position.choices)
    showToday = serializers.BooleanField(source="can_be_hidden", help_text="‘오늘 하루 안보기’를 보여 주는지.")
    autoCloseTime = serializers.IntegerField(source="closes_after", allow_null=True, help_text=CLOSING)
    startDate = Moment(source="starts_at")
    endDate = Moment(source="ends_at")

    def get_imageUrl(self, popup) -> str | None:
        """The picture, where there is one."""
        return popup.image.url if popup.image else None


class BannerEventSerializer(serializers.Serializer):
    """What happened with a banner; clicks have their own address."""

    event = serializers.ChoiceField(["view"])


class PopupEventSerializer(serializers.Serializer):
    """What happened with a popup."""

    event = serializers.ChoiceField(["view", "click", "close"])


class ClickSerializer(serializers.Serializer):
    """Where a click leads."""

    linkUrl = serializers.CharField()


class StatsSerializer(serializers.Serializer):
    """What everybody may know in numbers."""

    members = serializers.IntegerField()
    politicians = serializers.IntegerField(help_text="가입해 활동하는 정치인.")
    posts = serializers.IntegerField(help_text="자유게시판과 정치인게시판.")
    polls = serializers.IntegerField()
