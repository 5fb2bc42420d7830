"""Saying what is wrong with a summary."""

from django import forms

from assist.models import SummaryComplaint
from assist.services import complain_about_summary
from polibat.web.forms import PlainForm


class ComplaintForm(PlainForm):
    """Saying what is wrong with a summary."""

    reason = forms.ChoiceField(
        label="무엇이 이상한가요?",
        choices=SummaryComplaint.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "하나를 골라 주세요.", "invalid_choice": "하나를 골라 주세요."},
    )
    text = forms.CharField(label="자세한 내용", required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, data=None, *, post):
        super().__init__(data)
        self.post = post

    def complain(self, *, by, visitor):
        """Store the complaint; the complaint, or None with the refusal among the errors."""
        return self.perform(self._complain, by, visitor)

    def _complain(self, by, visitor):
        complaint = SummaryComplaint(post=self.post, reason=self.cleaned_data["reason"], text=self.cleaned_data["text"])
        return complain_about_summary(complaint, by=by, visitor=visitor)
