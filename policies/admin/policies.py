"""The back office of policies: documents and their versions, from draft to their end, all of it on record."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from polibat.staff.admin import ReadOnlyInline, RulesModelAdmin, reasoned_action
from policies import services
from policies.admin.columns import state_badge, target_badge
from policies.forms import TemplateForm, VersionForm
from policies.models import PolicyChange, PolicyVersion, VersionState

State = VersionState


class ChangeInline(ReadOnlyInline):
    """What was done with it."""

    model = PolicyChange
    view_permission = "policies.view_policyversion"
    fields = readonly_fields = ["created_at", "verb", "reason", "fields", "by"]

    def get_queryset(self, request):
        """With who did it."""
        return super().get_queryset(request).select_related("by")


class PolicyTemplateAdmin(RulesModelAdmin):
    """The documents."""

    add_words = "템플릿 등록"
    add_permission = "policies.add_policytemplate"
    change_permission = "policies.change_policytemplate"
    form = TemplateForm
    fields = ["name", "target", "is_mandatory"]

    def get_inlines(self, request, obj):
        """What was done with it, once it is there."""
        return [ChangeInline] if obj else []

    def save_model(self, request, obj, form, change):
        """Store through the services."""
        (services.change_template if change else services.add_template)(obj, by=request.user)


def _move(verb, name, description):
    return reasoned_action(verb, name=name, description=description, permission="policies.move_policyversion")


class PolicyVersionAdmin(RulesModelAdmin):
    """The versions (spec L35); what took effect never changes: members agreed to it."""

    add_words = "서비스정책 등록"
    add_permission = "policies.add_policyversion"
    change_permission = "policies.change_policyversion"
    change_form_template = "admin/policies/policyversion/change_form.html"
    form = VersionForm
    list_select_related = ["template"]
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
        return target_badge(version.template)

    @admin.display(description="정책 상태")
    def state_words(self, version):
        """Where the version is by its dates and by what staff did, in its colour."""
        return state_badge(version)

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
