"""The directory: everybody in office, then those who were, by 가나다; parties and places."""

import django_filters
from django.db.models import Count, Q
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.response import Response

from polibat.api.filters import LabelledChoiceFilter, YesNoFilter
from polibat.api.permissions import EVERYBODY
from polibat.api.views import ApiViewSet, Listed
from politicians.api.serializers.politicians import PartySerializer, PoliticianRowSerializer, RegionSerializer
from politicians.models import Party, Politician, Region

PARENT = OpenApiParameter("parentId", str, description="이 시도에 속한 시군구와 선거구; 없으면 모든 시도.")


class PoliticianFilters(django_filters.FilterSet):
    """Politicians by kind, party, place, office, and what people type to find one."""

    type = LabelledChoiceFilter(field_name="kind", choices=Politician.Kind.choices)
    party = django_filters.CharFilter(field_name="party__name", max_length=60)
    regionId = django_filters.CharFilter(method="in_region", max_length=20)
    inOffice = YesNoFilter(field_name="is_in_office")
    search = django_filters.CharFilter(method="matching", max_length=100)

    def in_region(self, rows, _name, public_id):
        """Those who serve in a place or, of a 시도, anywhere inside it."""
        return rows.filter(Q(region__public_id=public_id) | Q(region__parent__public_id=public_id))

    def matching(self, rows, _name, words):
        """Those whom every word fits: name (also ㅎㄱㄷ), party or district."""
        return rows.matching(words)


@extend_schema_view(list=extend_schema(summary="정치인 목록"))
class PoliticianViewSet(Listed, ApiViewSet):
    """정치인."""

    permissions = {"list": EVERYBODY, "parties": EVERYBODY, "regions": EVERYBODY}
    serializer_class = PoliticianRowSerializer
    filterset_class = PoliticianFilters

    def get_queryset(self):
        """Everybody in the directory, in its one order, which favours nobody."""
        return Politician.objects.with_party().in_order()

    @extend_schema(summary="정당", responses=PartySerializer(many=True), filters=False)
    @action(detail=False, pagination_class=None, filter_backends=[])
    def parties(self, request):
        """정당을 가나다순으로."""
        serving = Count("politicians", filter=Q(politicians__is_in_office=True))
        return Response(PartySerializer(Party.objects.annotate(serving=serving).order_by("name"), many=True).data)

    @extend_schema(summary="지역", parameters=[PARENT], responses=RegionSerializer(many=True), filters=False)
    @action(detail=False, pagination_class=None, filter_backends=[])
    def regions(self, request):
        """시도, 또는 한 시도에 속한 곳."""
        parent = request.query_params.get("parentId", "").replace("\x00", "")[:20]
        regions = Region.objects.filter(parent__public_id=parent) if parent else Region.objects.provinces()
        return Response(RegionSerializer(regions.select_related("parent"), many=True).data)
