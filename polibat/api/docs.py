"""`/api/docs`: the schema as a page, made on the server, so that it reads without JavaScript."""

from functools import cache

from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from polibat.api.written import written_schema

METHODS = ("get", "post", "patch", "put", "delete")


@cache
def _resources():
    """The operations by resource, once a process: addresses do not change while it runs."""
    schema = written_schema()
    found = {}
    for path, operations in schema["paths"].items():
        for method in METHODS:
            if method in operations:
                shown = _shown(path, method, operations[method], schema)
                found.setdefault(operations[method]["tags"][0], []).append(shown)
    about = {tag["name"]: tag["description"] for tag in schema["tags"]}
    return [
        {"name": name, "id": name, "about": about.get(name, ""), "operations": found[name]} for name in sorted(found)
    ]


def _shown(path, method, operation, schema):
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "path": path,
        "summary": operation.get("summary", ""),
        "description": operation.get("description", ""),
        "parameters": [
            {"name": one["name"], "where": one["in"], "about": one.get("description", ""), "type": _type(one["schema"])}
            for one in operation.get("parameters", [])
        ],
        "body": _fields(_content(operation.get("requestBody", {})), schema),
        "answers": [
            {"code": code, "about": answer.get("description", ""), "fields": _fields(_data(answer, schema), schema)}
            for code, answer in sorted(_answers(operation, schema).items())
        ],
        "is_open": not operation["security"] or {} in operation["security"],
    }


def _answers(operation, schema):
    """The answers of an operation; refusals are written once for all."""
    kept = schema["components"]["responses"]
    return {
        code: kept[answer["$ref"].rpartition("/")[2]] if "$ref" in answer else answer
        for code, answer in operation["responses"].items()
    }


def _content(holder):
    return holder.get("content", {}).get("application/json", {}).get("schema", {})


def _data(answer, schema):
    """What stands under `data` of an answer."""
    return _resolved(_content(answer), schema).get("properties", {}).get("data", {})


def _fields(shape, schema):
    """The fields of a shape, one level deep: name, type, whether needed, words."""
    shape = _resolved(shape, schema)
    shape = _resolved(shape["items"], schema) if "items" in shape else shape
    needed = shape.get("required", [])
    return [
        {"name": name, "type": _type(one), "is_needed": name in needed, "about": one.get("description", "")}
        for name, one in shape.get("properties", {}).items()
    ]


def _resolved(shape, schema):
    name = shape.get("$ref", "").rpartition("/")[2]
    return schema["components"]["schemas"][name] if name else shape


def _type(shape):
    """The type in a word or two."""
    if "$ref" in shape:
        return shape["$ref"].rpartition("/")[2]
    if "enum" in shape:
        return " | ".join(str(one) for one in shape["enum"])
    if "items" in shape:
        return f"[{_type(shape['items'])}]"
    for kind in ("oneOf", "anyOf", "allOf"):
        if kind in shape:
            return " | ".join(_type(one) for one in shape[kind])
    given = shape.get("type", "object")
    words = " | ".join(given) if isinstance(given, list) else given
    return f"{words} ({shape['format']})" if "format" in shape else words


# Nothing is changed here, so what comes by another method needs no form's token to be told so.
@csrf_exempt
@require_safe
def docs(request):
    """Every operation with its parameters, fields and answers."""
    return render(request, "api_docs.html", {"resources": _resources()})
