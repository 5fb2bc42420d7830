"""Pages of the house itself: health, errors, the style guide and, in the embedded run, the mail that was sent."""

import sys
import time

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import RequestDataTooBig
from django.db import Error, InterfaceError, OperationalError, connection
from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from polibat.api.envelope import now_stamp
from polibat.api.errors import plain_refusal
from polibat.api.middleware import is_for_api
from polibat.files import private_storage, public_storage
from polibat.jobs import queue
from polibat.mail.breaker import mail_breaker
from polibat.security.limits import waiting_time
from polibat.web.client import trouble_with_proxies

STARTED = time.monotonic()
OUTAGE_RETRY_SECONDS = 5
# Until when what `/health/detailed` found is repeated; what it was.
_last_look = (0.0, {}, 200)


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
    response = render(request, "404.html", status=404)
    # What was here may be back in a moment, or is gone for good: nobody keeps the answer.
    response["Cache-Control"] = "no-store"
    return response


def later(request, refusal):
    """429 for a limit, 503 for a moment in which too much is going on, with the waiting time."""
    if is_for_api(request):
        return plain_refusal(refusal.status, headers={"Retry-After": refusal.wait})
    wait = {"wait": waiting_time(refusal.wait)}
    response = render(request, f"{refusal.status}.html", wait, status=refusal.status)
    response["Retry-After"] = refusal.wait
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


@require_safe
def health(request):
    """Answer that the process lives, and for how long, without any I/O."""
    environment = "development" if settings.EMBEDDED or settings.DEBUG else "production"
    uptime = round(time.monotonic() - STARTED)
    return JsonResponse({"status": "ok", "timestamp": now_stamp(), "uptime": uptime, "environment": environment})


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


def _mail():
    """Mails wait while the server is left alone; the site serves."""
    return {"status": "resting"} if mail_breaker.is_tripped() else {}


def _redis():
    caches["limits"].get("health")
    return {}


def _proxies():
    trouble = trouble_with_proxies()
    return {"status": trouble} if trouble else {}


def _storage():
    public_storage.probe()
    private_storage().probe()
    return {"kind": public_storage.kind}


@never_cache
@require_safe
def health_detailed(request):
    """What the site stands on, part by part; 503 when one that is needed is down (Redis alone is not)."""
    global _last_look  # noqa: PLW0603 - one look for everybody who asks this process
    until, said, status = _last_look
    if time.monotonic() >= until:
        said, status = _look()
        _last_look = time.monotonic() + settings.HEALTH_SECONDS, said, status
    return JsonResponse(said, status=status)


def _look():
    """What each part says, and the status of the answer."""
    parts, needed_down = {}, False
    for name, check, failures, needed in (
        ("database", _database, (Error,), True),
        ("jobs", _jobs, (Error,), False),
        ("mail", _mail, (RedisError,), False),
        ("redis", _redis, (RedisError,), False),
        ("proxies", _proxies, (), False),
        ("storage", _storage, (OSError,), True),
    ):
        try:
            parts[name] = {"status": "ok", **check()}
        except failures as error:
            parts[name] = {"status": "down", "error": type(error).__name__}
            needed_down = needed_down or needed
    down = any(part["status"] != "ok" for part in parts.values())
    status = "down" if needed_down else "degraded" if down else "ok"
    return {"status": status, "parts": parts}, 503 if needed_down else 200
