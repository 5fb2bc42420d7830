"""The back office of policies: documents and their versions, from draft to their end, all of it on record."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import OuterRef, Subquery
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from polibat.staff.admin import ReadOnlyInline, RulesModelAdmin, reasoned_action
from polibat.staff.columns import KnownList, badge, short_moment
from polibat.staff.filters import by_period
from policies import services
from policies.forms import TemplateForm, VersionForm
from policies.models import PolicyChange, PolicyTemplate, PolicyVersion, VersionState

State = VersionState
TONES = {
    State.UPCOMING: "blue",
    State.SHOWN: "green",
    State.EXPIRED: "yellow",
    State.STOPPED: "gray",
    State.DELETED: "red",
}
TARGETS = {
    PolicyTemplate.Target.EVERYBODY: "blue",
    PolicyTemplate.Target.MEMBERS: "gray",
    PolicyTemplate.Target.NORMAL: "green",
    PolicyTemplate.Target.POLITICIANS: "purple",
}


def _target(template):
    return badge(template.get_target_display(), TARGETS[template.target], outlined=True)


class ChangeInline(ReadOnlyInline):
    """What was done with it."""

    model = PolicyChange
    view_permission = "policies.view_policyversion"
    fields = readonly_fields = ["created_at", "verb", "reason", "fields", "by"]

    def get_queryset(self, request):
        """With who did it."""
        return super().get_queryset(request).select_related("by")


@admin.register(PolicyTemplate)
class PolicyTemplateAdmin(KnownList, RulesModelAdmin):
    """서비스정책 템플릿 관리 (spec L29)."""

    lead = "서비스정책 템플릿을 조회하고 관리할 수 있습니다."
    add_words = "템플릿 등록"
    add_permission = "policies.add_policytemplate"
    change_permission = "policies.change_policytemplate"
    form = TemplateForm
    list_display = ["number", "known_id", "name", "target_badge", "current", "created", "updated", "is_mandatory"]
    list_display_links = ["known_id"]
    list_filter = ["target", by_period(("updated_at", "수정일시"), ("created_at", "작성일"))]
    search_fields = ["public_id", "name"]
    search_help_text = "템플릿명, 템플릿 ID"
    fields = ["name", "target", "is_mandatory"]

    def get_inlines(self, request, obj):
        """What was done with it, once it is there."""
        return [ChangeInline] if obj else []

    def get_queryset(self, request):
        """With what is in force of each."""
        current = PolicyVersion.objects.current().filter(template=OuterRef("pk"))
        names = {f"current_{name}": Subquery(current.values(name)[:1]) for name in ("pk", "public_id", "summary")}
        return super().get_queryset(request).annotate(**names)

    @admin.display(description="서비스정책 템플릿 아이디", ordering="public_id")
    def known_id(self, template):
        """The id that leads to its page."""
        return template.public_id

    @admin.display(description="적용 대상", ordering="target")
    def target_badge(self, template):
        """Whom it concerns, in its colour."""
        return _target(template)

    @admin.display(description="작성일", ordering="created_at")
    def created(self, template):
        """When it was added."""
        return short_moment(template.created_at)

    @admin.display(description="최종수정일", ordering="updated_at")
    def updated(self, template):
        """When it was changed last."""
        return short_moment(template.updated_at)

    @admin.display(description="현재 서비스정책")
    def current(self, template):
        """The version in force, with its page."""
        if not template.current_pk:
            return "-"
        url = reverse("admin:policies_policyversion_change", args=[template.current_pk])
        return format_html('<a href="{}">{}</a><br>{}', url, template.current_public_id, template.current_summary)

    def save_model(self, request, obj, form, change):
        """Store through the services."""
        (services.change_template if change else services.add_template)(obj, by=request.user)


class StateFilter(admin.SimpleListFilter):
    """정책 상태, computed as it is shown."""

    title = "정책 상태"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        """Every state."""
        return State.choices

    def queryset(self, request, queryset):
        """The rows in the chosen state."""
        return queryset.in_state(self.value()) if self.value() in State.values else queryset


def _move(verb, name, description):
    return reasoned_action(verb, name=name, description=description, permission="policies.move_policyversion")


@admin.register(PolicyVersion)
class PolicyVersionAdmin(KnownList, RulesModelAdmin):
    """서비스정책 관리 (spec L29, L35); what took effect never changes: members agreed to it."""

    lead = "서비스정책을 조회하고 관리할 수 있습니다."
    add_words = "서비스정책 등록"
    add_permission = "policies.add_policyversion"
    change_permission = "policies.change_policyversion"
    forms_are_dangerous = True
    change_form_template = "admin/policies/policyversion/change_form.html"
    form = VersionForm
    list_display = ["number", "known_id", "template", "target", "summary", "state_words", "starts", "ends", "created"]
    list_display_links = ["known_id"]
    list_filter = [
        "template",
        StateFilter,
        by_period(("effective_at", "게시시작일"), ("ends_at", "게시종료일"), ("created_at", "작성일")),
    ]
    list_select_related = ["template"]
    search_fields = ["public_id", "summary", "template__name"]
    search_help_text = "정책명, 정책 ID, 템플릿명"
    form_fields = [
        *("template", "summary", "effective_at", "ends_at", "body"),
        *("is_mandatory", "is_downloadable", "shows_number", "tells_members"),
    ]
    shown_fields = [
        *("public_id", "target", "state_words", "version_number", "previous", "views", "agrees", "downloads"),
        *("approved_by", "approved_at", "created_by", "created_at", "updated_at"),
    ]
    actions = [
        _move(services.resume_version, "resume", "게시"),
        _move(services.stop_version, "stop", "중지(임시저장으로 변경)"),
        _move(services.delete_version, "remove", "삭제(폐기)"),
        _move(services.restore_version, "restore", "복원(임시저장으로)"),
    ]
    offers = {
        State.UPCOMING: {"stop", "remove"},
        State.SHOWN: {"stop"},
        State.STOPPED: {"resume", "remove"},
        State.DELETED: {"restore"},
        State.EXPIRED: set(),
    }

    def get_queryset(self, request):
        """With the end of each."""
        return super().get_queryset(request).with_end()

    def offered(self, request, row):
        """What can be done with a version where it is."""
        if row.state == State.SHOWN and row.template.is_needed:
            return set()
        if row.state == State.STOPPED and not row.is_draft:
            return set()
        return self.offers[row.state]

    def get_inlines(self, request, obj):
        """What was done with it, once it is there."""
        return [ChangeInline] if obj else []

    def get_fields(self, request, obj=None):
        """What is asked for a new one, and what else is known of one that is there."""
        return [*self.form_fields, *(self.shown_fields if obj else [])]

    def get_readonly_fields(self, request, obj=None):
        """A version stays with its document."""
        return ["template", *self.shown_fields] if obj else []

    @admin.display(description="적용 대상")
    def target(self, version):
        """Whom its document concerns, in its colour."""
        return _target(version.template)

    @admin.display(description="서비스정책 아이디", ordering="public_id")
    def known_id(self, version):
        """The id that leads to its page."""
        return version.public_id

    @admin.display(description="정책 상태")
    def state_words(self, version):
        """Where the version is by its dates and by what staff did, in its colour."""
        is_draft = version.state == State.STOPPED and version.is_draft
        return badge("중지(임시저장)" if is_draft else version.state.label, TONES[version.state])

    @admin.display(description="게시 시작일", ordering="effective_at")
    def starts(self, version):
        """When it comes into force."""
        return short_moment(version.effective_at)

    @admin.display(description="게시 종료일", ordering="end")
    def ends(self, version):
        """When it stops being in force; nothing while that is open."""
        return short_moment(version.end)

    @admin.display(description="작성일", ordering="created_at")
    def created(self, version):
        """When it was stored."""
        return short_moment(version.created_at)

    @admin.display(description="버전")
    def version_number(self, version):
        """As people read it."""
        return f"v{version.number}"

    @admin.display(description="이전 버전")
    def previous(self, version):
        """The version that it follows, and when that one ended."""
        before = version.template.versions.announced().exclude(pk=version.pk)
        found = before.filter(effective_at__lt=version.effective_at).with_end().defer("body").first()
        if found is None:
            return "-"
        url = reverse("admin:policies_policyversion_change", args=[found.pk])
        ended = f"{timezone.localtime(found.end):%Y.%m.%d.}" if found.end else "-"
        return format_html('<a href="{}">v{}</a> • 종료일: {}', url, found.number, ended)

    @admin.display(description="동의수")
    def agrees(self, version):
        """How many members agreed to it."""
        return f"{version.consents.count():,}"

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Show what was typed as the public page would, without storing it, when that is asked for."""
        if "_preview" in request.POST and (page := self._preview(request, object_id)):
            return page
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _preview(self, request, object_id):
        version = self.get_object(request, object_id) if object_id else None
        allowed = self.has_change_permission(request, version) if version else self.has_add_permission(request)
        if not allowed:
            raise PermissionDenied
        form = self.get_form(request, version, change=bool(version))(request.POST, instance=version)
        if not form.is_valid():
            return None
        shown = form.instance
        template = shown.template
        current = PolicyVersion.objects.current().filter(template=template).first()
        versions = [shown, *template.versions.announced().exclude(pk=shown.pk)]
        context = {"template": template, "versions": versions, "current": current, "shown": shown, "other": None}
        return render(request, "policies/policy.html", {**context, "ends_at": shown.ends_at, "is_preview": True})

    def save_model(self, request, obj, form, change):
        """Publish, keep as a draft or revise through the service."""
        keep = services.draft_version if "_draft" in request.POST else services.publish_version
        try:
            (services.revise_version if change else keep)(obj, by=request.user)
        except ValidationError as error:  # somebody was quicker while the form was checked
            messages.error(request, " ".join(error.messages))
