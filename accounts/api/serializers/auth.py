"""What signing in and out takes and gives."""

from django.core.exceptions import ValidationError as DjangoValidationError
from django.core.validators import ProhibitNullCharactersValidator
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.models import Member
from accounts.models.member import NICKNAME
from accounts.services.agreement import documents_to_agree
from accounts.services.staff import LEVELS
from polibat.api.fields import Moment
from polibat.text import clean_line


def address_field():
    """An e-mail address, which is taken and never given."""
    return serializers.EmailField(
        max_length=254,
        validators=[ProhibitNullCharactersValidator()],
        error_messages={"required": "이메일을 입력해 주세요.", "invalid": "올바른 이메일 형식을 입력해주세요."},
        style={"example": "new@example.com"},
    )


def password_field():
    """A password, taken as it is typed."""
    return serializers.CharField(
        max_length=128,
        trim_whitespace=False,
        write_only=True,
        error_messages={"required": "비밀번호를 입력해 주세요.", "blank": "비밀번호를 입력해 주세요."},
    )


def code_field():
    """The six digits that were mailed."""
    return serializers.RegexField(
        r"^[0-9]{6}$",
        error_messages={"required": "인증코드를 입력해주세요.", "invalid": "인증코드 6자리를 입력해주세요."},
    )


def check_nickname(value):
    """A nickname as it is stored; raises ValidationError when it is malformed."""
    nickname = clean_line(value)
    try:
        NICKNAME(nickname)
    except DjangoValidationError as error:
        raise serializers.ValidationError(error.messages) from error
    return nickname


class AddressInput(serializers.Serializer):
    """Whom to mail a code."""

    email = address_field()


class CodeInput(serializers.Serializer):
    """A mailed code."""

    email = address_field()
    code = code_field()


class SignupInput(serializers.Serializer):
    """A citizen who joins; politicians and aides apply on the site, with documents."""

    email = address_field()
    code = code_field()
    password = password_field()
    nickname = serializers.CharField(max_length=100)
    memberType = serializers.ChoiceField([Member.Kind.NORMAL.value], default=Member.Kind.NORMAL.value, source="kind")
    terms = serializers.BooleanField(help_text="이용약관에 동의합니다.")
    privacy = serializers.BooleanField(help_text="개인정보 수집 및 이용에 동의합니다.")
    agreements = serializers.ListField(
        child=serializers.CharField(max_length=20),
        required=False,
        default=list,
        help_text="그 밖에 동의하는 문서의 아이디. 적용 대상이 ALL, MEMBERS, NORMAL인 필수 문서는 모두 있어야 합니다.",
    )

    def validate_nickname(self, value):
        """As the form takes it."""
        return check_nickname(value)

    def validate(self, values):
        """Each has to be agreed to."""
        missing = [name for name in ("terms", "privacy") if not values[name]]
        if any(one.public_id not in values["agreements"] for one in documents_to_agree(is_politician=False)):
            missing.append("agreements")
        if missing:
            raise serializers.ValidationError({name: ["필수 항목에 동의해 주세요."] for name in missing})
        return values


class ClientInput(serializers.Serializer):
    """Where tokens go: `web` gets its refresh token in a cookie that no script can read."""

    client = serializers.ChoiceField(["web", "app"], default="app")


class LoginInput(ClientInput):
    """Address and password, and of staff who set it up the code of the second factor."""

    email = address_field()
    password = password_field()
    code = serializers.CharField(
        max_length=20, required=False, default="", allow_blank=True, help_text="운영자의 인증 앱 코드 또는 복구 코드."
    )


class RefreshInput(serializers.Serializer):
    """The refresh token; browsers leave it out and send their cookie."""

    refreshToken = serializers.CharField(max_length=2000, required=False)


class LogoutInput(RefreshInput):
    """Which log-ins to end."""

    everywhere = serializers.BooleanField(default=False, help_text="모든 기기에서 로그아웃합니다.")


class PasswordInput(ClientInput):
    """A new password; the current one is not asked of a member with a temporary one."""

    currentPassword = serializers.CharField(
        max_length=128, trim_whitespace=False, required=False, default="", allow_blank=True
    )
    newPassword = password_field()


class ForgottenInput(serializers.Serializer):
    """Address and nickname that belong together."""

    email = address_field()
    nickname = serializers.CharField(min_length=2, max_length=60)


class NicknameInput(serializers.Serializer):
    """What a member may change about themselves here."""

    nickname = serializers.CharField(max_length=100, required=False)

    def validate_nickname(self, value):
        """As the form takes it."""
        return check_nickname(value)


class AgreementInput(serializers.Serializer):
    """The versions that the member agrees to, which have to be all that is asked."""

    versions = serializers.ListField(child=serializers.CharField(max_length=30), max_length=20)


class Said(serializers.Serializer):
    """What was done, in words."""

    message = serializers.CharField()


class CodeSent(Said):
    """A code that is on its way."""

    expiresIn = serializers.IntegerField(help_text="코드가 살아 있는 초.")
    resendAfter = serializers.IntegerField(help_text="다시 보낼 수 있을 때까지의 초.")


class Tokens(serializers.Serializer):
    """A pair of tokens."""

    accessToken = serializers.CharField()
    refreshToken = serializers.CharField(allow_null=True, help_text="웹에서는 쿠키에 담기고 여기는 null입니다.")
    expiresIn = serializers.IntegerField(help_text="accessToken이 살아 있는 초.")


class Me(serializers.Serializer):
    """The member who asks; the address stays hidden here too."""

    memberId = serializers.CharField(source="public_id")
    nickname = serializers.CharField()
    memberType = serializers.ChoiceField(Member.Kind.choices, source="kind")
    status = serializers.ChoiceField(Member.Status.choices)
    level = serializers.SerializerMethodField()
    joinedAt = Moment(source="joined_at")
    mustChangePassword = serializers.BooleanField(source="must_change_password")
    hasAgreed = serializers.BooleanField(source="has_agreed")

    @extend_schema_field({"type": ["string", "null"], "enum": [*LEVELS, None]})
    def get_level(self, member):
        """The staff level, for staff."""
        if not member.is_staff:
            return None
        return "superuser" if member.is_superuser else "admin" if member.is_admin else "moderator"


class SignedIn(serializers.Serializer):
    """A log-in."""

    member = Me()
    tokens = Tokens()


class Asked(serializers.Serializer):
    """A version of a policy to which the member has to agree."""

    policyId = serializers.CharField(source="public_id")
    policy = serializers.CharField(source="template.key")
    title = serializers.CharField(source="template.__str__")
    summary = serializers.CharField()
    effectiveAt = Moment(source="effective_at")


class Agreement(serializers.Serializer):
    """What is still to be agreed to."""

    versions = Asked(many=True)
