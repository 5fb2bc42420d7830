"""Signing in."""

from django import forms

from accounts.forms.signup import AddressField, password_field
from accounts.services import find_for_log_in
from accounts.services.devices import known_device
from polibat.web.client import ip_of
from polibat.web.forms import PlainForm


class LoginForm(PlainForm):
    """Address, password, and whether to stay signed in; the tab is part of the page's address."""

    email = AddressField(autocomplete="username", messages={"invalid": "올바른 이메일 형식을 입력해주세요."})
    password = password_field(
        "비밀번호", "비밀번호를 입력하세요", "비밀번호를 입력해 주세요.", autocomplete="current-password"
    )
    stay = forms.BooleanField(label="로그인 상태 유지", required=False)

    def find_member(self, request):
        """The member to sign in, or None with the refusal among the errors."""
        if not self.is_valid():
            return None
        values = self.cleaned_data
        return self.perform(
            find_for_log_in,
            values["email"],
            values["password"],
            ip=ip_of(request),
            device=known_device(request, values["email"]),
        )
