"""The back office of policies: read them, publish another version, change or take back one that is only announced."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import ModelForm
from django.shortcuts import render

from polibat.admin import RulesModelAdmin
from polibat.admin_filters import by_period
from policies.models import PolicyTemplate, PolicyVersion
from policies.services import IN_EFFECT, publish_version, revise_version, withdraw_version


@admin.register(PolicyTemplate)
class PolicyTemplateAdmin(RulesModelAdmin):
    """The documents; they are part of the program."""

    list_display = ["public_id", "slug", "target", "is_mandatory", "version_serial"]
    fields = ["public_id", "slug", "target", "is_mandatory"]
    readonly_fields = ["public_id"]


class VersionForm(ModelForm):
    """A version, whose date of effect lies ahead."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "effective_at" in self.fields:
            day, moment = self.fields["effective_at"].widget.widgets
            day.attrs["aria-label"], moment.attrs["aria-label"] = "시행일 날짜", "시행일 시각"

    def clean_effective_at(self):
        """Say at the field what the service would refuse."""
        moment = self.cleaned_data["effective_at"]
        if not PolicyVersion(effective_at=moment).is_ahead:
            raise ValidationError("시행일은 지금보다 뒤여야 합니다.", code="past")
        return moment


@admin.register(PolicyVersion)
class PolicyVersionAdmin(RulesModelAdmin):
    """Versions: in effect they never change, because members agreed to them word by word."""

    add_permission = "policies.add_policyversion"
    change_permission = "policies.change_policyversion"
    forms_are_dangerous = True
    change_form_template = "admin/policies/policyversion/change_form.html"
    form = VersionForm
    list_display = ["public_id", "template", "summary", "effective_at", "standing", "is_mandatory", "created_at"]
    list_filter = ["template", "is_mandatory", by_period(("effective_at", "시행일"), ("created_at", "등록일"))]
    list_select_related = ["template"]
    fields = ["template", "summary", "effective_at", "is_mandatory", "body"]

    @admin.display(description="상태")
    def standing(self, version):
        """Where the version is by its date."""
        return "예정" if version.is_ahead else "시행"

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
        current = PolicyVersion.objects.in_effect().filter(template=template).first()
        versions = [shown, *template.versions.exclude(pk=shown.pk)]
        context = {"template": template, "versions": versions, "current": current, "shown": shown, "other": None}
        return render(request, "policies/policy.html", {**context, "is_preview": True})

    def get_readonly_fields(self, request, obj=None):
        """A version stays with its document."""
        return ["template"] if obj else []

    def has_delete_permission(self, request, obj=None):
        """Let admins take back what is only announced, one at a time."""
        return obj is not None and request.user.has_perm("policies.delete_policyversion", obj)

    def save_model(self, request, obj, form, change):
        """Publish or revise through the service."""
        try:
            (revise_version if change else publish_version)(obj, by=request.user)
        except ValidationError as error:  # it took effect while the form stood open
            messages.error(request, " ".join(error.messages))

    def delete_model(self, request, obj):
        """Take back through the service."""
        try:
            withdraw_version(obj, by=request.user)
        except ValidationError:
            messages.error(request, IN_EFFECT)
