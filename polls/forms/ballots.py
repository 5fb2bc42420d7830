"""Choosing in a poll."""

from django import forms
from django.core.exceptions import ValidationError

from boards.forms.fields import SubmissionField
from polibat.web.forms import PlainForm
from polls.models.poll import are_people
from polls.services import cast_ballot


class BallotForm(PlainForm):
    """Choosing in a poll: boxes where several may be chosen, else one of several; the template draws them as cards."""

    options = forms.TypedMultipleChoiceField(
        coerce=int, required=False, error_messages={"invalid_choice": "유효하지 않은 옵션입니다."}
    )
    submission = SubmissionField()

    def __init__(self, data=None, *, poll, options):
        super().__init__(data, auto_id=False)
        self.poll, self.are_people = poll, are_people(options)
        self.fields["options"].choices = [(option.pk, option.name) for option in options]

    @property
    def chosen(self):
        """The keys that were chosen, as they were sent."""
        return self["options"].value() or []

    def clean_options(self):
        """Say in the words of the poll that nothing was chosen; that of candidates is the verb's."""
        chosen = self.cleaned_data["options"]
        if not chosen and not self.are_people:
            raise ValidationError("최소 하나의 항목을 선택해주세요!", code="none")
        return chosen

    def cast(self, *, by):
        """Store the ballot; the ballot, or None with the refusal among the errors."""
        return self.perform(self._cast, by)

    def _cast(self, by):
        data = self.cleaned_data
        return cast_ballot(self.poll, options=data["options"], by=by, submission=data["submission"])
