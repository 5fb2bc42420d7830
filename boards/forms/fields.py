"""Fields that the forms of several boards share."""

import uuid

from django import forms


class SubmissionField(forms.UUIDField):
    """Names one filling-in of a form; sent twice, it makes one text. What is no such name is ignored."""

    def __init__(self):
        super().__init__(required=False, initial=uuid.uuid4, widget=forms.HiddenInput)

    def to_python(self, value):
        """Return the UUID, or None."""
        try:
            return uuid.UUID(str(value))
        except ValueError:
            return None


class DraftVersionField(forms.CharField):
    """Which version of a draft a form began with; None where it does not say so."""

    def __init__(self):
        super().__init__(required=False, widget=forms.HiddenInput)

    def to_python(self, value):
        """Return the number, or None."""
        return int(value) if str(value).isdecimal() and len(str(value)) < 10 else None
