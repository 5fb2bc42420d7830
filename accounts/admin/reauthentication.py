"""The page of the back office on which staff prove anew who they are."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from accounts.services.reauthentication import Reauthentication
from polibat.security.later import Later

# The form's own fields; everything else is what staff sent, and is carried on.
OWN = {"proof", "csrfmiddlewaretoken"}


def reauthentication_page(model_admin: admin.ModelAdmin, request: HttpRequest, title: str) -> HttpResponse | None:
    """Return the page that asks for the password (or a code), or None when it was given a moment ago.

    A wrong answer comes back with status 422 and loses nothing of what was sent.
    """
    session = Reauthentication(request)
    errors, status = [], 200
    if not session.is_fresh and "proof" in request.POST:
        try:
            session.renew(request.POST["proof"])
        except Later as error:
            errors, status = error.messages, error.status
        except ValidationError as error:
            errors, status = error.messages, 422
    if session.is_fresh:
        return None
    sent = [(name, value) for name, values in request.POST.lists() for value in values if name not in OWN]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": title,
        "opts": model_admin.opts,
        "sent": sent,
        "errors": errors,
        "asks_for_code": session.asks_for_code,
    }
    return TemplateResponse(request, "admin/reauthenticate.html", context, status=status)
