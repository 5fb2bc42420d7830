"""The back office of the first page: banners and popups, made and changed through the services."""

import logging
from datetime import timedelta

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.admin import data_exports
from accounts.models import DataExport
from displays import services
from displays.forms import BannerForm, PopupForm, StorageAwayForm
from displays.models import Banner, DisplayChange, DisplayState, Popup
from pages.views.display_preview import preview_page
from polibat.files import StorageAway
from polibat.staff.admin import ReadOnlyInline, RulesModelAdmin, reasoned_action
from polibat.staff.columns import KnownList, badge, short_moment
from polibat.staff.filters import by_period
from polibat.staff.site import Task
from polibat.text import clean_line

logger = logging.getLogger(__name__)

TONES = {
    DisplayState.UPCOMING: "blue",
    DisplayState.SHOWN: "green",
    DisplayState.EXPIRED: "yellow",
    DisplayState.STOPPED: "gray",
    DisplayState.DELETED: "red",
}
KINDS = {Popup.Kind.NOTICE: "blue", Popup.Kind.EVENT: "purple", Popup.Kind.AD: "orange"}
PLACES = {
    Banner.Position.MAIN_TOP: "blue",
    Banner.Position.MAIN_BOTTOM: "purple",
    Banner.Position.SIDEBAR: "green",
    Banner.Position.BOARD_TOP: "orange",
}
CREATED, STARTS, ENDS = ("created_at", "작성일"), ("starts_at", "게시시작일"), ("ends_at", "게시종료일")


def _actions(permission):
    """중지, 게시 재개, 삭제 and 복원, each with a reason (spec D3)."""
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


class DisplayAdmin(KnownList, RulesModelAdmin):
    """What banners and popups have in common."""

    change_form_template = "admin/displays/display.html"
    list_display_links = ["known_id"]
    search_fields = ["public_id", "title"]
    # What the page of one offers besides, while it is not deleted.
    moves = frozenset()

    def offered(self, request, row):
        """Return the actions that the display's state allows (spec D3)."""
        if row.state == DisplayState.DELETED:
            return {"restore"}
        return {"resume" if row.state == DisplayState.STOPPED else "stop", "delete"} | self.moves

    def get_urls(self):
        """Also the first page as a form says, stored or not."""
        name, view = f"pages_{self.opts.model_name}_preview", self.admin_site.admin_view(self.preview_view)
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
        return preview_page(request, form, context=context)

    def get_inlines(self, request, obj):
        """What was done with it, once it is there."""
        return [ChangeInline] if obj else []

    def has_change_permission(self, request, obj=None):
        """What is deleted is looked at, and restored before it is changed."""
        return super().has_change_permission(request, obj) and not (obj and obj.deleted_at)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The form, with the address that shows what it says; once more while its pictures cannot be stored."""
        name = f"admin:pages_{self.opts.model_name}_preview"
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

    def get_search_results(self, request, queryset, search_term):
        """Rows by a part of the title or by the beginning of their id."""
        term = clean_line(search_term)
        if not term:
            return queryset, False
        return queryset.filter(Q(title__icontains=term) | Q(public_id__startswith=term.upper())), False

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
        """Those that end within three days: somebody may want to prolong them."""
        soon = timezone.now() + timedelta(days=3)
        count = self.model.objects.shown().filter(ends_at__lte=soon).count()
        url = reverse(f"admin:pages_{self.opts.model_name}_changelist")
        query = urlencode({"state": DisplayState.SHOWN})
        return [Task(f"곧 끝나는 {self.opts.verbose_name}", count, f"{url}?{query}")] if count else []

    @admin.display(description="상태")
    def state_words(self, display):
        """The state now, in its colour."""
        return badge(display.state.label, TONES[display.state])

    @admin.display(description="게시 시작일", ordering="starts_at")
    def starts(self, display):
        """From when on it is shown."""
        return short_moment(display.starts_at)

    @admin.display(description="게시 종료일", ordering="ends_at")
    def ends(self, display):
        """Until when it is shown."""
        return short_moment(display.ends_at)

    @admin.display(description="작성일", ordering="created_at")
    def created(self, display):
        """When it was put up."""
        return short_moment(display.created_at)

    @admin.display(description="생성자")
    def made_by(self, display):
        """The member of staff who put it up."""
        return display.made_by or "-"

    @admin.display(description="미리보기")
    def preview(self, display):
        """A page with it on it."""
        where = "첫 화면" if display.stands_at == "/" else "목록"
        return format_html('<a href="{}" target="_blank">{}에서 보기</a>', display.preview_url, where)


def _picture(file, alt):
    if not file:
        return "-"
    name = file.name.rpartition("/")[2]
    return format_html('<img class="picture" src="{}" alt="{}"><br><span class="quiet">{}</span>', file.url, alt, name)


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


@admin.register(Banner)
class BannerAdmin(DisplayAdmin):
    """배너 관리 (spec L28)."""

    lead = "배너를 조회하고 관리할 수 있습니다."
    add_words = "배너 등록"
    form = BannerForm
    add_permission = "displays.add_banner"
    change_permission = "displays.change_banner"
    list_display = [
        *(
            "number",
            "known_id",
            "known_title",
            "listed_picture",
            "banner_state",
            "starts",
            "ends",
            "created",
            "updated",
        ),
        *("place", "place_badge", "audience", "impressions", "clicks", "rate"),
    ]
    list_filter = [StateFilter, by_period(STARTS, ENDS, CREATED), "position", "audience"]
    search_help_text = "제목, 배너 ID"
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

    @admin.display(description="배너 아이디", ordering="public_id")
    def known_id(self, banner):
        """The id that leads to its page."""
        return banner.public_id

    @admin.display(description="배너 제목", ordering="title")
    def known_title(self, banner):
        """What visitors are read."""
        return banner.title

    @admin.display(description="배너 이미지")
    def listed_picture(self, banner):
        """The picture for wide screens, small, with the name of its file."""
        return _picture(banner.pc_image, "PC 이미지")

    @admin.display(description="배너 상태")
    def banner_state(self, banner):
        """The state now, in its colour."""
        return self.state_words(banner)

    @admin.display(description="위치", ordering="position")
    def place_badge(self, banner):
        """Where it stands, in its colour."""
        return badge(banner.get_position_display(), PLACES[banner.position])

    @admin.display(description="최종 수정일", ordering="updated_at")
    def updated(self, banner):
        """When it was changed last."""
        return short_moment(banner.updated_at)

    @admin.display(description="순서", ordering="order")
    def place(self, banner):
        """Which number it has in the carousel's order; sent along with actions, so that two at once are noticed."""
        return format_html('{}<input type="hidden" name="seen-{}" value="{}">', banner.order, banner.pk, banner.order)

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
        return _picture(banner.pc_image, "PC 이미지")

    @admin.display(description="모바일 이미지")
    def mobile_picture(self, banner):
        """The picture for phones, small."""
        return _picture(banner.mobile_image, "모바일 이미지")


@admin.register(Popup)
class PopupAdmin(DisplayAdmin):
    """팝업 관리 (spec L28)."""

    lead = "팝업을 조회하고 관리할 수 있습니다."
    add_words = "팝업 등록"
    form = PopupForm
    add_permission = "displays.add_popup"
    change_permission = "displays.change_popup"
    list_display = [
        *(
            "number",
            "known_id",
            "known_title",
            "known_text",
            "listed_picture",
            "popup_state",
            "starts",
            "ends",
            "created",
        ),
        *("kind_badge", "position", "audience", "views", "clicks", "closes"),
    ]
    list_filter = [StateFilter, by_period(CREATED, STARTS, ENDS), "kind", "position", "audience"]
    search_help_text = "제목, 팝업 ID"
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

    @admin.display(description="팝업 아이디", ordering="public_id")
    def known_id(self, popup):
        """The id that leads to its page."""
        return popup.public_id

    @admin.display(description="팝업 제목", ordering="title")
    def known_title(self, popup):
        """Its heading."""
        return popup.title

    @admin.display(description="팝업 내용")
    def known_text(self, popup):
        """The whole text in its lines."""
        return format_html('<span class="lines">{}</span>', popup.text)

    @admin.display(description="팝업 이미지")
    def listed_picture(self, popup):
        """The picture, small, with the name of its file."""
        return self.picture(popup)

    @admin.display(description="팝업 상태")
    def popup_state(self, popup):
        """The state now, in its colour."""
        return self.state_words(popup)

    @admin.display(description="유형", ordering="kind")
    def kind_badge(self, popup):
        """What kind it is of, in its colour."""
        return badge(popup.get_kind_display(), KINDS[popup.kind])

    @admin.display(description="이미지")
    def picture(self, popup):
        """The picture, small."""
        return _picture(popup.image, "팝업 이미지")


admin.site.register(DataExport, data_exports.DataExportAdmin)
