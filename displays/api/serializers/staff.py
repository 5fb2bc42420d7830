"""Popups and banners as staff see and write them."""

from rest_framework import serializers
from rest_framework.fields import empty

from displays.api.serializers.displays import CLOSING, ROTATION
from displays.models import Audience, Banner, DisplayChange, Popup, banners, popups
from polibat.api.fields import FIRST, LAST, Moment, SeoulDayField, WordsField
from polibat.staff.serializers import MISSING, AdminRefSerializer


class PopupStatsSerializer(serializers.Serializer):
    """What visitors did with a popup."""

    views = serializers.IntegerField()
    clicks = serializers.IntegerField()
    closes = serializers.IntegerField()


class PopupSettingsSerializer(serializers.Serializer):
    """팝업 설정."""

    showToday = serializers.BooleanField(source="can_be_hidden")
    autoClose = serializers.SerializerMethodField()
    autoCloseTime = serializers.IntegerField(source="closes_after", allow_null=True, help_text=CLOSING)

    def get_autoClose(self, popup) -> bool:
        """Whether it closes by itself."""
        return popup.closes_after is not None


class BannerStatsSerializer(serializers.Serializer):
    """What visitors did with a banner; `ctr` is in percent."""

    impressions = serializers.IntegerField()
    clicks = serializers.IntegerField()
    ctr = serializers.FloatField(source="click_rate")


class BannerSettingsSerializer(serializers.Serializer):
    """배너 설정."""

    newWindow = serializers.BooleanField(source="new_window")
    trackClicks = serializers.BooleanField(source="tracks_clicks")
    showOnMobile = serializers.BooleanField(source="on_mobile")
    autoRotate = serializers.SerializerMethodField()
    rotateInterval = serializers.IntegerField(source="rotates_after", allow_null=True, help_text=ROTATION)

    def get_autoRotate(self, banner) -> bool:
        """Whether the carousel goes on from it by itself."""
        return banner.rotates_after is not None


class StaffDisplayChangeSerializer(serializers.Serializer):
    """What was done with it."""

    verb = serializers.ChoiceField(choices=DisplayChange.Verb.choices)
    reason = serializers.CharField()
    changed = WordsField(source="fields")
    by = AdminRefSerializer()
    at = Moment(source="created_at")


class WithChangesSerializer(serializers.Serializer):
    """Who made it, and what was done with it since."""

    creator = AdminRefSerializer(allow_null=True)
    changes = StaffDisplayChangeSerializer(many=True, source="record")


class SwitchField(serializers.BooleanField):
    """On or off; what a form does not send is left as it is, not off."""

    default_empty_html = empty


def seconds_field(of):
    """After how many seconds something happens by itself, within the bounds of the module `of`; null for never."""
    return serializers.IntegerField(required=False, allow_null=True, min_value=of.QUICKEST, max_value=of.SLOWEST)


class DisplayInputSerializer(serializers.Serializer):
    """Title and days of Seoul, both included."""

    title = serializers.CharField(max_length=300, error_messages=dict.fromkeys(MISSING, "제목을 입력하세요."))
    startDate = SeoulDayField(at=FIRST)
    endDate = SeoulDayField(at=LAST)
    targetUsers = serializers.ChoiceField(choices=Audience.choices, required=False)


class StaffPopupInputSerializer(DisplayInputSerializer):
    """팝업 등록."""

    content = serializers.CharField(max_length=1500, error_messages=dict.fromkeys(MISSING, "팝업 내용을 입력하세요."))
    linkUrl = serializers.CharField(max_length=500, required=False, allow_blank=True)
    type = serializers.ChoiceField(choices=Popup.Kind.choices, required=False)
    position = serializers.ChoiceField(choices=Popup.Position.choices, required=False)
    showToday = SwitchField(required=False)
    autoCloseTime = seconds_field(popups)
    image = serializers.FileField(required=False)
    removeImage = serializers.BooleanField(required=False)


class StaffBannerInputSerializer(DisplayInputSerializer):
    """배너 등록, with where it leads."""

    linkUrl = serializers.CharField(max_length=500, error_messages=dict.fromkeys(MISSING, "링크 주소를 입력하세요."))
    description = serializers.CharField(max_length=1000, required=False, allow_blank=True)
    position = serializers.ChoiceField(choices=Banner.Position.choices, required=False)
    newWindow = SwitchField(required=False)
    trackClicks = SwitchField(required=False)
    showOnMobile = SwitchField(required=False)
    rotateInterval = seconds_field(banners)
    image = serializers.FileField(error_messages=dict.fromkeys(MISSING, "배너 이미지를 올려 주세요."))
    mobileImage = serializers.FileField(error_messages=dict.fromkeys(MISSING, "모바일 이미지를 올려 주세요."))


class PlaceSerializer(serializers.Serializer):
    """Which place in the carousel, 1 being the first."""

    to = serializers.IntegerField(min_value=1, max_value=10_000)
    seen = serializers.IntegerField(
        required=False, help_text="지금 보고 있는 priority. 그사이 바뀌었으면 옮기지 않고 409를 답합니다."
    )
