"""Addresses that stand in mails, and the one that the mail provider calls."""

import json
import logging

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from notifications.models.mail_kinds import MAIL_WORDS
from notifications.services import bounces, links, sns

logger = logging.getLogger(__name__)

LARGEST_MESSAGE = 256 * 1024
# Bounces that are about the text or the sender: content (5.6), policy (5.7), and a mailbox that is full (5.2.2).
ABOUT_US = ("5.6.", "5.7.", "5.2.2")


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def delivery_open(request, token):
    """Lead from a mail to the text that it tells of (GET), and note the first time that somebody read it (POST).

    Mail gateways follow links by themselves, so that following one says nothing: the page that it leads to says so
    (mail-open.js) once somebody moves, types or touches there. The member whom the mail was for, signed in, is no
    gateway. Knowing the token is all that a POST needs.
    """
    try:
        key = links.delivery_key(token)
    except signing.BadSignature as error:
        raise Http404 from error
    if request.method == "POST":
        bounces.note_opening(bounces.delivery_to_open(key))
        return HttpResponse(status=204)
    delivery = bounces.delivery_to_open(key)
    looks_only = request.method == "HEAD" or "prefetch" in request.headers.get("Sec-Purpose", "")
    if not looks_only and delivery.member_id and delivery.member_id == request.user.pk:
        bounces.note_opening(delivery)
    elif delivery.opened_at is None and "#" not in delivery.url:
        return redirect(f"{delivery.url}#opened={token}")
    return redirect(delivery.url)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mail_unsubscribe(request, token):
    """Ask (GET), then send no more of these mails (POST, also by the mail program alone: RFC 8058). No log-in."""
    try:
        recipient, kind, mark = links.unsubscriber(token)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise Http404 from error
    done = request.method == "POST"
    if done:
        bounces.unsubscribe(recipient, kind, mark, everything="everything" in request.POST)
    context = {"words": MAIL_WORDS.get(kind, "알림"), "is_office": bool(mark), "done": done}
    return render(request, "notifications/mail_unsubscribe.html", context)


@csrf_exempt
@require_POST
def ses_hook(request):
    """Take notices of bounces and complaints that SES sends through SNS; 404 unless topics are set."""
    if not settings.SES_TOPICS:
        raise Http404
    try:
        message = json.loads(request.body[: LARGEST_MESSAGE + 1])
        sns.check_message(message)
        if message["Type"] == "SubscriptionConfirmation":
            sns.confirm_topic(message)
        elif message["Type"] == "Notification":
            _take(json.loads(message["Message"]))
    except PermissionDenied as error:
        logger.warning("message of SNS refused", extra={"why": str(error)})
        return JsonResponse({"error": "refused"}, status=403)
    except (ValueError, KeyError, TypeError, AttributeError):
        return JsonResponse({"error": "malformed"}, status=400)
    return HttpResponse(status=204)


def _take(notice):
    """What a notice of SES says of mails; what is not for good (a full mailbox) changes nothing."""
    kind = notice.get("notificationType") or notice.get("eventType")
    mail = notice.get("mail", {})
    key = (mail.get("tags", {}).get("delivery") or [""])[0]
    ours = [row["value"] for row in mail.get("headers", []) if row["name"].lower() == "message-id"]
    named = {"key": key if _is_key(key) else "", "message_id": ours[0] if ours else ""}
    if kind == "Bounce" and notice["bounce"].get("bounceType") == "Permanent":
        for row in notice["bounce"]["bouncedRecipients"]:
            status = row.get("status", "")
            told = {"reason": f"{status} 반송됨".strip(), "is_about_us": status.startswith(ABOUT_US)}
            bounces.note_return(**named, address=row["emailAddress"], is_complaint=False, **told)
    elif kind == "Complaint":
        for row in notice["complaint"]["complainedRecipients"]:
            bounces.note_return(**named, address=row["emailAddress"], is_complaint=True, reason="스팸으로 신고됨")


def _is_key(key):
    return isinstance(key, str) and len(key) == 32 and set(key) <= set("0123456789abcdef")
