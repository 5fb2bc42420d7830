"""The back office of members: who they are, what happened to them, and the two things that admins may do."""

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.template.response import TemplateResponse

from accounts.forms.staff import PurposeForm, StatusForm
from accounts.models import Consent, EmailAccess, Member, NicknameChange, StatusChange
from accounts.services import change_member_status, reveal_email
from polibat.admin import ReadOnlyInline, RulesModelAdmin, reasoned_action
from polibat.client import device_of, ip_of
from polibat.forms import PlainForm
from polibat.templatetags.dates import full_date


class StatusChangeInline(ReadOnlyInline):
    """How the member came to the present status."""

    model = StatusChange
    fk_name = "member"
    fields = ["created_at", "before", "after", "reason", "note", "by"]
    readonly_fields = fields


class NicknameChangeInline(ReadOnlyInline):
    """Under which names the member was known."""

    model = NicknameChange
    fields = ["created_at", "before", "after"]
    readonly_fields = fields


class ConsentInline(ReadOnlyInline):
    """What the member agreed to."""

    model = Consent
    fields = ["version", "agreed_at"]
    readonly_fields = fields

    def get_queryset(self, request):
        """With what names a version."""
        return super().get_queryset(request).select_related("version__template")


def reveal_address(model_admin, request, queryset):
    """Show the address of one member after asking for the purpose; it is neither kept in the session nor cached."""
    rows = list(queryset[:2])
    if len(rows) != 1:
        messages.error(request, "이메일은 한 번에 한 명만 열람할 수 있습니다.")
        return None
    form = PurposeForm(request.POST) if "apply" in request.POST else PurposeForm()
    address = form.is_bound and _look(form, rows[0], request)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "이메일 열람",
        "opts": model_admin.opts,
        "rows": rows,
        "form": form,
        "address": address,
        "action_name": "reveal_address",
        "checkbox_name": ACTION_CHECKBOX_NAME,
    }
    template = "admin/accounts/member/email.html" if address else "admin/reasoned_action.html"
    return TemplateResponse(request, template, context, status=form.status)


reveal_address.short_description = "이메일 열람"
reveal_address.permission = "accounts.reveal_email"


def _look(form: PlainForm, member, request):
    if not form.is_valid():
        return None
    who = {"by": request.user, "ip": ip_of(request), "device": device_of(request)}
    return form.perform(reveal_email, member, purpose=form.cleaned_data["purpose"], **who)


@admin.register(Member)
class MemberAdmin(RulesModelAdmin):
    """Members: found by id or nickname, changed by actions alone; addresses never show in lists or forms."""

    list_display = ["public_id", "kind", "standing", "nickname", "joined_at"]
    list_display_links = ["public_id", "nickname"]
    list_filter = ["kind", "status", "joined_at"]
    search_fields = ["public_id"]
    search_help_text = "회원 아이디(NM000001)나 닉네임"
    ordering = ["-pk"]
    fields = [
        "public_id", "kind", "standing", "nickname", "staff_level", "joined_at", "left_at", "last_login",
    ]  # fmt: skip
    readonly_fields = fields
    inlines = [StatusChangeInline, NicknameChangeInline, ConsentInline]
    actions = [
        reasoned_action(
            change_member_status,
            name="change_status",
            description="상태 변경",
            permission="accounts.change_member_status",
            form_class=StatusForm,
        ),
        reveal_address,
    ]

    def get_queryset(self, request):
        """Without the ciphers, which nothing here needs."""
        return super().get_queryset(request).defer("email_cipher", "email_index", "password")

    def get_search_results(self, request, queryset, search_term):
        """Find one by the whole id, or those whose nickname holds the words, both by an index."""
        term = search_term.strip()
        if not term:
            return queryset, False
        if term[:2].upper() in Member.PREFIXES.values() and term[2:].isdecimal():
            return queryset.filter(public_id=term.upper()), False
        return queryset.filter(nickname_words__bigrams=term), False

    @admin.display(description="회원 상태", ordering="status")
    def standing(self, member):
        """The status, with the end of a suspension."""
        if member.status != Member.Status.SUSPENDED:
            return member.get_status_display()
        return f"정지 ({full_date(member.suspended_until)}까지)"

    @admin.display(description="운영자 등급")
    def staff_level(self, member):
        """The level of an operator."""
        if member.kind != Member.Kind.ADMIN:
            return "-"
        return "superuser" if member.is_superuser else ", ".join(sorted(member.levels)) or "없음"


@admin.register(StatusChange)
class StatusChangeAdmin(RulesModelAdmin):
    """Every change of a status."""

    list_display = ["created_at", "member", "before", "after", "reason", "by"]
    list_filter = ["after", "created_at"]
    list_select_related = ["member", "by"]
    search_fields = ["member__public_id__exact"]
    search_help_text = "회원 아이디"
    fields = ["member", "before", "after", "reason", "note", "by", "created_at"]


@admin.register(EmailAccess)
class EmailAccessAdmin(RulesModelAdmin):
    """Every look at an address: whose, by whom, from where, why."""

    list_display = ["created_at", "member", "by", "ip", "device", "purpose"]
    list_filter = [("by", admin.EmptyFieldListFilter), "created_at"]
    list_select_related = ["member", "by"]
    search_fields = ["member__public_id__exact", "by__public_id__exact"]
    search_help_text = "열람 대상이나 열람자의 회원 아이디"
    fields = ["member", "by", "ip", "device", "purpose", "created_at"]
