"""How many queries a request needs, counted in this process on the same database."""

from urllib.parse import parse_qsl

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from bench.load import GOOD, Failed


def count_queries(case, cache_seconds):
    """The queries of a case's request after one that warmed the process up."""
    with override_settings(PAGE_CACHE_SECONDS=cache_seconds):
        request = next(case.requests)
        _send(request)
        with CaptureQueriesContext(connection) as queries:
            _send(next(case.requests) if case.is_write else request)
    return len(queries)


def _send(request):
    client = Client(HTTP_HOST="127.0.0.1")
    headers = dict(request.headers)
    for cookie in filter(None, headers.pop("Cookie", "").split("; ")):
        name, _, value = cookie.partition("=")
        client.cookies[name] = value
    fields = dict(parse_qsl(request.body.decode()))
    if request.method == "GET":
        response = client.get(request.path, headers=headers)
    else:
        response = client.post(request.path, fields, headers=headers)
    if response.status_code not in GOOD:
        raise Failed(f"{request.path}: {response.status_code}")
