"""The sign-up form; its common part carries the politicians' tab too."""

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Member
from accounts.models.member import NICKNAME
from accounts.models.validators import CharacterClassesValidator
from accounts.services import check_signup_code, documents_to_agree, request_signup_code, sign_up
from polibat.security.addresses import canonical_address
from polibat.text import clean_line
from polibat.web.forms import PlainForm

NICKNAME_HELP = "※ 닉네임은 공개되며, 하루 1회, 한 달 최대 3회까지 변경할 수 있습니다."


class AddressField(forms.EmailField):
    """A mail address, whose value is its canonical form."""

    def __init__(self, *, placeholder="이메일을 입력하세요", autocomplete="email", messages=None, **kwargs):
        super().__init__(
            label="이메일",
            max_length=254,
            widget=forms.EmailInput(attrs={"placeholder": placeholder, "autocomplete": autocomplete}),
            error_messages={
                "required": "이메일을 입력해 주세요.",
                "invalid": "올바른 이메일 형식이 아닙니다.",
                **(messages or {}),
            },
            **kwargs,
        )

    def to_python(self, value):
        """Return the canonical form; what is none is refused in the words of the page."""
        typed = super().to_python(value)
        try:
            return canonical_address(typed) if typed else typed
        except ValidationError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error


def code_field(**kwargs):
    """The six digits that were mailed."""
    attrs = {
        "placeholder": "인증코드를 입력하세요",
        "inputmode": "numeric",
        "autocomplete": "one-time-code",
    }
    return forms.CharField(
        label="인증코드",
        max_length=20,
        widget=forms.TextInput(attrs=attrs),
        error_messages={"required": "이메일 인증을 완료해주세요."},
        **kwargs,
    )


def password_field(label, placeholder, required, autocomplete="new-password"):
    """A password that is never shown again."""
    return forms.CharField(
        label=label,
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(
            attrs={"placeholder": placeholder, "autocomplete": autocomplete}, render_value=False
        ),
        error_messages={"required": required},
    )


class NicknameField(forms.CharField):
    """A nickname as `Member` wants it."""

    def __init__(self, *, label="닉네임", required_message="닉네임을 입력해 주세요.", **kwargs):
        attrs = {"placeholder": "닉네임을 입력하세요", "autocomplete": "nickname", "maxlength": "20"}
        super().__init__(
            label=label,
            max_length=100,
            help_text=NICKNAME_HELP,
            widget=forms.TextInput(attrs=attrs),
            error_messages={"required": required_message},
            **kwargs,
        )

    def clean(self, value):
        """The cleaned nickname; raises ValidationError when it is malformed."""
        nickname = clean_line(super().clean(value))
        if not nickname:
            raise ValidationError(self.error_messages["required"], code="required")
        if not 2 <= len(nickname) <= 20:
            raise ValidationError("닉네임은 2-20자 사이로 입력해주세요.", code="length")
        NICKNAME(nickname)
        return nickname


class SignupFormBase(PlainForm):
    """What everybody gives who joins: a proven address, a password, two agreements.

    The button `인증코드 받기` submits the same form under the name `send_code`, so it works without JavaScript and
    keeps what was typed. A form for one kind of member adds its fields and a `member()` and hands itself to `join`.
    """

    email = AddressField()
    code = code_field()
    password = password_field("비밀번호", "9자리 이상, 영문/숫자/특수문자 조합", "비밀번호를 입력해 주세요.")
    password_again = password_field("비밀번호 확인", "비밀번호를 다시 입력하세요", "비밀번호 확인을 입력해 주세요.")
    terms = forms.BooleanField(
        label="이용약관에 동의합니다 (필수)", error_messages={"required": "필수 항목에 동의해 주세요."}
    )
    privacy = forms.BooleanField(
        label="개인정보 수집 및 이용에 동의합니다 (필수)", error_messages={"required": "필수 항목에 동의해 주세요."}
    )

    is_politician = False

    email.help_text = "※ 이메일은 공개되지 않으며, 암호화되어 안전하게 보관됩니다."

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.other_agreements = []
        for template in documents_to_agree(is_politician=self.is_politician):
            self.fields[f"agree_{template.public_id}"] = forms.BooleanField(
                label=f"{template}에 동의합니다 (필수)", error_messages={"required": "필수 항목에 동의해 주세요."}
            )
            self.other_agreements.append((self[f"agree_{template.public_id}"], template))

    def clean_password(self):
        """Weakness is said at once, before a code is tried."""
        password = self.cleaned_data["password"]
        CharacterClassesValidator().validate(password)
        return password

    def clean(self):
        """Both passwords are the same."""
        values = super().clean()
        first, again = values.get("password"), values.get("password_again")
        if first and again and first != again:
            self.add_error("password_again", ValidationError("비밀번호가 일치하지 않습니다.", code="mismatch"))
        return values

    def send_code(self, *, ip):
        """Mail a code to the typed address; True when the page may say that it was sent."""
        self._look_only_at("email")
        if not self.errors:
            self.perform_unchecked(request_signup_code, self.cleaned_data["email"], ip=ip)
        return not self.errors

    def check_code(self):
        """Try the typed code without using it; True when it is right."""
        self._look_only_at("email", "code")
        if not self.errors:
            values = self.cleaned_data
            self.perform_unchecked(check_signup_code, values["email"], code=values["code"])
        return not self.errors

    def _look_only_at(self, *names):
        """Forget what is wrong with the other fields: they are still being filled in."""
        for name in {*self.errors} - {*names}:
            del self.errors[name]

    def member(self):
        """The unsaved member; each tab knows its kind."""
        raise NotImplementedError

    def join(self, *, ip, apply=None):
        """Hand the valid form to `sign_up`; the member, or None with the refusal among the errors."""
        if not self.is_valid():
            return None
        values = self.cleaned_data
        return self.perform(
            sign_up,
            self.member(),
            address=values["email"],
            code=values["code"],
            password=values["password"],
            ip=ip,
            apply=apply,
        )


class SignupForm(SignupFormBase):
    """일반회원 회원가입."""

    nickname = NicknameField()

    field_order = ["email", "code", "password", "password_again", "nickname", "terms", "privacy"]

    def member(self):
        """A citizen."""
        return Member(kind=Member.Kind.NORMAL, nickname=self.cleaned_data["nickname"])
