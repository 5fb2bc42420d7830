"""Signing up, in and out; every way here ends in the same verbs as on the pages."""

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from accounts import services
from accounts.api.serializers import auth as shapes
from accounts.models import Member
from accounts.services.agreement import asked_of
from accounts.services.codes import LIFETIME, RESEND_AFTER
from accounts.services.devices import known_device, remember_device
from accounts.services.reauthentication import asks_for_code, prove_api_session
from accounts.services.tokens import AccessToken, family_of_refresh
from polibat.api.permissions import EVERYBODY, MEMBERS
from polibat.api.views import ANONYMOUS_WINDOW, ApiViewSet
from polibat.security.limits import Throttled, limits_of_network, spend_all
from polibat.web.client import device_of, ip_of
from policies.models import PolicyVersion

COOKIE, COOKIE_PATH = "__Secure-refresh" if settings.HTTPS else "refresh", "/api/auth"
CLIENT = OpenApiParameter("X-Client", str, OpenApiParameter.HEADER, enum=["web", "app"], description="client와 같음.")
SENT = {
    "message": "인증코드가 전송되었습니다.",
    "expiresIn": int(LIFETIME.total_seconds()),
    "resendAfter": int(RESEND_AFTER.total_seconds()),
}

# What the verbs call the password, where the API asks for a new one.
NEW_PASSWORD = {"password": "newPassword"}


def _count_sign_in(ip):
    """Count a request for a log-in from `ip`; raises Throttled."""
    limit = {"times": settings.API_SIGN_IN_LIMIT, "per": ANONYMOUS_WINDOW}
    spend_all(limits_of_network("api-sign-in", ip, **limit))


class AuthViewSet(ApiViewSet):
    """회원가입, 로그인, 비밀번호와 동의."""

    own_codes = {
        401: {
            *("INVALID_CREDENTIALS", "INVALID_PASSWORD", "REFRESH_TOKEN_INVALID", "REFRESH_TOKEN_EXPIRED"),
            *("TWO_FACTOR_REQUIRED", "TWO_FACTOR_INVALID"),
        },
        403: {"MEMBER_SUSPENDED", "MEMBER_BANNED", "TWO_FACTOR_NOT_SET_UP"},
        409: {"NICKNAME_ALREADY_EXISTS", "EMAIL_ALREADY_EXISTS"},
    }
    permissions = {
        **dict.fromkeys(
            ("codes", "verify_email", "signup", "login", "refresh", "logout", "forgot_password", "reset_password"),
            EVERYBODY,
        ),
        **dict.fromkeys(("me", "patch_me", "change_password", "agreement", "agree", "reauthenticate"), MEMBERS),
    }
    before_password_change = ("change_password", "logout")
    is_repeatable = False
    field_names = {"current": "currentPassword", "proof": "password", "kind": "memberType"}
    # What only looks at its body is no business of a token that has run out meanwhile.
    pagination_class = None
    filter_backends = ()

    def count_visitor(self, ip):
        """Apart from what visitors read: who shares an address with many of them stays able to sign in.

        A refresh counts only when it fails.
        """
        if self.action != "refresh":
            _count_sign_in(ip)

    @extend_schema(request=shapes.AddressInput, responses=shapes.CodeSent, summary="회원가입 인증코드 보내기")
    @action(detail=False, methods=["post"], authentication_classes=[])
    def codes(self, request):
        """이메일로 인증코드를 보냅니다. 가입된 이메일이어도 같은 답을 합니다."""
        services.request_signup_code(self.read(shapes.AddressInput)["email"], ip=ip_of(request))
        return Response(SENT)

    @extend_schema(request=shapes.CodeInput, responses=shapes.Said, summary="인증코드 확인")
    @action(detail=False, methods=["post"], url_path="verify-email", authentication_classes=[])
    def verify_email(self, request):
        """인증코드가 맞는지 미리 확인합니다. 코드를 쓰지는 않습니다."""
        given = self.read(shapes.CodeInput)
        services.check_signup_code(given["email"], code=given["code"])
        return Response({"message": "이메일 인증이 완료되었습니다."})

    @extend_schema(request=shapes.SignupInput, responses={201: shapes.Me}, summary="회원가입")
    @action(detail=False, methods=["post"], authentication_classes=[])
    def signup(self, request):
        """일반회원이 됩니다. 정치인과 보좌진은 서류와 함께 사이트에서 신청합니다."""
        given = self.read(shapes.SignupInput)
        member = services.sign_up(
            Member(kind=Member.Kind.NORMAL, nickname=given["nickname"]),
            address=given["email"],
            code=given["code"],
            password=given["password"],
            ip=ip_of(request),
        )
        return self.show(member, shapes.Me, status=201)

    @extend_schema(request=shapes.LoginInput, responses=shapes.SignedIn, parameters=[CLIENT], summary="로그인")
    @action(detail=False, methods=["post"], authentication_classes=[])
    def login(self, request):
        """이메일과 비밀번호로 로그인합니다. 웹은 client: web으로 refresh 토큰을 쿠키에 받습니다.

        2단계 인증을 쓰는 운영자에게는 401 TWO_FACTOR_REQUIRED로 답합니다. code를 함께 담아 다시 보냅니다.
        """
        given = self.read(shapes.LoginInput)
        device = known_device(request, given["email"])
        member = services.find_for_log_in(given["email"], given["password"], ip=ip_of(request), device=device)
        services.check_second_factor(member, code=given["code"], ip=ip_of(request))
        return self._signed_in(request, member, is_web=_is_web(request, given))

    @extend_schema(request=shapes.RefreshInput, responses=shapes.Tokens, summary="토큰 갱신")
    @action(detail=False, methods=["post"], authentication_classes=[])
    def refresh(self, request):
        """Refresh 토큰을 새 토큰 한 쌍으로 바꿉니다. 한 번 쓴 토큰을 다시 보내면 그 로그인은 끝납니다."""
        refresh, is_web = self._refresh_token(request, self.read(shapes.RefreshInput))
        try:
            pair = services.rotate(refresh or "")
        except Throttled:
            raise
        except ValidationError:
            _count_sign_in(ip_of(request))
            raise
        return _with_cookie(Response(_shown(pair, is_web=is_web)), pair, is_web=is_web)

    @extend_schema(request=shapes.LogoutInput, responses=shapes.Said, summary="로그아웃")
    @action(detail=False, methods=["post"])
    def logout(self, request):
        """이 기기에서, everywhere이면 모든 기기에서 로그아웃합니다. 이미 로그아웃했어도 같은 답을 합니다."""
        given = self.read(shapes.LogoutInput)
        refresh, _ = self._refresh_token(request, given)
        families = {family_of_refresh(refresh)} if refresh else set()
        if request.user.is_authenticated:
            families.add(request.auth["family"])
            if given["everywhere"]:
                services.end_sessions(request.user)
        for family in families - {None}:
            services.close_api_session(family)
        response = Response({"message": "로그아웃되었습니다."})
        response.delete_cookie(COOKIE, path=COOKIE_PATH, samesite="Strict")
        return response

    @extend_schema(
        request=shapes.ReauthenticationInput, responses=shapes.Reauthenticated, summary="본인 확인 다시 하기"
    )
    @action(detail=False, methods=["post"])
    def reauthenticate(self, request):
        """REAUTHENTICATION_REQUIRED로 거절된 일을 하기 전에 비밀번호를, 2단계 인증을 쓰면 code를 다시 보냅니다."""
        given = self.read(shapes.ReauthenticationInput)
        proof = given["code"] if asks_for_code(request.user) else given["password"]
        prove_api_session(request.user, proof, family=request.auth["family"], ip=ip_of(request))
        return Response({"message": "본인 확인이 되었습니다.", "expiresIn": settings.STAFF_REAUTHENTICATION_SECONDS})

    @extend_schema(responses=shapes.Me, summary="나")
    @action(detail=False, methods=["get"])
    def me(self, request):
        """로그인한 회원."""
        return self.show(request.user, shapes.Me)

    @extend_schema(request=shapes.NicknameInput, responses=shapes.Me, summary="닉네임 바꾸기")
    @me.mapping.patch
    def patch_me(self, request):
        """닉네임을 바꿉니다. 하루 한 번, 한 달 세 번까지입니다."""
        given = self.read(shapes.NicknameInput)
        if "nickname" in given:
            services.change_nickname(request.user, nickname=given["nickname"])
        return self.show(request.user, shapes.Me)

    @extend_schema(
        request=shapes.PasswordInput, responses=shapes.SignedIn, parameters=[CLIENT], summary="비밀번호 바꾸기"
    )
    @action(detail=False, methods=["post"], url_path="change-password")
    def change_password(self, request):
        """비밀번호를 바꿉니다. 다른 기기의 로그인은 모두 끝나고, 이 기기는 새 토큰을 받습니다."""
        self.field_names = self.field_names | NEW_PASSWORD
        given = self.read(shapes.PasswordInput)
        services.change_password(request.user, password=given["newPassword"], current=given["currentPassword"])
        return self._signed_in(request, request.user, is_web=_is_web(request, given))

    @extend_schema(request=shapes.ForgottenInput, responses=shapes.CodeSent, summary="비밀번호 찾기 인증코드 보내기")
    @action(detail=False, methods=["post"], url_path="forgot-password", authentication_classes=[])
    def forgot_password(self, request):
        """가입된 이메일이면 인증코드를 보냅니다. 가입되지 않았어도 같은 답을 합니다."""
        services.request_reset_code(self.read(shapes.ForgottenInput)["email"], ip=ip_of(request))
        return Response(SENT)

    @extend_schema(request=shapes.ResetInput, responses=shapes.Said, summary="새 비밀번호 정하기")
    @action(detail=False, methods=["post"], url_path="reset-password", authentication_classes=[])
    def reset_password(self, request):
        """인증코드로 새 비밀번호를 정합니다. 모든 로그인이 끝납니다.

        newPassword가 없으면 임시 비밀번호를 메일로 보내고, 로그인하면 비밀번호부터 바꾸게 합니다.
        """
        self.field_names = self.field_names | NEW_PASSWORD
        given = self.read(shapes.ResetInput)
        services.reset_password(given["email"], code=given["code"], password=given.get("newPassword"))
        said = "새 비밀번호로 바꾸었습니다." if "newPassword" in given else "임시 비밀번호를 이메일로 보냈습니다."
        return Response({"message": said})

    @extend_schema(responses=shapes.Agreement, summary="동의할 약관")
    @action(detail=False, methods=["get"])
    def agreement(self, request):
        """아직 동의하지 않은 약관. 없으면 빈 목록입니다."""
        return Response(shapes.Agreement({"versions": asked_of(request.user)}).data)

    @extend_schema(request=shapes.AgreementInput, responses=shapes.Me, summary="약관에 동의하기")
    @agreement.mapping.post
    def agree(self, request):
        """바뀐 약관에 동의합니다. 요청받은 모든 약관이 있어야 합니다."""
        asked = self.read(shapes.AgreementInput)["versions"]
        services.agree(request.user, versions=PolicyVersion.objects.filter(public_id__in=asked))
        return self.show(request.user, shapes.Me)

    def _refresh_token(self, request, given):
        """The token of the body, else of the cookie, whose page must be one of ours; and whether it was the cookie."""
        if "refreshToken" in given or COOKIE not in request.COOKIES:
            return given.get("refreshToken"), False
        origin = request.headers.get("Origin", "")
        own = f"{request.scheme}://{request.get_host()}"
        if origin not in {own, *settings.CORS_ALLOWED_ORIGINS}:
            raise PermissionDenied("이 주소에서는 쿠키로 갱신할 수 없습니다.")
        return request.COOKIES[COOKIE], True

    def _signed_in(self, request, member, *, is_web):
        pair = services.open_api_session(member, device=device_of(request))
        response = self.show({"member": member, "tokens": _shown(pair, is_web=is_web)}, shapes.SignedIn)
        if is_web:
            remember_device(request, response, member)
        return _with_cookie(response, pair, is_web=is_web)


def _is_web(request, given):
    return "web" in {request.headers.get("X-Client", ""), given["client"]}


def _shown(pair, *, is_web):
    return {
        "accessToken": pair.access,
        "refreshToken": None if is_web else pair.refresh,
        "expiresIn": int(min(AccessToken.lifetime, pair.session.expires_at - timezone.now()).total_seconds()),
    }


def _with_cookie(response, pair, *, is_web):
    response["Cache-Control"] = "no-store"
    if is_web:
        response.set_cookie(
            COOKIE,
            pair.refresh,
            max_age=int((pair.session.expires_at - timezone.now()).total_seconds()),
            path=COOKIE_PATH,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Strict",
        )
    return response
