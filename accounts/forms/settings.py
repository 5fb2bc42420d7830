"""What members change about themselves."""

from django import forms
from django.core.exceptions import ValidationError

from accounts.forms.signup import AddressField, NicknameField, password_field
from accounts.models.validators import CharacterClassesValidator
from accounts.services import request_reset_code, reset_password
from polibat.text import clean_line, length_of
from polibat.web.forms import PlainForm

SHORTEST_NICKNAME, LONGEST_NICKNAME = 2, 20
# Why a password is too weak, in the words that my page always had.
WEAK = {
    "too_short": "새 비밀번호는 9자 이상이어야 합니다.",
    "classes": "새 비밀번호는 영문, 숫자, 특수문자를 모두 포함해야 합니다.",
}


class OwnNicknameField(NicknameField):
    """One's nickname, with the words about its length that people know from my page."""

    def clean(self, value):
        """The cleaned nickname; raises ValidationError."""
        length = length_of(clean_line(value or ""))
        if 0 < length < SHORTEST_NICKNAME:
            raise ValidationError("닉네임은 2글자 이상이어야 합니다.", code="too_short")
        if length > LONGEST_NICKNAME:
            raise ValidationError("닉네임은 20글자를 초과할 수 없습니다.", code="too_long")
        return super().clean(value)


class NicknameForm(PlainForm):
    """Another nickname."""

    nickname = OwnNicknameField()


class NewPassword(PlainForm):
    """A new password, typed twice."""

    password = password_field("새 비밀번호", "9자리 이상, 영문/숫자/특수문자 조합", "새 비밀번호를 입력해주세요.")
    password_again = password_field(
        "새 비밀번호 확인", "새 비밀번호를 다시 입력하세요", "새 비밀번호 확인을 입력해주세요."
    )

    def clean_password(self):
        """Weakness is said at its field."""
        password = self.cleaned_data["password"]
        try:
            CharacterClassesValidator().validate(password)
        except ValidationError as error:
            raise ValidationError(WEAK[error.code], code=error.code) from error
        return password

    def clean(self):
        """Both new ones are the same."""
        values = super().clean()
        first, again = values.get("password"), values.get("password_again")
        if first and again and first != again:
            message = "새 비밀번호와 확인 비밀번호가 일치하지 않습니다."
            self.add_error("password_again", ValidationError(message, code="mismatch"))
        return values


class PasswordForm(NewPassword):
    """A new password; the current one is asked unless it was a temporary one."""

    current = password_field(
        "현재 비밀번호", "현재 비밀번호", "현재 비밀번호를 입력해주세요.", autocomplete="current-password"
    )

    field_order = ["current", "password", "password_again"]

    def __init__(self, *args, asks_current=True, **kwargs):
        super().__init__(*args, **kwargs)
        if not asks_current:
            del self.fields["current"]


class WithdrawForm(PlainForm):
    """Leaving for good."""

    password = password_field("비밀번호", "비밀번호를 입력하세요", "비밀번호를 입력해 주세요.", "current-password")
    sure = forms.BooleanField(
        label="탈퇴하면 복구할 수 없다는 것을 이해했습니다.", error_messages={"required": "확인란에 체크해 주세요."}
    )


class FindAccountForm(PlainForm):
    """The address with which somebody joined."""

    email = AddressField(
        placeholder="가입한 이메일을 입력하세요",
        messages={"required": "이메일을 입력해주세요.", "invalid": "올바른 이메일 형식을 입력해주세요."},
    )

    def send_code(self, *, ip):
        """Mail a code if the address is a member's; True when the page may say that it was sent."""
        if self.is_valid():
            self.perform(request_reset_code, self.cleaned_data["email"], ip=ip)
        return not self.errors


class ResetForm(NewPassword):
    """The mailed code, and the new password."""

    code = forms.RegexField(
        r"^\s*\d{6}\s*$",
        label="인증코드",
        widget=forms.TextInput(
            attrs={
                "placeholder": "인증코드 6자리",
                "maxlength": "6",
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
            }
        ),
        error_messages={"required": "인증코드를 입력해주세요.", "invalid": "인증코드 6자리를 입력해주세요."},
    )

    field_order = ["code", "password", "password_again"]

    def reset_password_of(self, address):
        """Use the code for the new password; the member, or None with the refusal among the errors."""
        if not self.is_valid():
            return None
        values = self.cleaned_data
        return self.perform(reset_password, address, code=values["code"].strip(), password=values["password"])
