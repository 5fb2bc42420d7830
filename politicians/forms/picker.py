"""Naming a politician in a form: a search with a list to choose from, with and without JavaScript."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.template.loader import render_to_string

from politicians.models import Politician

MOST_OPTIONS = 50
PUBLIC_ID = re.compile(r"PL[0-9]{6,12}")


def options_for(query):
    """Return at most MOST_OPTIONS politicians whom `query` fits, in the one order, and whether there are more."""
    found = list(Politician.objects.matching(query).with_party()[: MOST_OPTIONS + 1])
    return found[:MOST_OPTIONS], len(found) > MOST_OPTIONS


class PoliticianPicker(forms.Widget):
    """Renders `politicians/_picker.html`: radio buttons below a search, which a script turns into a combobox.

    In the form's data `<name>` is the chosen public id, `<name>_q` what was searched for, `<name>_search` the press
    on 찾기 that asks for the list without storing anything.
    """

    def __init__(self, attrs=None, *, legend="소통대상 정치인 선택", note="", required_here=False):
        self.legend, self.note, self.required_here = legend, note, required_here
        self.query = ""
        super().__init__(attrs)

    def use_required_attribute(self, initial):
        """Leave the browser out of it: a radio button that is not listed yet cannot be required."""
        return False

    def value_from_datadict(self, data, files, name):
        """Remember what was searched for, and return the chosen public id."""
        self.query = str(data.get(f"{name}_q", ""))[:60].strip()
        return data.get(name)

    def render(self, name, value, attrs=None, renderer=None):
        """Render the picker with the politician of `value` chosen."""
        chosen = value if isinstance(value, Politician) else _known(value)
        options, has_more = options_for(self.query) if self.query else ([], False)
        context = {
            "name": name,
            "id": (attrs or {}).get("id", f"id_{name}"),
            "legend": self.legend,
            "note": self.note,
            "is_required": self.required_here,
            "query": self.query,
            "chosen": chosen,
            "options": [option for option in options if option != chosen],
            "has_more": has_more,
            "described_by": (attrs or {}).get("aria-describedby", ""),
            "is_invalid": bool((attrs or {}).get("aria-invalid")),
            "is_first_wrong": bool(self.attrs.get("autofocus")),
        }
        return render_to_string("politicians/_picker.html", context)


class PoliticianField(forms.Field):
    """A politician of the directory, by public id; nobody outside of it can be named."""

    widget = PoliticianPicker
    default_error_messages = {
        "required": "정치인을 선택해 주세요.",
        "unknown": "목록에서 정치인을 선택해 주세요.",
    }

    def __init__(self, *, legend="소통대상 정치인 선택", note="", **kwargs):
        required = kwargs.get("required", True)
        kwargs.setdefault("widget", PoliticianPicker(legend=legend, note=note, required_here=required))
        super().__init__(**kwargs)

    def to_python(self, value):
        """Return the Politician, None for an empty value; raises ValidationError for an id that is not there."""
        if value in self.empty_values:
            return None
        politician = value if isinstance(value, Politician) else _known(value)
        if politician is None:
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        return politician

    def has_changed(self, initial, data):
        """Compare by public id, whatever the initial value is."""
        return getattr(initial, "public_id", initial) != (data or None)


class SearchesPolitician:
    """For forms with a PoliticianField: 찾기 shows the list and keeps what was typed, checking nothing yet."""

    @property
    def is_searching(self):
        """Whether the form came only to look for a politician."""
        names = (name for name, field in self.fields.items() if isinstance(field, PoliticianField))
        return self.is_bound and any(self.add_prefix(f"{name}_search") in self.data for name in names)

    def full_clean(self):
        """Check nothing while searching."""
        if not self.is_searching:
            super().full_clean()
            return
        self._errors, self.cleaned_data = ErrorDict(), {}
        for name, field in self.fields.items():
            if isinstance(field, PoliticianField):
                field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))

    def is_valid(self):
        """Refuse to be stored while searching."""
        return not self.is_searching and super().is_valid()


def _known(public_id):
    if not PUBLIC_ID.fullmatch(str(public_id)):
        return None
    return Politician.objects.with_party().filter(public_id=public_id).first()
