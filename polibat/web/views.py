"""Pages of the house itself: health, errors, the style guide and, in the embedded run, the mail that was sent."""

import sys

from django.core.cache import caches
from django.core.exceptions import RequestDataTooBig
from django.db import Error, InterfaceError, OperationalError, connection
from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from redis.exceptions import RedisError

from polibat.api.errors import plain_refusal
from polibat.api.middleware import is_for_api
from polibat.files import private_storage, public_storage
from polibat.jobs import queue
from polibat.security.limits import waiting_time

MAILS_SHOWN = 50
OUTAGE_RETRY_SECONDS = 5


def bad_request(request, exception=None):
    """400, or 413 for a body over the limit, in the site's look."""
    status = 413 if isinstance(exception, RequestDataTooBig) else 400
    if is_for_api(request):
        return plain_refusal(status)
    return render(request, f"{status}.html", status=status)


def forbidden(request, exception=None):
    """403 in the site's look; who waits for an approval is told so, and led to what became of the application."""
    reason = str(exception) if exception else ""
    if is_for_api(request):
        return plain_refusal(403, message=reason or None)
    waits = bool(reason) and reason == getattr(getattr(request, "user", None), "waiting_refusal", "")
    context = {"reason": reason, "waits": waits, "title": "승인대기 중입니다" if waits else ""}
    return render(request, "403.html", context, status=403)


def csrf_failure(request, reason=""):
    """403 for a form that came without its token: usually a page that stood open too long."""
    message = "보안을 위해 양식의 유효 시간이 지났습니다. 뒤로 가서 새로고침한 다음 다시 시도해 주세요."
    return render(request, "403.html", {"reason": message}, status=403)


def not_found(request, exception=None):
    """404 in the site's look."""
    if is_for_api(request):
        return plain_refusal(404)
    return render(request, "404.html", status=404)


def throttled(request, wait):
    """429 with the waiting time (`wait`, seconds)."""
    if is_for_api(request):
        return plain_refusal(429, headers={"Retry-After": wait})
    response = render(request, "429.html", {"wait": waiting_time(wait)}, status=429)
    response["Retry-After"] = wait
    return response


def server_error(request):
    """500 without touching the database; 503 when PostgreSQL going away was the cause.

    Django closes a broken connection when the request ends, so the next request of this thread connects anew.
    """
    if not isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return plain_refusal(500) if is_for_api(request) else render(None, "500.html", status=500)
    response = plain_refusal(503) if is_for_api(request) else render(None, "503.html", status=503)
    response["Retry-After"] = OUTAGE_RETRY_SECONDS
    return response


def health(request):
    """Answer that the process lives, without any I/O."""
    return JsonResponse({"status": "ok"})


def _database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return {}


def _jobs():
    """The site serves without a worker, so a missing one makes it degraded and no more."""
    now = queue.status()
    status = "stuck" if now.is_stuck else "ok" if now.workers else "noWorker"
    return {
        "status": status,
        "workers": now.workers,
        "waiting": now.waiting,
        "doing": now.doing,
        "failedJobs": now.failed,
        "oldestSeconds": now.oldest_seconds,
    }


def _redis():
    caches["limits"].get("health")
    return {}


def _storage():
    public_storage.probe()
    private_storage().probe()
    return {"kind": public_storage.kind}


@never_cache
def health_detailed(request):
    """What the site stands on, part by part; 503 when one that is needed is down (Redis alone is not)."""
    parts, needed_down = {}, False
    for name, check, failures, needed in (
        ("database", _database, (Error,), True),
        ("jobs", _jobs, (Error,), False),
        ("redis", _redis, (RedisError,), False),
        ("storage", _storage, (OSError,), True),
    ):
        try:
            parts[name] = {"status": "ok", **check()}
        except failures as error:
            parts[name] = {"status": "down", "error": type(error).__name__}
            needed_down = needed_down or needed
    down = any(part["status"] != "ok" for part in parts.values())
    status = "down" if needed_down else "degraded" if down else "ok"
    return JsonResponse({"status": status, "parts": parts}, status=503 if needed_down else 200)
