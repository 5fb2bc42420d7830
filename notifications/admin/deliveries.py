"""What became of mails: staff see to whom (by public id) what kind went and how it ended, never words or addresses."""

from django.contrib import admin
from django.urls import reverse

from notifications.models.delivery import Delivery
from notifications.models.mail_kinds import MAIL_WORDS
from polibat.mail.breaker import mail_breaker
from polibat.staff.admin import MOST_COUNTED, RulesModelAdmin
from polibat.staff.site import Task


class KindFilter(admin.SimpleListFilter):
    """Which mail it is, as people read it."""

    title = "종류"
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        """Every mail there is."""
        return list(MAIL_WORDS.items())

    def queryset(self, request, queryset):
        """The mails of the chosen kind."""
        return queryset.filter(kind=self.value()) if self.value() in MAIL_WORDS else queryset


@admin.register(Delivery)
class DeliveryAdmin(RulesModelAdmin):
    """Mails without their words."""

    view_permission = "accounts.view_member"
    list_display = ["pk", "words", "recipient", "state", "reason", "attempts", "queued_at", "accepted_at", "opened_at"]
    list_filter = ["state", KindFilter]
    list_display_links = None
    search_fields = ["recipient"]
    search_help_text = "회원이나 정치인 아이디"

    def tasks(self, request):
        """Mails that wait while the mail server is left alone."""
        if not mail_breaker.is_tripped():
            return []
        count = Delivery.objects.unfinished()[:MOST_COUNTED].count()
        address = f"{reverse('admin:notifications_delivery_changelist')}?state__exact={Delivery.State.QUEUED}"
        return [Task("메일 서버가 받지 않아 기다리는 메일", count, address, is_urgent=True)]

    @admin.display(description="종류", ordering="kind")
    def words(self, delivery):
        """Which mail it is, as people read it."""
        return MAIL_WORDS.get(delivery.kind, delivery.kind)

    def has_view_permission(self, request, obj=None):
        """The list alone."""
        return obj is None and super().has_view_permission(request)

    def get_search_results(self, request, queryset, search_term):
        """Mails to one recipient."""
        term = search_term.strip().upper()
        return (queryset.filter(recipient=term) if term else queryset), False
