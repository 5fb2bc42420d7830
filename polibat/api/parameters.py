"""Query parameters that nobody reads are refused: a filter that is misspelt would find everything without a word."""

from difflib import get_close_matches
from functools import cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.plumbing import ComponentRegistry

from polibat.api.api_error import ApiError

# What other lists, or the API before this one, call the same.
OTHER_NAMES = {
    "authorId": "memberId",
    "userId": "memberId",
    "reporterId": "memberId",
    "boardType": "board",
    "board": "boardType",
    "memberType": "type",
    "targetType": "contentType",
    "dateFrom": "from",
    "dateTo": "to",
    "query": "search",
    "q": "search",
    "state": "status",
    "size": "limit",
    "pageSize": "limit",
    "offset": "page",
    "order": "sortOrder",
    "sort": "sortBy",
}
MOST_NAMED, LONGEST_NAME = 5, 40


def refuse_unknown(request):
    """Raise ApiError (UNKNOWN_PARAMETER) for query parameters that the operation does not have.

    Which it has is what its schema says, so that what is written is what is taken.
    """
    given, match = request.query_params, request.resolver_match
    if not given or match is None or request.method == "OPTIONS":
        return
    known = names_of(match.func, "GET" if request.method == "HEAD" else request.method)
    if unknown := [name for name in given if name not in known][:MOST_NAMED]:
        details = [{"field": name[:LONGEST_NAME], "message": _words(name, known)} for name in unknown]
        message = f"{details[0]['field']}: {details[0]['message']}"
        raise ApiError("UNKNOWN_PARAMETER", message, details=details)


def _words(name, known):
    near = [other for other in (OTHER_NAMES.get(name),) if other in known]
    near += [one for one in sorted(known) if len(name) > 2 and name.lower() in one.lower()]
    near += get_close_matches(name, sorted(known), cutoff=0.6)
    names = ", ".join(dict.fromkeys(near))
    return f"모르는 조건입니다. 비슷한 이름: {names}." if names else "모르는 조건입니다."


@cache
def names_of(callback, method):
    """The names that one operation reads; found once for each, by what is written of it alone."""
    is_there = method.lower() in getattr(callback, "actions", {}) or hasattr(callback.cls, method.lower())
    if not is_there:  # answered by 405
        return frozenset()
    generator = SchemaGenerator()  # the schema of a view lives as long as this
    view: Any = generator.create_view(callback, method)
    operation = view.schema.get_operation("/api", "/api", "/api", method, ComponentRegistry())
    return frozenset(one["name"] for one in operation.get("parameters", []) if one["in"] == "query")


def given_to(query, request):
    """What a serializer of query parameters makes of those of the request; an empty one counts as not sent.

    Raises ValidationError.
    """
    asked = query(data={name: value for name, value in request.query_params.items() if value})
    asked.is_valid(raise_exception=True)
    return asked.validated_data
