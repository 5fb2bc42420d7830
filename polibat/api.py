"""The API's kit (api.md §0): one envelope, the error codes, pages of at most 100, permissions asked from the rules."""

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.core.exceptions import ValidationError as DjangoValidationError
from django.http import Http404
from django.utils import timezone
from rest_framework import authentication, exceptions, pagination, permissions, renderers, status, views
from rest_framework.response import Response

from polibat.limits import Throttled

CODES = {
    400: ("VALIDATION_ERROR", "입력한 내용을 확인해 주세요."),
    401: ("UNAUTHORIZED", "로그인이 필요합니다."),
    403: ("FORBIDDEN", "권한이 없습니다."),
    404: ("NOT_FOUND", "찾을 수 없습니다."),
    405: ("METHOD_NOT_ALLOWED", "허용되지 않는 요청 방식입니다."),
    406: ("NOT_ACCEPTABLE", "요청한 형식으로 답할 수 없습니다."),
    413: ("PAYLOAD_TOO_LARGE", "보낸 내용이 너무 큽니다."),
    415: ("UNSUPPORTED_MEDIA_TYPE", "지원하지 않는 형식입니다."),
    429: ("TOO_MANY_REQUESTS", "너무 자주 요청했습니다. 잠시 후에 다시 시도해 주세요."),
}


def now_stamp():
    """The current moment as the API writes it: UTC, milliseconds, `Z`."""
    return timezone.now().isoformat(timespec="milliseconds").replace("+00:00", "Z")


class EnvelopeRenderer(renderers.JSONRenderer):
    """Puts what a view returns into `{success, data, timestamp}`; errors come ready-made from the handler."""

    def render(self, data, accepted_media_type=None, renderer_context=None):
        """Wrap `data` unless a handler already did."""
        response = (renderer_context or {}).get("response")
        if response is not None and response.status_code == status.HTTP_204_NO_CONTENT:
            return b""
        if not (isinstance(data, dict) and "success" in data):
            data = {"success": True, "data": data, "timestamp": now_stamp()}
        return super().render(data, accepted_media_type, renderer_context)


class Pagination(pagination.PageNumberPagination):
    """`page` and `limit` (1–100, default 20); anything else is a bad request, never a guess."""

    page_size = 20
    max_page_size = 100
    page_size_query_param = "limit"

    def get_page_size(self, request):
        """`limit` of the request."""
        return self._positive(request, "limit", self.page_size, self.max_page_size)

    def get_page_number(self, request, paginator):
        """`page` of the request."""
        return self._positive(request, "page", 1, 10**6)

    @staticmethod
    def _positive(request, name, default, highest):
        given = request.query_params.get(name, str(default))
        if not (given.isascii() and given.isdigit() and len(given) < 10 and 1 <= int(given) <= highest):
            raise exceptions.ValidationError({name: [f"1에서 {highest:,} 사이의 숫자를 입력해 주세요."]})
        return int(given)

    def get_paginated_response(self, data):
        """The envelope of a list, with `pagination` beside `data`."""
        paginator = self.page.paginator
        about = {
            "page": self.page.number,
            "limit": paginator.per_page,
            "total": paginator.count,
            "totalPages": paginator.num_pages if paginator.count else 0,
        }
        return Response({"success": True, "data": data, "pagination": about, "timestamp": now_stamp()})


class SessionAuthentication(authentication.SessionAuthentication):
    """The pages' session; says 401 (not 403) to whoever is not signed in."""

    def authenticate_header(self, request):
        """Name the scheme, so that DRF answers 401."""
        return "Session"


class RulesPermission(permissions.BasePermission):
    """Asks the rules: `<app>.<action>_<model>` of the viewset's queryset, per object where there is one."""

    verbs = {
        "list": None,
        "retrieve": None,
        "create": "add",
        "update": "change",
        "partial_update": "change",
        "destroy": "delete",
    }

    def permission(self, view):
        """The permission that this action needs; None for reading, where `visible_to` decides."""
        verb = self.verbs.get(view.action, view.action)
        meta = view.get_queryset().model._meta
        return verb and f"{meta.app_label}.{verb}_{meta.model_name}"

    def has_permission(self, request, view):
        """Whether the member may do this at all."""
        needed = self.permission(view)
        if needed is None:
            return True
        if not request.user.is_authenticated:
            raise exceptions.NotAuthenticated
        return view.detail or request.user.has_perm(needed)

    def has_object_permission(self, request, view, obj):
        """Whether the member may do this to `obj`."""
        needed = self.permission(view)
        return needed is None or request.user.has_perm(needed, obj)


def exception_handler(exc, context):
    """Turn Django's three refusals and DRF's own into the envelope, with the right status."""
    if isinstance(exc, Throttled):
        return _refusal(429, message=exc.messages[0], headers={"Retry-After": str(exc.wait)})
    if isinstance(exc, DjangoValidationError):
        return _refusal(400, details=_details(exc))
    if isinstance(exc, Http404):
        return _refusal(404)
    if isinstance(exc, PermissionDenied):
        return _refusal(403, message=str(exc) or None)
    response = views.exception_handler(exc, context)
    if response is None:
        return None
    headers = {name: response[name] for name in ("WWW-Authenticate", "Retry-After", "Allow") if name in response}
    details = _flat(response.data) if isinstance(exc, exceptions.ValidationError) else None
    return _refusal(response.status_code, details=details, headers=headers)


def _refusal(code, *, message=None, details=None, headers=None):
    name, standard = CODES.get(code, ("ERROR", "요청을 처리하지 못했습니다."))
    error = {"code": name, "message": message or standard}
    if details:
        error["details"] = details
    return Response({"success": False, "error": error, "timestamp": now_stamp()}, status=code, headers=headers)


def _details(error):
    errors = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    return [
        {"field": "" if field == NON_FIELD_ERRORS else field, "message": text}
        for field, texts in errors.items()
        for text in texts
    ]


def _flat(data, field=""):
    if isinstance(data, dict):
        return [line for key, value in data.items() for line in _flat(value, f"{field}.{key}" if field else str(key))]
    if isinstance(data, list):
        return [line for value in data for line in _flat(value, field)]
    return [{"field": "" if field == "non_field_errors" else field, "message": str(data)}]
