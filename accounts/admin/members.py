"""The back office of members: who they are, what happened to them, and the two things that admins may do."""

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from accounts.admin.columns import id_link, kind_badge, standing_badge
from accounts.forms.staff import LevelForm, PendingForm, PurposeForm, StaffMemberForm, StatusForm, SuspensionForm
from accounts.models import Consent, EmailAccess, Member, NicknameChange, StatusChange, TwoFactorChange
from accounts.services import change_member_status, change_staff_level, create_staff_member, reveal_email, two_factor
from polibat.staff.admin import ReadOnlyInline, ReasonForm, RulesModelAdmin, reasoned_action, require_reauthentication
from polibat.staff.columns import exact_moment
from polibat.web.client import device_of, ip_of
from polibat.web.forms import PlainForm, form_page, posted


def to_status(status):
    """The verb that moves a member to `status`."""

    def verb(member, *, by, reason, days=None):
        return change_member_status(member, to=status, by=by, reason=reason, days=days)

    return verb


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
    if (
        form.is_bound
        and form.is_valid()
        and (page := require_reauthentication(model_admin, request, title="이메일 열람"))
    ):
        return page
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
    return form.perform(reveal_email, member, **form.cleaned_data, **who)


class TwoFactorChangeInline(ReadOnlyInline):
    """What happened to the second factor of staff."""

    model = TwoFactorChange
    fk_name = "member"
    fields = readonly_fields = ["created_at", "verb", "reason", "by"]

    def get_queryset(self, request):
        """With who did it."""
        return super().get_queryset(request).select_related("by")


class MemberAdmin(RulesModelAdmin):
    """Members, changed by actions alone; registered where all they did is known."""

    add_words = "운영자 등록"
    fields = [
        "known_id", "nickname", "kind_shown", "standing", "staff_level", "joined", "seen", "left_at",
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
        reasoned_action(
            to_status(Member.Status.SUSPENDED),
            name="suspend",
            description="정지",
            permission="accounts.change_member_status",
            form_class=SuspensionForm,
        ),
        *(
            reasoned_action(
                to_status(status),
                name=name,
                description=words,
                permission="accounts.change_member_status",
                form_class=form,
            )
            for name, words, status, form in (
                ("ban", "강퇴", Member.Status.BANNED, ReasonForm),
                ("to_pending", "승인대기로 변경", Member.Status.PENDING, PendingForm),
                ("lift", "정지·강퇴 해제", Member.Status.APPROVED, ReasonForm),
            )
        ),
        reasoned_action(
            change_staff_level,
            name="change_staff_level",
            description="운영자 등급 변경",
            permission="accounts.add_staff_member",
            form_class=LevelForm,
        ),
        reasoned_action(
            two_factor.reset,
            name="reset_two_factor",
            description="2단계 인증 초기화",
            permission="accounts.reset_two_factor",
        ),
        reveal_address,
    ]

    add_permission = "accounts.add_staff_member"

    def add_view(self, request, form_url="", extra_context=None):
        """Register a member of staff; other members join by themselves."""
        if not self.has_add_permission(request):
            raise PermissionDenied("운영자는 총괄 운영자만 등록할 수 있습니다.")
        form = StaffMemberForm(posted(request))
        if form.is_bound and form.is_valid():
            if page := require_reauthentication(self, request, title="운영자 등록"):
                return page
            values = form.cleaned_data
            made = form.perform(
                create_staff_member,
                Member(nickname=values["nickname"]),
                address=values["email"],
                password=values["password"],
                level=values["level"],
                by=request.user,
            )
            if made:
                self.log_addition(request, made, f"운영자 등록 ({values['level']})")
                messages.success(request, f"{made}: 운영자를 등록했습니다.")
                return redirect("admin:accounts_member_change", made.pk)
        context = {**self.admin_site.each_context(request), "title": "운영자 등록", "opts": self.opts}
        return form_page(request, "admin/plain_form.html", form, **context)

    def offered(self, request, member):
        """The names of the actions that mean something for this member."""
        names = {"change_status"}
        if member.status == Member.Status.APPROVED:
            names |= {"suspend", "ban", *(["to_pending"] if member.speaks_for_politician else [])}
        elif member.status in {Member.Status.SUSPENDED, Member.Status.BANNED}:
            names |= {"lift", *(["ban"] if member.status == Member.Status.SUSPENDED else [])}
        elif member.status == Member.Status.PENDING:
            names |= {"ban"}
        if not request.user.has_perm("accounts.change_member_status", member):
            names = set()
        if member.status == Member.Status.WITHDRAWN:
            return set()
        staff = {"change_staff_level", "reset_two_factor"} if member.kind == Member.Kind.STAFF else set()
        return names | {"reveal_address"} | staff

    def get_inlines(self, request, obj):
        """The history of a second factor where there can be one."""
        is_staff = obj is not None and obj.kind == Member.Kind.STAFF
        return [*self.inlines, TwoFactorChangeInline] if is_staff else self.inlines

    def get_queryset(self, request):
        """Without the ciphers, which nothing here needs."""
        return super().get_queryset(request).defer("email_cipher", "email_index", "password")

    @admin.display(description="회원 아이디", ordering="public_id")
    def known_id(self, member):
        """The id, which leads to the member's page."""
        return id_link(member)

    @admin.display(description="회원유형", ordering="kind")
    def kind_shown(self, member):
        """The kind."""
        return kind_badge(member)

    @admin.display(description="회원상태", ordering="status")
    def standing(self, member):
        """The status, with the end of a suspension."""
        return standing_badge(member)

    @admin.display(description="가입일시", ordering="joined_at")
    def joined(self, member):
        """When the member joined."""
        return exact_moment(member.joined_at)

    @admin.display(description="최근접속일시", ordering="last_login")
    def seen(self, member):
        """When the member logged in last."""
        return exact_moment(member.last_login)

    @admin.display(description="운영자 등급")
    def staff_level(self, member):
        """The level of a member of staff."""
        if member.kind != Member.Kind.STAFF:
            return "-"
        return "superuser" if member.is_superuser else ", ".join(sorted(member.levels)) or "없음"


class StatusChangeAdmin(RulesModelAdmin):
    """One change of a status."""

    fields = ["member", "before", "after", "reason", "note", "by", "created_at"]


@admin.register(EmailAccess)
class EmailAccessAdmin(RulesModelAdmin):
    """Every look at an address: whose, by whom, from where, why."""

    person = "member.public_id"
    list_display = ["created_at", "member", "by", "ip", "device", "kind", "purpose"]
    list_filter = [("by", admin.EmptyFieldListFilter), "kind", "created_at"]
    list_select_related = ["member", "by"]
    search_fields = ["member__public_id__exact", "by__public_id__exact"]
    search_help_text = "열람 대상이나 열람자의 회원 아이디"
    fields = ["member", "by", "ip", "device", "kind", "purpose", "created_at"]


@admin.register(LogEntry)
class LogEntryAdmin(RulesModelAdmin):
    """Every act in the back office: when, who, on what, what and why."""

    list_display = ["action_time", "user", "content_type", "object_repr", "action_flag", "what"]
    list_filter = ["action_flag", "action_time"]
    list_select_related = ["user", "content_type"]
    search_fields = ["user__public_id"]
    search_help_text = "운영자의 회원 아이디(AD000001)"
    fields = readonly_fields = ["action_time", "user", "content_type", "object_repr", "action_flag", "what"]

    def get_search_results(self, request, queryset, search_term):
        """The acts of one member of staff."""
        term = search_term.strip().upper()
        return (queryset.filter(user__public_id=term) if term else queryset), False

    @admin.display(description="내용")
    def what(self, entry):
        """The message in words."""
        return entry.get_change_message() or "-"
