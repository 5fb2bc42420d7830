"""Choosing in a poll."""

from django import forms

from boards.forms.fields import SubmissionField
from polibat.web.forms import PlainForm
from polls.services import cast_ballot


class BallotForm(PlainForm):
    """Choosing in a poll: boxes where several may be chosen, else one of several; the template draws them as cards."""

    options = forms.TypedMultipleChoiceField(
        coerce=int, required=False, error_messages={"invalid_choice": "유효하지 않은 옵션입니다."}
    )
    submission = SubmissionField()

    def __init__(self, data=None, *, poll, options):
        super().__init__(data, auto_id=False)
        self.poll = poll
        self.fields["options"].choices = [(option.pk, option.name) for option in options]

    @property
    def chosen(self):
        """The keys that were chosen, as they were sent."""
        return self["options"].value() or []

    def cast(self, *, by):
        """Store the ballot; the ballot, or None with the refusal among the errors."""
        return self.perform(self._cast, by)

    def _cast(self, by):
        data = self.cleaned_data
        return cast_ballot(self.poll, options=data["options"], by=by, submission=data["submission"])
