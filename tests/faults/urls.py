"""The site's addresses, and some that fail in a certain way."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404
from django.urls import include, path

from polibat import urls
from polibat.security.limits import Throttled

handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500


def failing(error):
    """A view that raises `error`."""

    def view(request):
        raise error

    return view


urlpatterns = [
    path("fail/400/", failing(SuspiciousOperation("no"))),
    path("fail/403/", failing(PermissionDenied("이 글은 볼 수 없습니다."))),
    path("fail/404/", failing(Http404)),
    path("fail/429/", failing(Throttled(90))),
    path("fail/500/", failing(RuntimeError("boom"))),
    path("fail/503/", failing(OperationalError("server closed the connection"))),
    path("fail/503-interface/", failing(InterfaceError("connection already closed"))),
    path("body/", lambda request: request.body),
    path("", include(urls)),
]
