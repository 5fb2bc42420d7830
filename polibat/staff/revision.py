"""Which edition of a row somebody has before them, so that of two editors the later one does not win silently."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.db import connection, transaction
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from polibat.api.api_error import ApiError
from polibat.staff.detail import RowDetail

HEADER = "If-Match"
EDITED = "EDITED_MEANWHILE"
EDITED_WORDS = "그 사이에 다른 운영자가 고쳤습니다. 지금 내용을 확인한 뒤에 다시 저장해 주세요."


@dataclass(frozen=True)
class Revised(RowDetail):
    """The page of a row with the name of what its form edits: another name, another edition."""

    revision: str


class RevisionSerializer(serializers.Serializer):
    """What the page of a row shows that has a form."""

    revision = serializers.CharField(help_text="양식이 고치는 내용의 판. 고칠 때 If-Match로 보냅니다.")


def named(values: Iterable[Any]) -> str:
    """A short name for what a form edits, the same as long as nobody changes any of it."""
    return hashlib.blake2b(repr([str(value) for value in values]).encode(), digest_size=12).hexdigest()


def matched(handler: Callable[..., Response], revision: Callable[[], str]) -> Callable[..., Response]:
    """`handler` of a PATCH, which runs only while the row has the `revision` that the request names.

    Requests that name one wait for each other, so that of two at once the second is told. Raises ApiError (412).
    """

    @wraps(handler)
    def answer(request: Request, *args: Any, **kwargs: Any) -> Response:
        given = {one.strip().removeprefix("W/").strip('"') for one in request.headers[HEADER].split(",")}
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [request.path])
            if "*" not in given and revision() not in given:
                raise ApiError(EDITED, EDITED_WORDS, status=412)
            return handler(request, *args, **kwargs)

    return answer
