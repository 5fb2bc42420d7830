"""The back office of the first page: banners and popups, made and changed through the services."""

import logging
from datetime import timedelta

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode

from pages import data_export_admin, services
from pages.forms import BannerForm, PopupForm, StorageAwayForm
from pages.models import Banner, DataExport, DisplayChange, DisplayState, Popup
from polibat.admin import ReadOnlyInline, RulesModelAdmin, reasoned_action
from polibat.admin_filters import by_period
from polibat.admin_site import Task
from polibat.storage import StorageAway
from polibat.text import clean_line

logger = logging.getLogger(__name__)


def _actions(permission):
    """중지, 게시 재개, 삭제 and 복원, each with a reason (staff.md 6.6)."""
    return [
        reasoned_action(services.stop_display, name="stop", description="중지", permission=permission),
        reasoned_action(services.resume_display, name="resume", description="게시 재개", permission=permission),
        reasoned_action(services.delete_display, name="delete", description="삭제", permission=permission),
        reasoned_action(services.restore_display, name="restore", description="복원", permission=permission),
    ]


class StateFilter(admin.SimpleListFilter):
    """상태, computed as it is shown."""

    title = "상태"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        """Every state."""
        return DisplayState.choices

    def queryset(self, request, queryset):
        """The rows in the chosen state."""
        return queryset.in_state(self.value()) if self.value() in DisplayState.values else queryset


class ChangeInline(ReadOnlyInline):
    """What was done with it."""

    model = DisplayChange
    fields = readonly_fields = ["created_at", "verb", "reason", "fields", "by"]

    def get_queryset(self, request):
        """With who did it."""
        return super().get_queryset(request).select_related("by")


class DisplayAdmin(RulesModelAdmin):
    """What banners and popups have in common."""

    list_filter = [
        StateFilter,
        by_period(("created_at", "작성일"), ("starts_at", "게시시작일"), ("ends_at", "게시종료일")),
    ]
    search_fields = ["public_id", "title"]

    def get_inlines(self, request, obj):
        """What was done with it, once it is there."""
        return [ChangeInline] if obj else []

    def has_change_permission(self, request, obj=None):
        """What is deleted is looked at, and restored before it is changed."""
        return super().has_change_permission(request, obj) and not (obj and obj.deleted_at)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Show the form once more, with what was typed, while its pictures cannot be stored."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except StorageAway:
            logger.exception("picture not stored")
        request.is_storage_away = True
        response = super().changeform_view(request, object_id, form_url, extra_context)
        response.status_code = 503
        return response

    def get_form(self, request, obj=None, change=False, **kwargs):  # noqa: FBT002 - Django's signature
        """The form, which says so while files cannot be stored."""
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (StorageAwayForm, form), {}) if hasattr(request, "is_storage_away") else form

    def get_search_results(self, request, queryset, search_term):
        """Rows by a part of the title or by their id."""
        term = clean_line(search_term)
        if not term:
            return queryset, False
        return queryset.filter(Q(title__icontains=term) | Q(public_id=term.upper())), False

    def get_fields(self, request, obj=None):
        """What is asked for a new one, and what else is known of one that is there."""
        return [*self.form_fields, *(self.shown_fields if obj else [])]

    def get_readonly_fields(self, request, obj=None):
        """What the verbs and the visitors write."""
        return self.shown_fields

    def view_on_site(self, obj):
        """The first page with it, whatever its state."""
        return obj.preview_url

    def tasks(self, request):
        """Those that end within three days: somebody may want to prolong them."""
        soon = timezone.now() + timedelta(days=3)
        count = self.model.objects.shown().filter(ends_at__lte=soon).count()
        url = reverse(f"admin:pages_{self.opts.model_name}_changelist")
        query = urlencode({"state": DisplayState.SHOWN})
        return [Task(f"곧 끝나는 {self.opts.verbose_name}", count, f"{url}?{query}")] if count else []

    @admin.display(description="상태")
    def state_words(self, display):
        """The state now."""
        return display.state.label

    @admin.display(description="미리보기")
    def preview(self, display):
        """The first page with it on it."""
        return format_html('<a href="{}" target="_blank">첫 화면에서 보기</a>', display.preview_url)


def _picture(file, alt):
    return format_html('<img class="picture" src="{}" alt="{}">', file.url, alt) if file else "-"


def _one_place(step):
    """A verb that moves a banner by `step` among those that are not deleted."""

    def move(model_admin, request, queryset):
        for banner in queryset.order_by("order" if step < 0 else "-order")[:1]:
            place = Banner.objects.filter(deleted_at__isnull=True, order__lte=banner.order).count()
            try:
                services.move_banner(banner, to=max(1, place + step), by=request.user)
            except ValidationError as refusal:
                messages.error(request, f"{banner}: {' '.join(refusal.messages)}")

    return move


@admin.register(Banner)
class BannerAdmin(DisplayAdmin):
    """배너 관리 (staff.md 5.13)."""

    form = BannerForm
    add_permission = "pages.add_banner"
    change_permission = "pages.change_banner"
    list_display = [
        *("public_id", "place", "title", "pc_picture", "state_words", "starts_at", "ends_at"),
        *("clicks", "created_at", "updated_at"),
    ]
    form_fields = ["title", "target", "pc_upload", "mobile_upload", "starts_at", "ends_at"]
    shown_fields = [
        *("public_id", "state_words", "preview", "pc_picture", "mobile_picture", "place"),
        *("clicks", "created_at", "updated_at"),
    ]
    actions = [*_actions("pages.change_banner"), "forward", "backward"]

    def save_model(self, request, obj, form, change):
        """Store through the services."""
        verb = services.change_banner if change else services.publish_banner
        verb(obj, by=request.user, **form.uploads)

    @admin.action(description="한 칸 앞으로", permissions=["change"])
    def forward(self, request, queryset):
        """Show it earlier."""
        _one_place(-1)(self, request, queryset)

    @admin.action(description="한 칸 뒤로", permissions=["change"])
    def backward(self, request, queryset):
        """Show it later."""
        _one_place(+1)(self, request, queryset)

    @admin.display(description="순서", ordering="order")
    def place(self, banner):
        """Which number it has in the carousel's order."""
        return banner.order

    @admin.display(description="PC 이미지")
    def pc_picture(self, banner):
        """The picture for wide screens, small."""
        return _picture(banner.pc_image, "PC 이미지")

    @admin.display(description="모바일 이미지")
    def mobile_picture(self, banner):
        """The picture for phones, small."""
        return _picture(banner.mobile_image, "모바일 이미지")


@admin.register(Popup)
class PopupAdmin(DisplayAdmin):
    """팝업 관리 (staff.md 5.12)."""

    form = PopupForm
    add_permission = "pages.add_popup"
    change_permission = "pages.change_popup"
    list_display = ["public_id", "title", "text", "picture", "state_words", "starts_at", "ends_at", "created_at"]
    form_fields = ["title", "text", "upload", "remove_image", "target", "position", "starts_at", "ends_at"]
    shown_fields = ["public_id", "state_words", "preview", "picture", "created_at", "updated_at"]
    actions = _actions("pages.change_popup")

    def save_model(self, request, obj, form, change):
        """Store through the services."""
        if change:
            removed = form.cleaned_data["remove_image"]
            services.change_popup(obj, by=request.user, remove_image=removed, **form.uploads)
        else:
            services.publish_popup(obj, by=request.user, **form.uploads)

    @admin.display(description="이미지")
    def picture(self, popup):
        """The picture, small."""
        return _picture(popup.image, "팝업 이미지")


admin.site.register(DataExport, data_export_admin.DataExportAdmin)
