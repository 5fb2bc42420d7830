"""One envelope for every answer of the API (spec A2)."""

import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from polibat.security.limits import Throttled


def answer(error=None, data=None):
    """What the API says when a view raises `error` or returns `data`."""

    class View(APIView):
        authentication_classes = ()
        permission_classes = ()

        def get(self, request):
            if error:
                raise error
            return Response(data)

    response = View.as_view()(APIRequestFactory().get("/"))
    response.render()
    return response, json.loads(response.content)


def test_success_is_wrapped():
    response, body = answer(data={"a": 1})
    assert response.status_code == 200
    assert {"success": body["success"], "data": body["data"]} == {"success": True, "data": {"a": 1}}
    assert body["timestamp"].endswith("Z")


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (ValidationError("안 됩니다."), 400, "VALIDATION_ERROR"),
        (PermissionDenied(), 403, "FORBIDDEN"),
        (Http404(), 404, "NOT_FOUND"),
        (Throttled(30), 429, "TOO_MANY_REQUESTS"),
        (exceptions.ParseError(), 400, "BAD_REQUEST"),
        (exceptions.NotAuthenticated(), 401, "UNAUTHORIZED"),
        (exceptions.UnsupportedMediaType("text/plain"), 415, "UNSUPPORTED_MEDIA_TYPE"),
    ],
)
def test_refusals_share_one_envelope(error, status, code):
    response, body = answer(error)
    assert response.status_code == status
    assert (body["success"], body["error"]["code"]) == (False, code)
    assert body["error"]["message"]


def test_a_verbs_refusal_names_its_fields():
    _, body = answer(ValidationError({"title": ["제목을 입력하세요."]}))
    assert body["error"]["details"] == [{"field": "title", "message": "제목을 입력하세요."}]


@pytest.mark.parametrize("error", [ValidationError("안 됩니다."), exceptions.ValidationError(["안 됩니다."])])
def test_what_the_message_says_is_no_detail(error):
    _, body = answer(error)
    assert (body["error"]["message"], "details" in body["error"]) == ("안 됩니다.", False)


def test_a_limit_says_when_to_come_back():
    response, body = answer(Throttled(30))
    assert response["Retry-After"] == "30"
    assert body["error"]["message"] == "너무 자주 시도했습니다. 30초 후에 다시 시도해 주세요."
