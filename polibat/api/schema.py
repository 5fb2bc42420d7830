"""The API written down (OpenAPI 3.1): envelopes around what views return, and every refusal that may come instead."""

import inspect
import re

from drf_spectacular.extensions import OpenApiFilterExtension
from drf_spectacular.openapi import AutoSchema

from polibat.api.errors import CODES
from polibat.api.examples import MOMENT, example_of
from polibat.api.permissions import EVERYBODY, asks_for_proof
from polibat.api.repeats import HEADER, KEY

STAMP = {"type": "string", "format": "date-time", "examples": [MOMENT]}
PAGE = {"page": 1, "limit": 20, "total": 1, "totalPages": 1, "isCapped": False, "nextCursor": None}
KOREAN = re.compile("[가-힣]")
# What any request may meet beside the code of the status itself.
ANYWHERE = {
    400: {"BAD_REQUEST", "UNKNOWN_PARAMETER"},
    401: {"TOKEN_MISSING", "TOKEN_INVALID", "TOKEN_EXPIRED"},
    403: {"AGREEMENT_REQUIRED", "PASSWORD_CHANGE_REQUIRED"},
}
CHANGES = {"post", "patch", "put", "delete"}
EVERY_CHANGE = {"DUPLICATE_ERROR", "CONFLICT"}
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
    "description": "모든 거절의 모양. 어떤 code가 올 수 있는지는 응답마다 x-codes에 있습니다.",
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
        return ["-".join(parts[:2]) if parts[:1] == ["admin"] else (parts or ["api"])[0]]

    def get_operation_id(self):
        """A name of its own for each operation: method and address."""
        words = [part.strip("{}").replace("-", "_") for part in self.path.split("/") if part][1:]
        return "_".join([self.method.lower(), *words])

    def get_description(self):
        """The words of the view, where they are for readers; English ones are for those who read the code."""
        words = super().get_description() or ""
        return words if KOREAN.search(words) else ""

    def get_auth(self):
        """A token; `{}` beside it where the action is for everybody; none where no token is looked at."""
        asked = super().get_auth()
        permissions = getattr(self.view, "permissions", {})
        is_open = permissions.get(getattr(self.view, "action", None), "") is EVERYBODY
        return [{}, *asked] if asked and is_open else asked

    def _map_serializer_field(self, field, direction, bypass_extensions=False):  # noqa: FBT002 - as the library calls it
        """With what a field says of itself in `style`, where verbs and not the field refuse."""
        shape = super()._map_serializer_field(field, direction, bypass_extensions)
        return shape and shape | field.style.get("schema", {})

    def get_operation(self, path, path_regex, path_prefix, method, registry):
        """With what only the view knows, for `add_envelopes`."""
        operation = super().get_operation(path, path_regex, path_prefix, method, registry)
        if operation is not None:
            operation.setdefault("security", [])
            operation["x-codes"] = _codes_of(self.view, method.lower())
            operation["x-repeatable"] = method == "POST" and getattr(self.view, "is_repeatable", False)
            operation["x-bare"] = getattr(self.view, "is_bare", False)
            operation["x-about"] = inspect.cleandoc(type(self.view).__doc__ or "").partition("\n")[0]
        return operation


class FilterParameters(OpenApiFilterExtension):
    """What our lists can be narrowed by; the library's own answer looks at columns, not at what filters take."""

    target_class = "polibat.api.filters.FilterBackend"
    priority = 1

    def get_schema_operation_parameters(self, auto_schema, *args, **kwargs):
        """As the backend says."""
        return self.target.get_schema_operation_parameters(auto_schema.view)


def _codes_of(view, method):
    """What the views of a resource may refuse with: {status: codes}."""
    found = {404: {getattr(view, "not_found", ("NOT_FOUND",))[0]}}
    for status, codes in getattr(view, "own_codes", {}).items():
        found.setdefault(status, set()).update(codes)
    if method in CHANGES:
        for status, code in getattr(view, "refusals", {}).values():
            found.setdefault(status, set()).add(code)
        found.setdefault(409, set()).update(EVERY_CHANGE)
    else:
        found.pop(409, None)
    if hasattr(view, "is_dangerous") and asks_for_proof(view, method.upper()):
        found.setdefault(403, set()).add("REAUTHENTICATION_REQUIRED")
    if method == "patch" and getattr(view, "edited", ()):
        found.setdefault(412, set())
    if method == "post" and getattr(view, "is_repeatable", False):
        found[409].add("IDEMPOTENCY_KEY_REUSED")
    return found


def add_envelopes(result, generator, request, public):
    """Put the envelope around every JSON answer, and name the refusals that each operation may give."""
    components = result.setdefault("components", {}).setdefault("schemas", {})
    answers = result["components"].setdefault("responses", {})
    components["Error"] = ERROR
    components["Pagination"] = LIST
    tags = {}
    for operations in result.get("paths", {}).values():
        for method, operation in operations.items():
            about = operation.pop("x-about", "")
            if KOREAN.search(about):
                tags.setdefault(operation["tags"][0], about)
            _wrap(operation, components)
            _add_example_of_body(operation, components)
            _add_refusals(operation, method, answers)
            if operation.pop("x-repeatable", False):
                _add_repeats(operation)
    result["tags"] = [{"name": name, "description": about} for name, about in sorted(tags.items())]
    for name in [name for name, shape in components.items() if "x-list" in shape]:
        del components[name]
    return result


def _wrap(operation, components):
    is_bare = operation.pop("x-bare", False)
    for code, response in operation["responses"].items():
        content = response.get("content", {}).get("application/json")
        if content and code.startswith("2"):
            shape = content["schema"]
            shown = example_of(shape, components, _resource(operation))
            if is_bare:
                content["example"] = shown
                continue
            said = {"success": True, "data": shown, "timestamp": MOMENT}
            name, envelope = _enveloped(shape, components, operation)
            components[name] = envelope
            content["schema"] = {"$ref": f"#/components/schemas/{name}"}
            content["example"] = said | ({"pagination": PAGE} if "pagination" in envelope["properties"] else {})


def _resource(operation):
    return operation["tags"][0].removeprefix("admin-")


def _add_example_of_body(operation, components):
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if content:
        content["example"] = example_of(content["schema"], components, _resource(operation), is_sent=True)


def _enveloped(shape, components, operation):
    """Name and shape of the envelope around `shape`; the same around the same, whichever operation answers with it."""
    whole = components.get(_name_of(shape), shape)
    if whole.get("x-list"):
        shape = {"type": "array", "items": whole["items"]}
    properties = {"success": {"const": True}, "data": shape, "timestamp": STAMP}
    if whole.get("x-list"):
        properties["pagination"] = {"$ref": "#/components/schemas/Pagination"}
    inner = _name_of(shape) or _name_of(shape.get("items", {}))
    kind = "PageAnswer" if whole.get("x-list") else "ListAnswer" if shape.get("type") == "array" else "Answer"
    own = "".join(word.title() for word in operation["operationId"].split("_"))
    return f"{inner or own}{kind}", {"type": "object", "required": list(properties), "properties": properties}


def _name_of(shape):
    return shape.get("$ref", "").rpartition("/")[2]


def _add_refusals(operation, method, answers):
    own = operation.pop("x-codes", {})
    statuses = {400, 401, 403, 404, 406, 413, 429, 500, 503, *own}
    if method in CHANGES:
        statuses |= {409, 415}
    for status in sorted(statuses):
        if str(status) not in operation["responses"]:
            codes = {CODES[status][0]} | ANYWHERE.get(status, set()) | own.get(status, set())
            more = "".join(f".{code}" for code in sorted(own.get(status, set()) - {CODES[status][0]}))
            answers.setdefault(f"{status}{more}", _refusal(status, codes))
            operation["responses"][str(status)] = {"$ref": f"#/components/responses/{status}{more}"}
    if method == "get":
        operation["responses"]["304"] = {"description": "If-None-Match로 보낸 ETag 그대로입니다."}


def _refusal(status, codes):
    name, message = CODES[status]
    example = {"success": False, "error": {"code": name, "message": message}, "timestamp": MOMENT}
    answer = {
        "description": f"{message} ({', '.join(sorted(codes))})",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}, "example": example}},
        "x-codes": sorted(codes),
    }
    if status in {429, 503}:
        answer["headers"] = {"Retry-After": {"schema": {"type": "integer"}, "description": "기다릴 초."}}
    if status == 429:
        words = {
            "RateLimit-Policy": "무엇이 몇 초에 몇 번까지인지.",
            "RateLimit": "몇 번 남았고 몇 초 뒤에 새로 세는지.",
        }
        answer["headers"] |= {name: {"schema": {"type": "string"}, "description": said} for name, said in words.items()}
    return answer


def _add_repeats(operation):
    operation.setdefault("parameters", []).append(
        {
            "name": HEADER,
            "in": "header",
            "required": False,
            "schema": {"type": "string", "pattern": f"^{KEY.pattern}$"},
            "description": "같은 값으로 다시 보내면 한 번만 만들어지고 첫 답이 다시 옵니다(24시간).",
        }
    )
