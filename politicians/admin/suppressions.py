"""Addresses that get no more mail: whose they are, by public ids, and letting mail go there again."""

import functools

from django.contrib import admin
from django.db.models import OuterRef, Subquery

from accounts.models import Member
from notifications.models.delivery import Suppression
from notifications.services.bounces import lift_suppression
from polibat.security.encryption import email_index
from polibat.staff.admin import RulesModelAdmin, reasoned_action
from politicians.models import Politician


def _marks_of(politicians):
    """Public ids of `politicians` by the mark of their office's address."""
    rows = politicians.exclude(office_email="").values_list("public_id", "office_email")
    return {email_index(address): public_id for public_id, address in rows}


@admin.register(Suppression)
class SuppressionAdmin(RulesModelAdmin):
    """The list alone; the address itself stands nowhere, only its mark."""

    list_filter = ["reason", "created_at"]
    list_display_links = None
    search_fields = ["mark"]
    search_help_text = "회원이나 정치인 아이디"
    ordering = ["-pk"]
    actions = [
        reasoned_action(
            lift_suppression, name="lift", description="수신 중지 풀기", permission="notifications.lift_suppression"
        )
    ]

    def has_view_permission(self, request, obj=None):
        """The list alone."""
        return obj is None and super().has_view_permission(request)

    def get_queryset(self, request):
        """With the member whose address it is."""
        owner = Member.objects.filter(email_index=OuterRef("mark")).values("public_id")[:1]
        return super().get_queryset(request).annotate(member=Subquery(owner))

    def get_list_display(self, request):
        """The columns; whose address it is says the public id of a member or an office."""
        offices = functools.cache(lambda: _marks_of(Politician.objects.all()))

        @admin.display(description="받는 쪽")
        def whose(suppression):
            return suppression.member or offices().get(bytes(suppression.mark)) or "알 수 없음"

        return ["pk", whose, "reason", "created_at"]

    def get_search_results(self, request, queryset, search_term):
        """What stands against one member or one politician's office."""
        term = search_term.strip().upper().replace("\x00", "")
        if not term:
            return queryset, False
        marks = [*_marks_of(Politician.objects.filter(public_id=term))]
        members = Member.objects.filter(public_id=term).exclude(email_index=None).values_list("email_index", flat=True)
        return queryset.filter(mark__in=[*marks, *members]), False
