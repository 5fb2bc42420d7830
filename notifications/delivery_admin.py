"""What became of mails: staff see to whom (by public id) what kind went and how it ended, never words or addresses."""

from django.contrib import admin

from notifications.delivery import Delivery
from polibat.admin import RulesModelAdmin


@admin.register(Delivery)
class DeliveryAdmin(RulesModelAdmin):
    """Mails without their words."""

    view_permission = "accounts.view_member"
    list_display = ["pk", "kind", "recipient", "state", "reason", "attempts", "queued_at", "accepted_at", "opened_at"]
    list_filter = ["state", "kind"]
    list_display_links = None
    search_fields = ["recipient"]
    search_help_text = "회원이나 정치인 아이디"

    def has_view_permission(self, request, obj=None):
        """The list alone."""
        return obj is None and super().has_view_permission(request)

    def get_search_results(self, request, queryset, search_term):
        """Mails to one recipient."""
        term = search_term.strip().upper()
        return (queryset.filter(recipient=term) if term else queryset), False
