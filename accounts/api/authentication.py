"""Who asks through the API: `Authorization: Bearer <access token>`, and nothing else; cookies sign nobody in here."""

from django.contrib.auth.models import Group
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import Coalesce
from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework_simplejwt.exceptions import ExpiredTokenError, TokenError

from accounts.models import Member
from accounts.services import two_factor
from accounts.services.reauthentication import is_fresh_proof
from accounts.services.tokens import read_access
from polibat.api.api_error import ApiError
from polibat.cache.statements import PreparedQuery

# The member with the staff levels, and the log-in, in one statement: who was signed out, is suspended or has a new
# password stops at once.
_signed_in = PreparedQuery(
    lambda sub, family: Member.objects.filter(
        public_id=sub, api_sessions__family=family, api_sessions__ended_at__isnull=True
    ).annotate(
        groups_held=ArraySubquery(Group.objects.filter(user=OuterRef("pk")).order_by().values("name")),
        log_in_ends=F("api_sessions__expires_at"),
        log_in_proved=Coalesce("api_sessions__proved_at", "api_sessions__created_at"),
    )
)


class TokenAuthentication(BaseAuthentication):
    """Members by access token; status and epoch are asked anew on every request, with one query.

    A view names in `before_password_change` what a member with a temporary password may do; nothing else opens.
    """

    def authenticate(self, request):
        """The member and the claims of the token; None without one. Raises ApiError (401, 403).

        `is_proven` says beside the claims whether the last proof is fresh enough for what is dangerous (spec K17).
        """
        header = request.headers.get("Authorization")
        if header is None:
            return None
        claims = _claims_of(header)
        member = _signed_in.first(sub=claims["sub"], family=claims["family"])
        is_over = member is None or member.log_in_ends <= timezone.now()
        if is_over or member.session_epoch != claims["epoch"] or not member.is_active:
            raise ApiError("TOKEN_INVALID", "로그인이 끝났습니다. 다시 로그인해 주세요.", status=401)
        view = (request.parser_context or {}).get("view")
        if member.must_change_password and getattr(view, "action", "") not in getattr(
            view, "before_password_change", ()
        ):
            message = "임시 비밀번호를 먼저 변경해 주세요."
            raise ApiError("PASSWORD_CHANGE_REQUIRED", message, status=403)
        member.levels = frozenset(member.groups_held if member.kind == Member.Kind.STAFF else ())
        # Who enrols signs in anew, so a log-in of somebody enrolled has given a code.
        member.lacks_code = two_factor.is_required(member) and not two_factor.is_enrolled(member)
        return member, claims | {"is_proven": is_fresh_proof(member.log_in_proved)}

    def authenticate_header(self, request):
        """What a 401 asks for."""
        return "Bearer"


def _claims_of(header):
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer":
        raise ApiError("TOKEN_INVALID", "잘못된 토큰 형식입니다.", status=401)
    if not token:
        raise ApiError("TOKEN_MISSING", "인증 토큰이 제공되지 않았습니다.", status=401)
    try:
        return read_access(token)
    except ExpiredTokenError:
        raise ApiError("TOKEN_EXPIRED", "Access Token이 만료되었습니다.", status=401) from None
    except TokenError:
        raise ApiError("TOKEN_INVALID", "유효하지 않은 토큰입니다.", status=401) from None


class TokenScheme(OpenApiAuthenticationExtension):
    """How the schema tells of it."""

    target_class = "accounts.api.authentication.TokenAuthentication"
    name = "bearer"

    def get_security_definition(self, auto_schema):
        """A bearer token that is a JWT."""
        return {"type": "http", "scheme": "bearer", "bearerFormat": "JWT", "description": "POST /api/auth/login의 답."}
