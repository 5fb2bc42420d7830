"""What the admins of all apps are made of: permissions from the rules, reading by default, verbs behind a reason."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import quote
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode

from polibat.events import Event
from polibat.security.danger import is_dangerous
from polibat.security.permission import NOT_ALLOWED, Asker
from polibat.staff.panel import PanelAdmin
from polibat.text.reason import LONGEST_REASON, NO_REASON
from polibat.web.requests import SiteRequest

# What the page of a row sends with an act: that it came from there, and the filters of the list that led there.
ROW, KEPT_FILTERS = "_row", "_changelist_filters"
MOST_COUNTED = 10_000
MOST_AT_ONCE = 100
GONE = "고른 것이 이 목록에 없습니다. 다른 운영자가 먼저 처리했을 수 있으니 목록을 다시 확인해 주세요."


class CappedPaginator(Paginator):
    """Counts to 10,000 and no further: nobody turns to page 101, and counting a million rows takes seconds."""

    object_list: QuerySet

    @cached_property
    def count(self):
        """How many rows there are, at most MOST_COUNTED."""
        return self.object_list.order_by()[:MOST_COUNTED].count()


class RulesModelAdmin(PanelAdmin):
    """Rows to look at; whatever else is allowed is named by a permission of the rules.

    `view_permission` is `<app>.view_<model>` unless set. Rows can be added or changed only where a subclass names the
    permission for it (and overrides `save_model` to call a verb); nothing is ever deleted here. A form whose permission
    is dangerous (`polibat.security.danger`) asks for a proof when the last one is old, and takes no files. Actions made
    by `reasoned_action` are offered to whoever has their permission, in the list and on the page of a row.
    """

    view_permission = ""
    add_permission = ""
    change_permission = ""
    paginator = CappedPaginator
    show_full_result_count = False
    # "Show all" would fetch everything that was counted.
    list_max_show_all = 0
    change_form_template = "admin/row.html"

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """The field of a form; of a moment, both boxes say which they are."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, AdminSplitDateTime):
            day, moment = field.widget.widgets
            day.attrs["aria-label"], moment.attrs["aria-label"] = f"{field.label} 날짜", f"{field.label} 시각"
        return field

    def has_view_permission(self, request: SiteRequest, obj=None):
        """Whether the member may look."""
        return request.user.has_perm(_permission_to_look(self), obj)

    def has_add_permission(self, request: SiteRequest):
        """Whether the member may add a row."""
        return bool(self.add_permission) and request.user.has_perm(self.add_permission)

    def has_change_permission(self, request: SiteRequest, obj=None):
        """Whether the member may change a row."""
        return bool(self.change_permission) and request.user.has_perm(self.change_permission, obj)

    def has_delete_permission(self, request, obj=None):
        """Return False: what people said and what was decided is never deleted (spec L3)."""
        return False

    def has_module_permission(self, request: SiteRequest):
        """Whether the app shows in the menu."""
        return self.has_view_permission(request) or self.has_add_permission(request)

    def tasks(self, request):
        """What waits for staff among these rows: `polibat.staff.site.Task`s for the first page."""
        return []

    def offered(self, request, row):
        """The names of the actions that the page of `row` offers; None for all of the list's.

        Where the state of the row gives an action other words, a mapping of names to words (empty: its own).
        """
        return

    def refusal(self, request, row):
        """Why the page of `row` offers nothing to decide, in a sentence; empty where there is nothing to explain."""
        return ""

    def response_action(self, request: SiteRequest, queryset):
        """Answer an act; one from the page of a row leads back to the list as it was filtered, or stays on the page."""
        response = super().response_action(request, queryset)
        row = request.POST.get(ROW, "")
        if not row or not isinstance(response, HttpResponseRedirect) or response.url != request.get_full_path():
            return response
        action, _words, _description = self.get_actions(request)[request.POST["action"]]
        return HttpResponseRedirect(_back(self, request, row if getattr(action, "stays", False) else ""))

    def get_actions(self, request: SiteRequest) -> dict[str, tuple[Callable[..., str], str, str]]:
        """The actions whose permission the member has."""
        actions = super().get_actions(request)
        return {name: action for name, action in actions.items() if action and _may_use(request.user, action[0])}

    def changeform_view(self, request: SiteRequest, object_id=None, form_url="", extra_context=None):
        """The page of a row, with its actions as buttons."""
        context = {}
        needed = self.change_permission if object_id else self.add_permission
        if is_dangerous(needed) and request.method == "POST":
            page = require_reauthentication(self, request, title=str(self.opts.verbose_name))
            if page:
                return page
        if object_id:
            actions = self.get_actions(request).values()
            row = self.get_object(request, object_id)
            offered = self.offered(request, row) if row else set()
            told = offered if isinstance(offered, Mapping) else {}
            context["row_actions"] = [
                (name, told.get(name) or words) for _, name, words in actions if offered is None or name in offered
            ]
            context["refusal"] = self.refusal(request, row) if row else ""
            context["kept_filters"] = request.GET.get(KEPT_FILTERS, "")
            context["title"] = self.opts.verbose_name
        return super().changeform_view(request, object_id, form_url, context | (extra_context or {}))

    def delete_view(self, request, object_id, extra_context=None):
        """Ask for a proof before something is taken back."""
        if is_dangerous(self.change_permission) and request.method == "POST":
            page = require_reauthentication(self, request, title=f"{self.opts.verbose_name} 삭제")
            if page:
                return page
        return super().delete_view(request, object_id, extra_context)


class ReadOnlyInline(admin.TabularInline):
    """Rows that belong to a row, to look at; `view_permission` as on `RulesModelAdmin`."""

    view_permission = ""
    extra = 0
    can_delete = False

    def has_view_permission(self, request: SiteRequest, obj=None):
        """Whether the member may look."""
        return request.user.has_perm(_permission_to_look(self), obj)

    def has_add_permission(self, request, obj=None):
        """Nobody."""
        return False

    def has_change_permission(self, request, obj=None):
        """Nobody."""
        return False

    def has_delete_permission(self, request, obj=None):
        """Nobody."""
        return False


def _permission_to_look(rows: "RulesModelAdmin | ReadOnlyInline") -> str:
    return rows.view_permission or f"{rows.opts.app_label}.view_{rows.opts.model_name}"


def _may_use(member: Asker, action: Callable[..., str]) -> bool:
    """Whether `member` is offered an action: everybody who sees the rows is, unless it names a permission."""
    needed = getattr(action, "permission", "")
    return not needed or member.has_perm(needed)


def _back(model_admin: admin.ModelAdmin, request: HttpRequest, row: str) -> str:
    """The address of the page of `row`, else of the list, with the filters that the page of a row sent along."""
    filters = request.POST.get(KEPT_FILTERS, "")
    name = f"{model_admin.opts.app_label}_{model_admin.opts.model_name}"
    if row:
        query = urlencode({KEPT_FILTERS: filters}) if filters else ""
        address = reverse(f"admin:{name}_change", args=[quote(row)])
    else:
        query, address = filters, reverse(f"admin:{name}_changelist")
    return f"{address}?{query}" if query else address


# Answered with a page that has to be passed first, or None.
dangerous_act_requested = Event[HttpResponse | None]("dangerous_act.requested", "model_admin", "request", "title")


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(
        label="사유",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4, "placeholder": "조치 사유를 입력하세요"}),
        error_messages={"required": NO_REASON},
    )


def require_reauthentication(model_admin: admin.ModelAdmin, request: HttpRequest, *, title: str) -> HttpResponse | None:
    """Return the page on which staff prove anew who they are, carrying on what they sent; None when they just did.

    What is dangerous calls this before it does anything. Who sits at a session is known to accounts, which answer.
    """
    pages = dangerous_act_requested.publish(model_admin=model_admin, request=request, title=title)
    return next((page for page in pages if page is not None), None)


@dataclass(frozen=True)
class Shown:
    """What the page that asks for a reason shows of the rows: a sentence in place of its own, and a template of theirs.

    Without a template the rows are listed by their names.
    """

    heading: str = ""
    template: str = ""
    context: dict[str, Any] = field(default_factory=dict)


def reasoned_action(
    verb,
    *,
    name,
    description,
    permission,
    form_class=ReasonForm,
    initial=None,
    shown: Callable[..., Shown] | None = None,
):
    """An admin action that asks for a reason on a page of its own, then hands each chosen row to the service `verb`.

    `verb` is called with `by` and the cleaned values of `form_class` (with more fields where it needs more than
    `reason`), which `initial(rows, by=)` fills in beforehand; `shown(rows, by=)` says what the page shows of the rows.
    Each row's outcome is told; a refusal of one never stops the others. What is dangerous, for one row or because there
    are many, is asked a proof for when the last one is old. Whatever is done stands in the log. Whether staff are
    offered it at all is asked of `permission` without a row, so its rule has to answer True there for whoever may do it
    to some row.
    """

    def action(model_admin, request, queryset):
        rows = list(queryset.order_by("pk")[: MOST_AT_ONCE + 1])
        if len(rows) > MOST_AT_ONCE:
            messages.error(request, f"한 번에 {MOST_AT_ONCE}개까지 처리할 수 있습니다.")
            return None
        if not rows:
            messages.error(request, GONE)
            return None
        if "apply" in request.POST:
            form = form_class(request.POST)
        else:
            form = form_class(initial=initial(rows, by=request.user) if initial else None)
        if form.is_valid():
            if (is_dangerous(permission) or len(rows) > 1) and (
                page := require_reauthentication(model_admin, request, title=description)
            ):
                return page
            for row in rows:
                if _tell_outcome(request, row, verb, description, form.cleaned_data):
                    model_admin.log_change(request, row, _in_words(description, form))
            return None
        about = shown(rows, by=request.user) if shown else Shown()
        context = {
            **model_admin.admin_site.each_context(request),
            **about.context,
            "about": about,
            "title": description,
            "opts": model_admin.opts,
            "rows": rows,
            "sent_along": [(key, request.POST[key]) for key in (ROW, KEPT_FILTERS) if request.POST.get(key)],
            "back": _back(model_admin, request, request.POST.get(ROW, ""))
            if ROW in request.POST
            else request.get_full_path(),
            "form": form,
            "action_name": name,
            "checkbox_name": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/reasoned_action.html", context, status=422 if form.is_bound else 200)

    action.__name__ = name
    action.short_description = description
    action.permission = permission
    return action


def _in_words(description, form):
    """What was done and what was said about it, for the log."""
    said = (
        f"{field.label}: {form.cleaned_data[field.name]}"
        for field in form.visible_fields()
        if form.cleaned_data.get(field.name) not in {None, ""}
    )
    return f"{description} ({', '.join(said)})"


def _tell_outcome(request, row, verb, description, values):
    """Hand one row to the verb and say what came of it; whether something was done."""
    try:
        done = verb(row, by=request.user, **values)
    except ValidationError as error:
        messages.error(request, f"{row}: {' '.join(error.messages)}")
    except PermissionDenied as error:
        messages.error(request, f"{row}: {str(error) or NOT_ALLOWED}")
    else:
        if done is False:
            messages.info(request, f"{row}: 이미 처리되어 있어 바뀐 것이 없습니다.")
        else:
            messages.success(request, f"{row}: {description} 처리했습니다.")
            return True
    return False
