"""The glue between a form and a service verb."""

import logging
from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import OperationalError
from django.shortcuts import render

from polibat.files import NOT_STORED, StorageAway
from polibat.security.later import Busy, Later, is_contention

logger = logging.getLogger(__name__)

# What `Submittable` is mixed into.
_Form = forms.BaseForm if TYPE_CHECKING else object


class Submittable(_Form):
    """Lets a bound form hand what it has to one service verb and show the verb's refusals at their fields."""

    later: Later | None = None
    is_storage_away = False

    def perform(self, service, *args, **kwargs):
        """Call `service` when the input is valid; its result, or None with the refusal among the form's errors."""
        return self.perform_unchecked(service, *args, **kwargs) if self.is_valid() else None

    def perform_unchecked(self, service, *args, **kwargs):
        """The same for a step that needs only part of the form, whose rest is still being filled in."""
        try:
            return service(*args, **kwargs)
        except ValidationError as error:
            self.add_refusal(error)
            return None
        except StorageAway:
            logger.exception("form not stored")
            self.is_storage_away = True
            self.add_error(None, ValidationError(NOT_STORED, code="storage"))
            return None
        except OperationalError as error:
            if not is_contention(error):
                raise
            logger.warning("form not stored: the database was busy", extra={"cause": type(error.__cause__).__name__})
            self.add_refusal(Busy())
            return None

    def add_refusal(self, error):
        """Show a verb's refusal: at the fields it names when the form has them, else at the top."""
        if isinstance(error, Later):
            self.later = error
        errors = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
        for field, messages in errors.items():
            self.add_error(field if field in self.fields else None, messages)

    @property
    def wait(self):
        """Seconds until the same form may be taken; 0 where waiting changes nothing."""
        return self.later.wait if self.later else 0

    @property
    def status(self):
        """The HTTP status of a page that shows this form: 200 unbound, 422 refused, 429 throttled, 503 busy or away."""
        if self.is_storage_away:
            return 503
        if self.later:
            return self.later.status
        return 422 if self.is_bound and self.errors else 200


class ServiceForm(Submittable, forms.ModelForm):
    """A form over an unsaved or changed instance that one service verb stores."""

    def submit(self, service, **kwargs):
        """Hand the validated instance to `service`; its result, or None with the refusal among the errors."""
        return self.perform(service, self.instance, **kwargs)


class PlainForm(Submittable, forms.Form):
    """A form without a model whose cleaned values go to one service verb."""


def posted(request):
    """What a form was sent with, also when it came empty; None while the page is only looked at."""
    return request.POST if request.method == "POST" else None


def form_page(request, template, form, **context):
    """Render a page around `form` with the status its state deserves, and Retry-After where waiting helps."""
    response = render(request, template, {"form": form, **context}, status=form.status)
    if form.wait:
        response["Retry-After"] = form.wait
    return response
