"""Pages for whoever develops the site."""

from email import message_from_bytes, policy

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from dev.styleguide import samples

MAILS_SHOWN = 50


def styleguide(request):
    """Every component with sample data; only where the site is developed."""
    if not (settings.DEBUG or settings.EMBEDDED):
        raise Http404
    return render(request, "dev/styleguide.html", samples(request))


@never_cache
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
