"""What the API says when it refuses: one shape, the codes (spec A12), Korean words, the right status."""

import logging
import re
from functools import singledispatch

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, RequestDataTooBig
from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponse, JsonResponse
from rest_framework import exceptions, status, views
from rest_framework.response import Response

from polibat.api.api_error import ApiError
from polibat.api.envelope import now_stamp
from polibat.files import NOT_STORED, StorageAway
from polibat.security.later import Later
from polibat.security.permission import NOT_ALLOWED

logger = logging.getLogger(__name__)

CODES = {
    400: ("VALIDATION_ERROR", "입력한 내용을 확인해 주세요."),
    401: ("UNAUTHORIZED", "로그인이 필요합니다."),
    403: ("FORBIDDEN", NOT_ALLOWED),
    404: ("NOT_FOUND", "찾을 수 없습니다."),
    405: ("METHOD_NOT_ALLOWED", "허용되지 않는 요청 방식입니다."),
    406: ("NOT_ACCEPTABLE", "요청한 형식으로 답할 수 없습니다."),
    409: ("DUPLICATE_ERROR", "이미 존재하는 데이터입니다."),
    412: ("EDITED_MEANWHILE", "그 사이에 바뀌었습니다."),
    413: ("PAYLOAD_TOO_LARGE", "보낸 내용이 너무 큽니다."),
    415: ("UNSUPPORTED_MEDIA_TYPE", "지원하지 않는 형식입니다."),
    429: ("TOO_MANY_REQUESTS", "너무 자주 요청했습니다. 잠시 후에 다시 시도해 주세요."),
    500: ("INTERNAL_SERVER_ERROR", "서버 오류가 발생했습니다."),
    503: ("SERVICE_UNAVAILABLE", "서비스를 일시적으로 사용할 수 없습니다. 잠시 후에 다시 시도해 주세요."),
}

# Codes of our ValidationErrors that are more than "look at your input": status and the API's code.
REFUSALS = {
    "unique": (409, "DUPLICATE_ERROR"),
    "unique_together": (409, "DUPLICATE_ERROR"),
    "reported": (409, "REPORT_ALREADY_EXISTS"),
    "voted": (409, "VOTE_ALREADY_PARTICIPATED"),
    "wrong": (401, "INVALID_CREDENTIALS"),
    "changed": (409, "CONFLICT"),
    "claimed": (409, "ALREADY_CLAIMED"),
    "decided": (409, "ALREADY_DECIDED"),
    "repeated": (409, "IDEMPOTENCY_KEY_REUSED"),
    "taken": (409, "NICKNAME_ALREADY_EXISTS"),
    "known": (409, "EMAIL_ALREADY_EXISTS"),
    "refresh_invalid": (401, "REFRESH_TOKEN_INVALID"),
    "refresh_expired": (401, "REFRESH_TOKEN_EXPIRED"),
    "two_factor_required": (401, "TWO_FACTOR_REQUIRED"),
    "two_factor_wrong": (401, "TWO_FACTOR_INVALID"),
    "two_factor_missing": (403, "TWO_FACTOR_NOT_SET_UP"),
    "suspended": (403, "MEMBER_SUSPENDED"),
    "banned": (403, "MEMBER_BANNED"),
    "wrong_password": (401, "INVALID_PASSWORD"),
}
OUTAGE_RETRY_SECONDS = 5


class NotFound(Http404):
    """No such row, or none that this member may know of; `code` names what was looked for (POST_NOT_FOUND)."""

    def __init__(self, code, message):
        self.code = code
        super().__init__(message)


def exception_handler(exc, context):
    """Turn Django's three refusals and DRF's own into the envelope, with the right status.

    A database that went away is a 503 with Retry-After; anything unknown stays an exception (500, logged).
    """
    answer = _answer_to(exc, context)
    if answer is not None:
        return answer
    response = views.exception_handler(exc, context)
    if response is None:
        return None
    headers = {name: response[name] for name in ("WWW-Authenticate", "Retry-After", "Allow") if name in response}
    details = _flat(response.data) if isinstance(exc, exceptions.ValidationError) else []
    message = details[0]["message"] if details and not any(line["field"] for line in details) else None
    return refusal(response.status_code, message=message, details=details, headers=headers)


@singledispatch
def _answer_to(exc: Exception, context: dict) -> HttpResponse | None:
    """What is said to one kind of exception; None where DRF's own handler knows."""
    return


@_answer_to.register
def _(exc: DjangoValidationError, context):
    return _refused(exc, context)


@_answer_to.register
def _(exc: Later, context):
    return refusal(exc.status, message=exc.messages[0], headers={"Retry-After": str(exc.wait)})


@_answer_to.register
def _(exc: Http404, context):
    return refusal(404)


@_answer_to.register
def _(exc: NotFound, context):
    return refusal(404, code=exc.code, message=str(exc))


@_answer_to.register
def _(exc: PermissionDenied, context):
    return _forbidden(context, str(exc))


@_answer_to.register
def _(exc: exceptions.PermissionDenied, context):
    return _forbidden(context)


@_answer_to.register
def _(exc: RequestDataTooBig, context):
    return refusal(413)


@_answer_to.register
def _(exc: exceptions.ParseError, context):
    return refusal(400, code="BAD_REQUEST", message="보낸 내용을 읽을 수 없습니다. JSON 형식을 확인해 주세요.")


@_answer_to.register
def _(exc: exceptions.NotAuthenticated, context):
    return refusal(401, headers={"WWW-Authenticate": "Bearer"})


@_answer_to.register
def _(exc: ApiError, context):
    # A 401 names the scheme that would help.
    headers = {"WWW-Authenticate": "Bearer"} if exc.status_code == status.HTTP_401_UNAUTHORIZED else {}
    how = {"code": exc.get_codes(), "message": str(exc.detail), "details": exc.details}
    return refusal(exc.status_code, headers=headers, **how)


@_answer_to.register
def _(exc: StorageAway, context):
    logger.error("storage away", exc_info=exc)
    is_upload = context["request"].method != "GET"
    return refusal(
        503,
        code="FILE_UPLOAD_FAILED" if is_upload else None,
        message=NOT_STORED if is_upload else "지금은 파일을 읽을 수 없습니다. 잠시 후 다시 시도해 주세요.",
        headers={"Retry-After": str(OUTAGE_RETRY_SECONDS)},
    )


@_answer_to.register(OperationalError)
@_answer_to.register(InterfaceError)
def _(exc, context):
    return refusal(503, headers={"Retry-After": str(OUTAGE_RETRY_SECONDS)})


def _forbidden(context, message=""):
    """A 403, which says so where nothing but agreeing to changed policies is missing."""
    member = context["request"].user if context.get("request") else None
    if member is not None and getattr(member, "is_in_good_standing", False) and not member.has_agreed:
        return refusal(403, code="AGREEMENT_REQUIRED", message=member.refusal)
    return refusal(403, message=message or None)


def refusal(code_of_status, *, code=None, message=None, details=None, headers=None):
    """The envelope of an error; code and message are the standard ones of the status unless given."""
    body = error_body(code_of_status, code=code, message=message, details=details)
    return Response(body, status=code_of_status, headers=headers)


def error_body(code_of_status, *, code=None, message=None, details=None):
    """What an error says."""
    name, standard = CODES.get(code_of_status, ("API_ERROR", "요청을 처리하지 못했습니다."))
    error = {"code": code or name, "message": message or standard}
    # What the message says already is no detail.
    if details := [line for line in details or () if line["field"] or line["message"] != error["message"]]:
        error["details"] = details
    return {"success": False, "error": error, "timestamp": now_stamp()}


def plain_refusal(code_of_status, *, headers=None, message=None):
    """The same outside DRF: unknown addresses, bodies over the limit, bugs."""
    body = error_body(code_of_status, message=message)
    return JsonResponse(body, status=code_of_status, headers=headers, json_dumps_params={"ensure_ascii": False})


def _refused(error, context):
    """A verb's refusal: duplicates are 409, what is wrong with the input 400 with its fields."""
    refusals = REFUSALS | getattr(context.get("view"), "refusals", {})
    known = [refusals[item.code] for item in _errors_of(error) if item.code in refusals]
    status_code, code = known[0] if known else (status.HTTP_400_BAD_REQUEST, None)
    names = getattr(context.get("view"), "field_names", {})
    details = [{"field": _camel(names.get(field, field)), "message": text} for field, text in _lines_of(error)]
    message = details[0]["message"] if known or all(not line["field"] for line in details) else None
    headers = {"WWW-Authenticate": "Bearer"} if status_code == status.HTTP_401_UNAUTHORIZED else None
    return refusal(status_code, code=code, message=message, details=details, headers=headers)


def _errors_of(error):
    return (
        [item for items in error.error_dict.values() for item in items]
        if hasattr(error, "error_dict")
        else error.error_list
    )


def _lines_of(error):
    """Field and words of each message."""
    errors = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    return [("" if field == NON_FIELD_ERRORS else field, text) for field, texts in errors.items() for text in texts]


def _camel(name):
    return re.sub(r"_([a-z])", lambda found: found[1].upper(), name)


def _flat(data, field=""):
    if isinstance(data, dict):
        return [line for key, value in data.items() for line in _flat(value, f"{field}.{key}" if field else str(key))]
    if isinstance(data, list):
        return [line for value in data for line in _flat(value, field)]
    return [{"field": "" if field == "non_field_errors" else field, "message": str(data)}]
