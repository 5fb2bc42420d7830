"""The back office of policies: read them, publish another version."""

from django.contrib import admin

from polibat.admin import RulesModelAdmin
from policies.models import PolicyTemplate, PolicyVersion
from policies.services import publish_version


@admin.register(PolicyTemplate)
class PolicyTemplateAdmin(RulesModelAdmin):
    """The documents; they are part of the program."""

    list_display = ["public_id", "slug", "target", "is_mandatory", "version_serial"]
    fields = ["public_id", "slug", "target", "is_mandatory"]
    readonly_fields = ["public_id"]


@admin.register(PolicyVersion)
class PolicyVersionAdmin(RulesModelAdmin):
    """Versions: added, never changed, because members agreed to them word by word."""

    add_permission = "policies.add_policyversion"
    list_display = ["public_id", "template", "summary", "effective_at", "created_at"]
    list_filter = ["template"]
    list_select_related = ["template"]
    fields = ["template", "summary", "effective_at", "body"]

    def save_model(self, request, obj, form, change):
        """Publish through the service."""
        publish_version(obj, by=request.user)
