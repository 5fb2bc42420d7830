"""What staff looked at about members, for superusers."""

from django.contrib import admin

from accounts.models import StaffRead
from polibat.staff.admin import RulesModelAdmin

SHOWN = 5


@admin.register(StaffRead)
class StaffReadAdmin(RulesModelAdmin):
    """Who looked, at what, at whom, from where."""

    view_permission = "accounts.view_staffread"
    list_display = ["created_at", "by", "what", "whose", "ip", "device"]
    list_select_related = ["by"]
    list_filter = ["what", "created_at"]
    list_display_links = None
    search_fields = ["by__public_id"]
    search_help_text = "운영자나 회원의 아이디 (AD000001, NM000001)"
    fields = readonly_fields = ["created_at", "by", "what", "whole", "ip", "device"]

    def get_search_results(self, request, queryset, search_term):
        """Looks of one member of staff, or at one member."""
        term = search_term.strip().upper()
        if not term:
            return queryset, False
        own = queryset.filter(by__public_id=term)
        return (own if term.startswith("AD") else queryset.filter(members__contains=[term])), False

    @admin.display(description="회원")
    def whose(self, read):
        """The first of those who were shown."""
        more = len(read.members) - SHOWN
        return ", ".join(read.members[:SHOWN]) + (f" 외 {more}명" if more > 0 else "")

    @admin.display(description="회원")
    def whole(self, read):
        """All of them."""
        return ", ".join(read.members)
