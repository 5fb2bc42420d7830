"""`/api/schema`: the schema as a file, put together once a process."""

import hashlib
import json
from functools import cache

import yaml
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.renderers import BaseRenderer
from rest_framework.response import Response
from rest_framework.views import APIView

from polibat.api.parameters import refuse_unknown


@cache
def written_schema():
    """The schema, put together once a process: that takes most of a second, and any visitor may ask for it."""
    return SchemaGenerator().get_schema(request=None, public=True)


@cache
def _as_json():
    said = json.loads(OpenApiJsonRenderer().render(written_schema()))
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


@cache
def _as_yaml():
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    # What YAML can say is what JSON can.
    said = yaml.load(_as_json(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    return yaml.dump(said, Dumper=dumper, allow_unicode=True, sort_keys=False).encode()


class WrittenRenderer(BaseRenderer):
    """Sends what is written already."""

    media_type, format, written = "application/json", "json", staticmethod(_as_json)

    def render(self, data, accepted_media_type=None, renderer_context=None):
        """Return `data` as it is, a refusal as JSON; OPTIONS has none."""
        return data or b"" if data is None or isinstance(data, bytes) else OpenApiJsonRenderer().render(data)


class NamedJsonRenderer(WrittenRenderer):
    """The same under the name that the format has of its own."""

    media_type, format = OpenApiJsonRenderer.media_type, "openapi-json"


class YamlRenderer(WrittenRenderer):
    """As YAML."""

    media_type, format, written = "application/yaml", "yaml", staticmethod(_as_yaml)


class NamedYamlRenderer(YamlRenderer):
    """YAML under the name that the format has of its own."""

    media_type, format = "application/vnd.oai.openapi", "openapi"


RENDERERS = (WrittenRenderer, NamedJsonRenderer, YamlRenderer, NamedYamlRenderer)


class SchemaView(APIView):
    """이 API의 명세."""

    authentication_classes = ()
    permission_classes = ()
    renderer_classes = RENDERERS
    is_bare = True  # no envelope around it

    @extend_schema(responses={(200, one.media_type): OpenApiTypes.OBJECT for one in RENDERERS}, summary="OpenAPI 문서")
    def get(self, request):
        """이 API의 OpenAPI 3.1 문서, Accept에 따라 JSON이나 YAML로. ETag로 다시 물을 수 있습니다."""
        refuse_unknown(request)
        written = request.accepted_renderer.written()
        return Response(written, headers={"ETag": f'W/"{hashlib.blake2b(written, digest_size=12).hexdigest()}"'})
