"""Codes of the second factor."""

from django import forms

from polibat.web.forms import PlainForm


class CodeForm(PlainForm):
    """A code of the app, or a recovery code where the page allows one."""

    code = forms.CharField(
        label="인증 코드",
        max_length=40,
        widget=forms.TextInput(
            attrs={"placeholder": "6자리 숫자", "autocomplete": "one-time-code", "autocapitalize": "none"}
        ),
        error_messages={"required": "인증 코드를 입력해 주세요."},
    )
