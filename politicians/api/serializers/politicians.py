"""Politicians, parties and places as the API shows them: what is public, and no address of a person but the card's."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from politicians.models import Politician, Region


class RegionRefSerializer(serializers.Serializer):
    """A place as other rows name one."""

    regionId = serializers.CharField(source="public_id")
    name = serializers.CharField()


class PoliticianRowSerializer(serializers.Serializer):
    """A row of the directory."""

    politicianId = serializers.CharField(source="public_id")
    name = serializers.CharField()
    type = serializers.ChoiceField(choices=Politician.Kind.choices, source="kind")
    position = serializers.CharField()
    party = serializers.CharField(source="party_name")
    district = serializers.CharField()
    photoUrl = serializers.CharField(source="photo_url", help_text="사진이 없으면 빈 글자열.")
    isInOffice = serializers.BooleanField(source="is_in_office")


class PartySerializer(serializers.Serializer):
    """A party and how many of it are in office."""

    name = serializers.CharField()
    inOffice = serializers.IntegerField(source="serving")


class RegionSerializer(RegionRefSerializer):
    """A 시도, 시군구 or 선거구."""

    level = serializers.ChoiceField(choices=Region.Level.choices)
    parentId = serializers.SerializerMethodField()

    @extend_schema_field({"type": ["string", "null"], "description": "속한 시도; 시도이면 null."})
    def get_parentId(self, region):
        """The 시도 in which it lies."""
        return region.parent.public_id if region.parent_id else None
