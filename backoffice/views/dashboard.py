"""The dashboard in the back office: three tabs, each with its own choices in the address."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from backoffice.forms import TABS
from backoffice.queries import dashboard_cards
from insights.queries import labels, metrics
from insights.queries.periods import WINDOWS


@require_safe
def dashboard(request):
    """회원현황, 게시글현황, 방문자현황: cards, changes and a line; a GET form, so that every view has an address."""
    if not request.user.has_perm("backoffice.view_dashboard"):
        raise PermissionDenied("운영자만 볼 수 있는 페이지입니다.")
    tab = request.GET.get("tab")
    tab = tab if tab in TABS else "members"
    form = TABS[tab](request.GET, tab=tab)
    context = {
        **admin.site.each_context(request),
        "title": "대시보드",
        "today": timezone.localdate(),
        "tab": tab,
        "tabs": [(name, label, _with_tab(request.GET, name)) for name, label in labels.TABS.items()],
        "form": form,
        "others": [(name, value) for name, values in request.GET.lists() for value in values if _is_other(name, tab)],
        "period": form.fields["period"].choices and dict(form.fields["period"].choices)[form.chosen("period")],
        **SHOWN[tab](form),
        "problems": [text for texts in form.errors.values() for text in texts],
    }
    return TemplateResponse(request, f"backoffice/{tab}.html", context)


def _with_tab(given, tab):
    """The query of another tab, with what was chosen on all of them."""
    query = given.copy()
    query["tab"] = tab
    return query.urlencode()


def _is_other(name, tab):
    """Whether a parameter is the choice of another tab, which the form of this one sends along."""
    return name.partition("-")[0] in TABS and not name.startswith(f"{tab}-")


def _members(form):
    period, found = form.chosen("period"), metrics.members(form.chosen("period"))
    return {
        "standing": dashboard_cards.of_members(found),
        "changes": dashboard_cards.of_changes(found, period),
        "chart": _chart(form, metrics.members_series(form.kind, form.chosen("span"), form.items)),
    }


def _posts(form):
    period, found = form.chosen("period"), metrics.posts(form.chosen("period"))
    series = metrics.posts_series(
        form.kind,
        form.chosen("span"),
        variation=form.chosen("variation"),
        board=form.chosen("board"),
        items=form.items,
    )
    return {
        "boards": dashboard_cards.of_boards(found, period),
        "details": dashboard_cards.of_details(found, period),
        "compared": labels.COMPARED[period],
        "chart": _chart(form, series),
    }


def _visitors(form):
    window, first, last = (form.chosen(name) for name in ("window", "first", "last"))
    average = _asked(form, "", lambda: metrics.visitors_average(window, first, last))
    if average is None:
        window, average = "7", metrics.visitors_average("7")
    chosen = {
        "window": form.chosen("chart_window"),
        "first": form.chosen("chart_first"),
        "last": form.chosen("chart_last"),
        "items": form.items,
    }
    series = _asked(form, "chart_", lambda: metrics.visitors_series(form.kind, form.chosen("span"), **chosen))
    if series is None:
        series = metrics.visitors_series(form.kind, form.chosen("span"), window="7", items=form.items)
    return {
        "visitors": dashboard_cards.of_visitors(metrics.visitors(form.chosen("period"))),
        "average": dashboard_cards.of_average(average),
        "window": WINDOWS.get(window) or f"{first:%y.%m.%d.} ~ {last:%y.%m.%d.}",
        "chart": _chart(form, series),
    }


def _asked(form, prefix, ask):
    """What `ask` finds; None when the days are impossible, which the form then says."""
    try:
        return ask()
    except ValidationError as error:
        for name, texts in error.message_dict.items():
            form.add_error(f"{prefix}{'first' if name == 'from' else 'last'}", texts)
        return None


def _chart(form, series):
    """The table of a line chart, which the script draws: labels down, lines across."""
    names = form.lines[form.kind]
    return {
        "lines": [(line["key"], names[line["key"]]) for line in series["datasets"]],
        "rows": [
            (label, [_words_of(line["values"][place]) for line in series["datasets"]])
            for place, label in enumerate(series["labels"])
        ],
    }


def _words_of(number):
    """A number as the script and as people read it; as words, because a filter for each of so many costs more."""
    return str(number), f"{number:,}"


SHOWN = {"members": _members, "posts": _posts, "visitors": _visitors}
