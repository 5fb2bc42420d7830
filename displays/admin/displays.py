"""The back office of the first page: banners and popups, made and changed through the services."""

import logging
from datetime import timedelta

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from displays import services
from displays.admin.columns import picture_cell, state_badge
from displays.events import preview_requested
from displays.forms import BannerForm, PopupForm, StorageAwayForm
from displays.models import Banner, DisplayChange, DisplayState
from polibat.days import moments_of_days
from polibat.files import StorageAway
from polibat.staff.admin import ReadOnlyInline, RulesModelAdmin, reasoned_action
from polibat.staff.site import Task

logger = logging.getLogger(__name__)


def _actions(permission):
    """중지, 게시 재개, 삭제 and 복원, each with a reason (spec D3)."""
    return [
        reasoned_action(services.stop_display, name="stop", description="중지", permission=permission),
        reasoned_action(services.resume_display, name="resume", description="게시 재개", permission=permission),
        reasoned_action(services.delete_display, name="delete", description="삭제", permission=permission),
        reasoned_action(services.restore_display, name="restore", description="복원", permission=permission),
    ]


class ChangeInline(ReadOnlyInline):
    """What was done with it."""

    model = DisplayChange
    fields = readonly_fields = ["created_at", "verb", "reason", "fields", "by"]

    def get_queryset(self, request):
        """With who did it."""
        return super().get_queryset(request).select_related("by")


class DisplayAdmin(RulesModelAdmin):
    """What banners and popups have in common."""

    change_form_template = "admin/displays/display.html"
    # What the page of one offers besides, while it is not deleted.
    moves = frozenset()

    def offered(self, request, row):
        """Return the actions that the display's state allows (spec D3)."""
        if row.state == DisplayState.DELETED:
            return {"restore"}
        return {"resume" if row.state == DisplayState.STOPPED else "stop", "delete"} | self.moves

    def get_urls(self):
        """Also the first page as a form says, stored or not."""
        name, view = f"displays_{self.opts.model_name}_preview", self.admin_site.admin_view(self.preview_view)
        mine = [
            path("preview/", view, name=f"{name}_new"),
            path("<int:object_id>/preview/", view, name=name),
        ]
        return [*mine, *super().get_urls()]

    @method_decorator([never_cache, require_POST])
    def preview_view(self, request, object_id=None):
        """Show the page where it stands as it would be with what the form says."""
        display = self.get_object(request, object_id) if object_id else None
        if object_id and display is None:
            raise Http404
        if not (self.has_change_permission(request, display) if display else self.has_add_permission(request)):
            raise PermissionDenied
        form = self.get_form(request, display, change=bool(display))(request.POST, request.FILES, instance=display)
        context = {**self.admin_site.each_context(request), "title": "미리보기", "opts": self.opts}
        (response,) = preview_requested.publish(request=request, form=form, context=context)
        return response

    def get_inlines(self, request, obj):
        """What was done with it, once it is there."""
        return [ChangeInline] if obj else []

    def has_change_permission(self, request, obj=None):
        """What is deleted is looked at, and restored before it is changed."""
        return super().has_change_permission(request, obj) and not (obj and obj.deleted_at)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The form, with the address that shows what it says; once more while its pictures cannot be stored."""
        name = f"admin:displays_{self.opts.model_name}_preview"
        url = reverse(f"{name}_new")
        if object_id:
            url = reverse(name, args=[object_id]) if object_id.isdecimal() else ""
        context = {"form_preview_url": url, **(extra_context or {})}
        try:
            return super().changeform_view(request, object_id, form_url, context)
        except StorageAway:
            logger.exception("picture not stored")
        request.is_storage_away = True
        response = super().changeform_view(request, object_id, form_url, context)
        response.status_code = 503
        return response

    def get_form(self, request, obj=None, change=False, **kwargs):  # noqa: FBT002 - Django's signature
        """The form, which says so while files cannot be stored."""
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (StorageAwayForm, form), {}) if hasattr(request, "is_storage_away") else form

    def get_fields(self, request, obj=None):
        """What is asked for a new one, and what else is known of one that is there."""
        return [*self.form_fields, *(self.shown_fields if obj else [])]

    def get_readonly_fields(self, request, obj=None):
        """What the verbs and the visitors write."""
        return self.shown_fields

    def view_on_site(self, obj):
        """A page with it, whatever its state."""
        return obj.preview_url

    def tasks(self, request):
        """Those that end today or in the three days after: somebody may want to prolong them."""
        last = timezone.localdate() + timedelta(days=3)
        count = self.model.objects.shown().filter(ends_at__lt=moments_of_days(None, last)[1]).count()
        url = reverse(f"admin:displays_{self.opts.model_name}_changelist")
        query = urlencode({"state": DisplayState.SHOWN, "by": "ends_at", "until": last.isoformat()})
        return [Task(f"곧 끝나는 {self.opts.verbose_name}", count, f"{url}?{query}")] if count else []

    @admin.display(description="상태")
    def state_words(self, display):
        """The state now, in its colour."""
        return state_badge(display)

    @admin.display(description="생성자")
    def made_by(self, display):
        """The member of staff who put it up."""
        return display.made_by or "-"

    @admin.display(description="미리보기")
    def preview(self, display):
        """A page with it on it."""
        where = "첫 화면" if display.stands_at == "/" else "목록"
        return format_html('<a href="{}" target="_blank">{}에서 보기</a>', display.preview_url, where)


LONGEST_NUMBER = 10
NOTHING_SEEN = 0


def _one_place(step):
    """A verb that moves a banner by `step` among those that are not deleted."""

    def move(model_admin, request, queryset):
        for banner in queryset.order_by("order" if step < 0 else "-order")[:1]:
            place = Banner.objects.filter(deleted_at__isnull=True, order__lte=banner.order).count()
            # What the list or the banner's own page said when it was pressed; whoever saw nothing moves nothing.
            seen = request.POST.get(f"seen-{banner.pk}", "")
            seen = int(seen) if seen.isdecimal() and len(seen) < LONGEST_NUMBER else NOTHING_SEEN
            try:
                moved = services.move_banner(banner, to=max(1, place + step), seen=seen, by=request.user)
                if not moved:
                    messages.info(request, f"{banner}: 이미 끝에 있어 더 옮길 수 없습니다.")
            except ValidationError as refusal:
                messages.error(request, f"{banner}: {' '.join(refusal.messages)}")

    return move


class BannerAdmin(DisplayAdmin):
    """배너 관리 (spec L28)."""

    add_words = "배너 등록"
    form = BannerForm
    add_permission = "displays.add_banner"
    change_permission = "displays.change_banner"
    moves = frozenset({"forward", "backward"})
    form_fields = [
        *("title", "description", "pc_upload", "mobile_upload", "target", "starts_at", "ends_at", "position"),
        *("audience", "new_window", "tracks_clicks", "on_mobile", "rotates_after"),
    ]
    shown_fields = [
        *("public_id", "state_words", "preview", "target_link", "pc_picture", "mobile_picture", "order"),
        *("impressions", "clicks", "rate", "made_by", "created_at", "updated_at"),
    ]
    actions = [*_actions("displays.change_banner"), "forward", "backward"]

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

    @admin.display(description="클릭률")
    def rate(self, banner):
        """Clicks in percent of impressions."""
        return f"{banner.click_rate}%"

    @admin.display(description="링크")
    def target_link(self, banner):
        """Where it leads, in a window of its own."""
        return format_html('<a href="{}" target="_blank" rel="noopener noreferrer">새 창에서 열기</a>', banner.target)

    @admin.display(description="PC 이미지")
    def pc_picture(self, banner):
        """The picture for wide screens, small."""
        return picture_cell(banner.pc_image, "PC 이미지")

    @admin.display(description="모바일 이미지")
    def mobile_picture(self, banner):
        """The picture for phones, small."""
        return picture_cell(banner.mobile_image, "모바일 이미지")


class PopupAdmin(DisplayAdmin):
    """팝업 관리 (spec L28)."""

    add_words = "팝업 등록"
    form = PopupForm
    add_permission = "displays.add_popup"
    change_permission = "displays.change_popup"
    form_fields = [
        *("title", "text", "upload", "remove_image", "target", "starts_at", "ends_at", "kind", "position"),
        *("audience", "can_be_hidden", "closes_after"),
    ]
    shown_fields = [
        *("public_id", "state_words", "preview", "picture", "views", "clicks", "closes"),
        *("made_by", "created_at", "updated_at"),
    ]
    actions = _actions("displays.change_popup")

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
        return picture_cell(popup.image, "팝업 이미지")
