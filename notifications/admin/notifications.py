"""Whether somebody was told: staff see that and when, never the words, which are the member's own."""

from django.contrib import admin

from notifications.models import Notification
from polibat.staff.admin import RulesModelAdmin


@admin.register(Notification)
class NotificationAdmin(RulesModelAdmin):
    """Notifications without their text."""

    view_permission = "accounts.view_member"
    list_display = ["pk", "kind", "member", "created_at", "read_at"]
    list_filter = ["kind", "created_at"]
    list_select_related = ["member"]
    list_display_links = None
    search_fields = ["member__public_id"]
    search_help_text = "회원 아이디(NM000001)"

    def has_view_permission(self, request, obj=None):
        """The list alone: the page of a row would be headed by its words."""
        return obj is None and super().has_view_permission(request)

    def get_search_results(self, request, queryset, search_term):
        """Notifications of one member."""
        term = search_term.strip().upper()
        return (queryset.filter(member__public_id=term) if term else queryset), False
