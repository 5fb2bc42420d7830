"""Popups and banners as staff see and write them."""

from pathlib import PurePath

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from insights.serializers.boards import FIRST, LAST, MISSING, SeoulDayField
from insights.serializers.common import AdminRefSerializer
from pages.models import DisplayChange, DisplayState, Popup
from polibat.api.fields import Moment

PICTURE = {"type": ["object", "null"], "properties": {"name": {"type": "string"}, "url": {"type": "string"}}}


def picture(file):
    """Name and address of a picture; None without one."""
    return {"name": PurePath(file.name).name, "url": file.url} if file else None


class StaffDisplayChangeSerializer(serializers.Serializer):
    """What was done with it."""

    verb = serializers.ChoiceField(choices=DisplayChange.Verb.choices)
    reason = serializers.CharField()
    changed = serializers.CharField(source="fields")
    by = AdminRefSerializer()
    at = Moment(source="created_at")


class DisplaySerializer(serializers.Serializer):
    """What popups and banners have in common; one vocabulary of states everywhere."""

    id = serializers.CharField(source="public_id")
    title = serializers.CharField()
    status = serializers.ChoiceField(choices=DisplayState.choices, source="state")
    linkUrl = serializers.CharField(source="target")
    startDate = SeoulDayField(source="starts_at", at=FIRST)
    endDate = SeoulDayField(source="ends_at", at=LAST)
    createdAt = Moment(source="created_at")
    updatedAt = Moment(source="updated_at")


class StaffPopupSerializer(DisplaySerializer):
    """A row of 팝업 관리."""

    content = serializers.CharField(source="text")
    position = serializers.ChoiceField(choices=Popup.Position.choices)
    image = serializers.SerializerMethodField()

    @extend_schema_field(PICTURE)
    def get_image(self, popup):
        """Its picture."""
        return picture(popup.image)


class StaffBannerSerializer(DisplaySerializer):
    """A row of 배너 관리; `priority` 1 is shown first."""

    priority = serializers.IntegerField(source="order")
    clicks = serializers.IntegerField()
    image = serializers.SerializerMethodField()
    mobileImage = serializers.SerializerMethodField()

    @extend_schema_field(PICTURE)
    def get_image(self, banner):
        """The picture for wide screens."""
        return picture(banner.pc_image)

    @extend_schema_field(PICTURE)
    def get_mobileImage(self, banner):
        """The picture for phones."""
        return picture(banner.mobile_image)


class WithChangesSerializer(serializers.Serializer):
    """Who made it, and what was done with it since."""

    creator = AdminRefSerializer(allow_null=True)
    changes = StaffDisplayChangeSerializer(many=True, source="record")


class StaffPopupDetailSerializer(StaffPopupSerializer, WithChangesSerializer):
    """팝업 상세정보 (staff.md 6.6)."""


class StaffBannerDetailSerializer(StaffBannerSerializer, WithChangesSerializer):
    """배너 상세정보 (staff.md 6.7)."""


class DisplayInputSerializer(serializers.Serializer):
    """Title and days of Seoul, both included."""

    title = serializers.CharField(max_length=300, error_messages=dict.fromkeys(MISSING, "제목을 입력하세요."))
    startDate = SeoulDayField(at=FIRST)
    endDate = SeoulDayField(at=LAST)


class StaffPopupInputSerializer(DisplayInputSerializer):
    """팝업 등록 (staff.md 6.11)."""

    content = serializers.CharField(max_length=1500, error_messages=dict.fromkeys(MISSING, "팝업 내용을 입력하세요."))
    linkUrl = serializers.CharField(max_length=500, required=False, allow_blank=True)
    position = serializers.ChoiceField(choices=Popup.Position.choices, required=False)
    image = serializers.FileField(required=False)
    removeImage = serializers.BooleanField(required=False)


class StaffBannerInputSerializer(DisplayInputSerializer):
    """배너 등록 (staff.md 6.12), with where it leads."""

    linkUrl = serializers.CharField(max_length=500, error_messages=dict.fromkeys(MISSING, "링크 주소를 입력하세요."))
    image = serializers.FileField(error_messages=dict.fromkeys(MISSING, "배너 이미지를 올려 주세요."))
    mobileImage = serializers.FileField(error_messages=dict.fromkeys(MISSING, "모바일 이미지를 올려 주세요."))


class PlaceSerializer(serializers.Serializer):
    """Which place in the carousel, 1 being the first."""

    to = serializers.IntegerField(min_value=1, max_value=10_000)
