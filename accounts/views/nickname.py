"""The buttons beside a nickname, `자동생성` and `중복 확인`: in place, or without JavaScript as part of the form."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.html import format_html
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.forms.signup import NicknameField
from accounts.models import Member
from accounts.services import suggest_nickname
from accounts.services.nickname import refuse_nickname
from polibat.security.limits import limits_of_network, spend_all
from polibat.web.client import ip_of
from polibat.web.forms import posted

BUTTONS = {"suggest_nickname", "check_nickname"}
QUESTIONS = 60
WINDOW = 10 * 60


def nickname_data(request):
    """What a form was sent with, with a nickname drawn when `자동생성` sent it; None while it is only looked at."""
    if "suggest_nickname" not in request.POST:
        return posted(request)
    data = request.POST.copy()
    data["nickname"] = suggest_nickname()
    return data


def asks_about_nickname(request, form):
    """Whether one of the buttons sent the form, whose other fields are then still being filled in."""
    if not BUTTONS & {*request.POST}:
        return False
    form.errors.clear()
    form.perform_unchecked(_limit, request)
    return True


def nickname_answer(request, form):
    """What `중복 확인` says below the field; None when the other button was pressed, or too often."""
    if "check_nickname" not in request.POST or form.later:
        return None
    kind = Member.Kind.POLITICIAN if getattr(form, "is_politician", False) else Member.Kind.NORMAL
    return _verdict(form.data.get("nickname", ""), member=request.user, kind=kind)


@never_cache
@require_safe
def nickname_check(request):
    """Answer the buttons while the form stays where it is."""
    _limit(request)
    if "suggest" in request.GET:
        return HttpResponse(suggest_nickname(), content_type="text/plain; charset=utf-8")
    kind = Member.Kind.POLITICIAN if request.GET.get("kind") == "POLITICIAN" else Member.Kind.NORMAL
    verdict = _verdict(request.GET.get("nickname", "")[:100], member=request.user, kind=kind)
    state = "ok" if verdict["ok"] else "error"
    return HttpResponse(
        format_html('<p class="field-note" data-state="{}" role="status">{}</p>', state, verdict["message"])
    )


def _limit(request):
    spend_all(limits_of_network("nickname-check", ip_of(request), times=QUESTIONS, per=WINDOW))


def _verdict(nickname, *, member, kind=Member.Kind.NORMAL):
    """Whether `member` (or a visitor who will be of a `kind`) may take a nickname: well formed, nobody else's."""
    try:
        nickname = NicknameField().clean(nickname)
        refuse_nickname(member if member.is_authenticated else Member(kind=kind), nickname)
    except ValidationError as error:
        return {"ok": False, "message": error.messages[0]}
    taken = Member.objects.with_nickname(nickname).exclude(pk=member.pk).exists()
    return {"ok": not taken, "message": "이미 사용 중인 닉네임입니다." if taken else "사용 가능한 닉네임입니다."}
