"""The first answer of the API: what it is, and where it is written down."""

from django.conf import settings
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.response import Response

from polibat.api.methods import TellsMethods
from polibat.api.parameters import refuse_unknown

SHOWN = inline_serializer(
    "About",
    {
        "name": serializers.CharField(),
        "version": serializers.CharField(),
        "schema": serializers.CharField(),
        "docs": serializers.CharField(),
    },
)


class RootView(TellsMethods):
    """이 API의 첫 주소."""

    authentication_classes = ()
    permission_classes = ()

    @extend_schema(responses=SHOWN, summary="이 API")
    def get(self, request):
        """이 API의 이름과 판, 그리고 문서의 주소."""
        refuse_unknown(request)
        about = settings.SPECTACULAR_SETTINGS
        return Response(
            {"name": about["TITLE"], "version": about["VERSION"], "schema": "/api/schema", "docs": "/api/docs"}
        )
