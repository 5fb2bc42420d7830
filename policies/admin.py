"""The back office of policies: read them, publish another version, change or take back one that is only announced."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.forms import ModelForm

from polibat.admin import RulesModelAdmin
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
    form = VersionForm
    list_display = ["public_id", "template", "summary", "effective_at", "standing", "is_mandatory", "created_at"]
    list_filter = ["template", "is_mandatory"]
    list_select_related = ["template"]
    fields = ["template", "summary", "effective_at", "is_mandatory", "body"]

    @admin.display(description="상태")
    def standing(self, version):
        """Where the version is by its date."""
        return "예정" if version.is_ahead else "시행"

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
