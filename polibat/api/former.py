"""Addresses of the API before this one: they do what ours do, and every answer says what to use instead."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

# As RFC 9745 writes a day: 2026-12-01.
SINCE = "@1796083200"
PAGE = '</api/docs>; rel="deprecation"; type="text/html"'


def former(*, instead: str, **about: Any) -> Callable[[Callable[..., Response]], Callable[..., Response]]:
    """Decorate an action (from outside) that stands for `instead`; `about` is what the schema says of it."""

    def decorate(act: Callable[..., Response]) -> Callable[..., Response]:
        @wraps(act)
        def answer(*args: Any, **kwargs: Any) -> Response:
            response = act(*args, **kwargs)
            response["Deprecation"], response["Link"] = SINCE, PAGE
            return response

        return extend_schema(deprecated=True, description=f"예전 주소입니다. 대신: {instead}", **about)(answer)

    return decorate
