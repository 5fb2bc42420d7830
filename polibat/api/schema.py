"""The API written down (OpenAPI 3.1): envelopes around what views return, and every refusal that may come instead."""

from drf_spectacular.openapi import AutoSchema

from polibat.api.errors import CODES
from polibat.api.repeats import HEADER

STAMP = {"type": "string", "format": "date-time", "examples": ["2026-11-25T01:02:03.004Z"]}
LIST = {
    "type": "object",
    "required": ["page", "limit", "total", "totalPages", "isCapped", "nextCursor"],
    "properties": {
        "page": {"type": ["integer", "null"], "description": "cursor로 물은 답에는 없습니다."},
        "limit": {"type": "integer"},
        "total": {"type": "integer"},
        "totalPages": {"type": "integer"},
        "isCapped": {"type": "boolean", "description": "total에서 세기를 멈췄는지."},
        "nextCursor": {"type": ["string", "null"], "description": "다음 행들을 cursor로 물을 값; 끝이면 null."},
    },
}
ERROR = {
    "type": "object",
    "required": ["success", "error", "timestamp"],
    "properties": {
        "success": {"const": False},
        "error": {
            "type": "object",
            "required": ["code", "message"],
            "properties": {
                "code": {"type": "string"},
                "message": {"type": "string"},
                "details": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["field", "message"],
                        "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
                    },
                },
            },
        },
        "timestamp": STAMP,
    },
}


class Schema(AutoSchema):
    """What drf-spectacular finds out by itself, with operations named by resource and action."""

    def get_tags(self):
        """The resource, as the address names it."""
        parts = [part for part in self.path.split("/") if part and not part.startswith("{")][1:]
        return ["/".join(parts[:2]) if parts[:1] == ["admin"] else (parts or ["api"])[0]]

    def get_operation_id(self):
        """A name of its own for each operation: method and address."""
        words = [part.strip("{}").replace("-", "_") for part in self.path.split("/") if part][1:]
        return "_".join([self.method.lower(), *words])


def add_envelopes(result, generator, request, public):
    """Put the envelope around every JSON answer, and name the refusals that each operation may give."""
    components = result.setdefault("components", {}).setdefault("schemas", {})
    components["Error"] = ERROR
    components["Pagination"] = LIST
    for operations in result.get("paths", {}).values():
        for method, operation in operations.items():
            _wrap(operation, components)
            _add_refusals(operation, method)
            if method == "post":
                _add_repeats(operation)
    return result


def _wrap(operation, components):
    for code, response in operation["responses"].items():
        content = response.get("content", {}).get("application/json")
        if content and code.startswith("2"):
            content["schema"] = _enveloped(content["schema"], components)


def _enveloped(schema, components):
    is_list = components.get(schema.get("$ref", "").rpartition("/")[2], schema).get("x-list", False)
    properties = {"success": {"const": True}, "data": schema, "timestamp": STAMP}
    if is_list:
        properties["pagination"] = {"$ref": "#/components/schemas/Pagination"}
    return {"type": "object", "required": list(properties), "properties": properties}


def _add_refusals(operation, method):
    codes = {400, 401, 403, 404, 406, 413, 429, 500, 503}
    if method in {"post", "patch", "put", "delete"}:
        codes |= {409, 415}
    for code in sorted(codes):
        if str(code) not in operation["responses"]:
            operation["responses"][str(code)] = _refusal(code)
    if method == "get":
        operation["responses"]["304"] = {"description": "If-None-Match로 보낸 ETag 그대로입니다."}


def _refusal(code):
    name, message = CODES[code]
    example = {
        "success": False,
        "error": {"code": name, "message": message},
        "timestamp": "2026-11-25T01:02:03.004Z",
    }
    answer = {
        "description": message,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}, "example": example}},
    }
    if code in {429, 503}:
        answer["headers"] = {"Retry-After": {"schema": {"type": "integer"}, "description": "기다릴 초."}}
    return answer


def _add_repeats(operation):
    operation.setdefault("parameters", []).append(
        {
            "name": HEADER,
            "in": "header",
            "required": False,
            "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{8,64}$"},
            "description": "같은 값으로 다시 보내면 한 번만 만들어지고 첫 답이 다시 옵니다(24시간).",
        }
    )
