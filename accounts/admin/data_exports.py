"""Requests for one's own data: staff see that and when, never the files."""

from django.contrib import admin

from accounts.models import DataExport
from polibat.staff.admin import RulesModelAdmin


@admin.register(DataExport)
class DataExportAdmin(RulesModelAdmin):
    """Who asked, and what became of it."""

    view_permission = "accounts.view_member"
    person = "member.public_id"
    list_display = ["pk", "member", "state", "tries", "size", "requested_at", "expires_at"]
    list_filter = ["state", "requested_at"]
    list_select_related = ["member"]
    list_display_links = None
    search_fields = ["member__public_id"]
    search_help_text = "회원 아이디(NM000001)"

    def has_view_permission(self, request, obj=None):
        """The list alone: a page of its own would link to the file."""
        return obj is None and super().has_view_permission(request)

    def get_search_results(self, request, queryset, search_term):
        """Requests of one member."""
        term = search_term.strip().upper()
        return (queryset.filter(member__public_id=term) if term else queryset), False
