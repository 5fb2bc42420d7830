"""Creations that are sent twice under one `Idempotency-Key`: one row, the same answer."""

import hashlib
import re
from functools import wraps

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from rest_framework.response import Response

from polibat.api.api_error import ApiError
from polibat.models import RepeatableRequest
from polibat.web.client import visitor_of, visitor_of_member

HEADER = "Idempotency-Key"
KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")


def once(handler):
    """`handler` of a view, which runs once for a key and asker; later (or waiting) requests get the first one's answer.

    Key, work and answer are one transaction: a refusal or a crash leaves no trace, and the key may be used again.
    Raises ApiError (a key that is none) and ValidationError (the same key for something else).
    """

    @wraps(handler)
    def answer(request, *args, **kwargs):
        key = request.headers[HEADER]
        if not KEY.fullmatch(key):
            raise ApiError("VALIDATION_ERROR", "Idempotency-Key는 8~64자의 영문, 숫자, -, _입니다.")
        asked = _digest(request)
        with transaction.atomic():
            kept, is_new = RepeatableRequest.objects.get_or_create(
                asker=visitor_of(request), key=key, defaults={"digest": asked}
            )
            if not is_new:
                return _again(kept, asked)
            response = handler(request, *args, **kwargs)
            kept.status, kept.answer = response.status_code, response.data
            kept.save(update_fields=["status", "answer"])
        return response

    return answer


def forget_repeats_of(pk):
    """Delete what creations of the member `pk` were answered: it holds what the member was called and said."""
    RepeatableRequest.objects.filter(asker=visitor_of_member(pk)).delete()


def _again(kept, asked):
    if bytes(kept.digest) != asked:
        raise ValidationError("같은 Idempotency-Key로 다른 요청을 보냈습니다.", code="repeated")
    return Response(kept.answer, status=kept.status, headers={"Idempotency-Replayed": "true"})


def _digest(request):
    """What was asked: how, where to, and the body, be it JSON or a form with files."""
    sent = request._request  # noqa: SLF001 - Django's knows the kind without `; charset=…`, and the body before parsing
    asked = hashlib.sha256(b"%s %s\n" % (sent.method.encode(), sent.path.encode()))
    if sent.content_type != "multipart/form-data":
        asked.update(sent.body)
        return asked.digest()
    for name, values in sorted(request.data.lists()):
        for value in values:
            asked.update(f"\n{name}=".encode())
            _add(asked, value)
    return asked.digest()


def _add(asked, value):
    """Add what a field of a form says; a file stays on the disk, and is read from its beginning again."""
    if not isinstance(value, UploadedFile):
        asked.update(value.encode(errors="surrogatepass"))
        return
    for part in value.chunks():
        asked.update(part)
    value.seek(0)
