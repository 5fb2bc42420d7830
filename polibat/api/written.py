"""`/api/schema`: the schema as a file, put together once a process."""

from functools import cache

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from polibat.api.methods import TellsMethods


@cache
def written_schema():
    """The schema, put together once a process: that takes most of a second, and any visitor may ask for it."""
    return SchemaGenerator().get_schema(request=None, public=True)


@cache
def _written_bytes():
    return OpenApiJsonRenderer().render(written_schema())


class _WrittenRenderer(OpenApiJsonRenderer):
    """Sends what is written already."""

    def render(self, data, accepted_media_type=None, renderer_context=None):
        """Return `data` as it is, an error as JSON; OPTIONS has none."""
        if data is None or isinstance(data, bytes):
            return data or b""
        return super().render(data, accepted_media_type, renderer_context)


class SchemaView(TellsMethods):
    """`/api/schema`."""

    authentication_classes = ()
    permission_classes = ()
    renderer_classes = (_WrittenRenderer,)

    @extend_schema(responses={(200, OpenApiJsonRenderer.media_type): OpenApiTypes.OBJECT}, summary="OpenAPI 문서")
    def get(self, request):
        """이 API의 OpenAPI 3.1 문서."""
        return Response(_written_bytes())
