"""Pages for whoever develops the site."""

from email import message_from_bytes, policy

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dev import mail_previews
from dev.styleguide import samples
from notifications.models.mail_kinds import MAIL_WORDS

MAILS_SHOWN = 50


@require_safe
def styleguide(request):
    """Every component with sample data; only where the site is developed."""
    if not (settings.DEBUG or settings.EMBEDDED):
        raise Http404
    return render(request, "dev/styleguide.html", samples(request))


@never_cache
@require_safe
def dev_mail(request):
    """The last mails that the embedded run 'sent', newest first, so that a code can be read without a mail server."""
    if not settings.EMBEDDED:
        raise Http404
    files = sorted(settings.EMAIL_FILE_PATH.glob("*.eml"), reverse=True)[:MAILS_SHOWN]
    mails = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
    shown = [
        {
            "to": mail["To"],
            "subject": mail["Subject"],
            "date": mail["Date"],
            "text": mail.get_body(("plain",)).get_content(),
        }
        for mail in mails
    ]
    return render(request, "dev/dev_mail.html", {"mails": shown})


@never_cache
@require_safe
def mail_preview(request, kind=""):
    """Every mail with sample values, as HTML and as text; only where the site is developed."""
    if not (settings.DEBUG or settings.EMBEDDED):
        raise Http404
    if not kind:
        return render(request, "dev/mail_preview.html", {"mails": mail_previews.all_mails()})
    if kind not in MAIL_WORDS:
        raise Http404
    message = mail_previews.mail(kind)
    response = HttpResponse(message.alternatives[0][0])
    # The styles of a mail stand in it; nothing else may come from anywhere.
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
    )
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response
