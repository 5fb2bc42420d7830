"""Agreeing to policies that changed."""

from django import forms

from polibat.web.forms import PlainForm
from policies.models import PolicyVersion


class AgreementForm(PlainForm):
    """A tick for each version that is asked for; the service knows whether one is missing."""

    versions = forms.ModelMultipleChoiceField(
        PolicyVersion.objects.none(),
        to_field_name="public_id",
        error_messages=dict.fromkeys(("required", "invalid_choice", "invalid_list"), "필수 항목에 동의해 주세요."),
    )

    def __init__(self, data=None, *, asked):
        super().__init__(data)
        self.fields["versions"].queryset = PolicyVersion.objects.filter(pk__in=[version.pk for version in asked])
