"""일괄 조치: up to 1,000 texts by their ids, tried first, with what became of each."""

from collections import Counter

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from accounts.admin.columns import member_link
from boards.admin.columns import status_badge, text_link
from moderation import services
from moderation.forms import BulkForm, UndoForm, opened
from moderation.queries.cases import decisions_of
from moderation.services import Outcome, Result
from moderation.services.bulk import MOST_AT_ONCE
from polibat.staff.admin import require_reauthentication


def bulk_action(text_of=lambda row: row):
    """An action that opens the page with the ids of the texts of the chosen rows, also of all that were found."""

    def action(model_admin, request, queryset):
        rows = list(queryset.order_by("pk")[: MOST_AT_ONCE + 1])
        if len(rows) > MOST_AT_ONCE:
            messages.error(request, f"한 번에 {MOST_AT_ONCE:,}개까지 처리할 수 있습니다.")
            return None
        targets = list(dict.fromkeys(text_of(row) for row in rows))
        initial = {"category": opened(targets, by=request.user)["category"]}
        ids = "\n".join(target.public_id for target in targets)
        return bulk_page(model_admin, request, BulkForm(initial={"ids": ids, **initial}), targets=targets)

    action.__name__ = "bulk"
    action.short_description = "일괄 조치(먼저 확인)"
    action.permission = "moderation.decide_many"
    return action


def bulk_page(model_admin, request, form, outcomes=(), *, targets=(), is_trial=False):
    """The form, above it each text by its title and author with what became (or would become) of it."""
    counts = Counter(outcome.result for outcome in outcomes)
    undoable = ()
    if outcomes and not is_trial:
        done = {outcome.public_id for outcome in outcomes if outcome.result == Result.DONE}
        undoable = decisions_of([row for row in targets if row.public_id in done], by=request.user)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "일괄 조치",
        "opts": model_admin.opts,
        "form": form,
        "rows": _rows(outcomes, targets, is_trial=is_trial),
        "counts": [(_words(result, is_trial=is_trial), counts[result]) for result in Result if counts[result]],
        "has_outcomes": bool(outcomes),
        "is_trial": is_trial,
        "undoable": ",".join(str(decision.pk) for decision in undoable),
        "undoable_count": len(undoable),
        "address": reverse("admin:moderation_decision_bulk"),
    }
    status = 422 if form.is_bound and form.errors else 200
    response = TemplateResponse(request, "admin/moderation/bulk.html", context, status=status)
    response.has_stored = bool(outcomes) and not is_trial
    return response


def _words(result, *, is_trial):
    """What became of a text; of a trial, what would."""
    return "처리 예정" if is_trial and result == Result.DONE else result.label


def _rows(outcomes, targets, *, is_trial):
    """A row a text: its link, title and author, and what became of it."""
    known = {target.public_id: target for target in targets}
    prefetch_related_objects(list(targets), "author")
    told = {outcome.public_id: outcome for outcome in outcomes}
    return [
        {
            "public_id": public_id,
            "target": known.get(public_id),
            "link": text_link(known[public_id]) if public_id in known else public_id,
            "author": member_link(known[public_id].author) if public_id in known else "-",
            "status": status_badge(known[public_id]) if public_id in known else "-",
            "result": _words(told[public_id].result, is_trial=is_trial) if told else "",
            "why": told[public_id].why if told else "",
        }
        for public_id in (told or known)
    ]


class BulkView:
    """Adds the page, and the undoing of what it did, to the record of decisions."""

    change_list_template = "admin/moderation/decision/change_list.html"

    def get_urls(self):
        """Put the two addresses before those of the rows."""
        view = self.admin_site.admin_view(self.bulk_view)
        undo = self.admin_site.admin_view(require_POST(self.undo_view))
        return [
            path("bulk/", view, name="moderation_decision_bulk"),
            path("undo/", undo, name="moderation_decision_undo"),
            *super().get_urls(),
        ]

    def bulk_view(self, request):
        """Try or do what the form says."""
        if not request.user.has_perm("moderation.decide_many"):
            raise PermissionDenied("운영자만 할 수 있습니다.")
        form = BulkForm(request.POST) if request.method == "POST" else BulkForm()
        is_trial = "apply" not in request.POST
        outcomes, targets = (), []
        if form.is_bound and form.is_valid():
            is_done = not is_trial and len(form.cleaned_data["ids"]) > 1
            if is_done and (page := require_reauthentication(self, request, title="일괄 조치")):
                return page
            outcomes, targets = self._decide(request, form, is_trial=is_trial)
        return bulk_page(self, request, form, outcomes, targets=targets, is_trial=is_trial)

    def _decide(self, request, form, *, is_trial):
        values = dict(form.cleaned_data)
        ids = values.pop("ids")
        if len(ids) > MOST_AT_ONCE:
            form.add_error("ids", f"한 번에 {MOST_AT_ONCE:,}개까지 처리할 수 있습니다. (현재 {len(ids):,}개)")
            return (), []
        targets, missing = services.find_targets(ids)
        outcomes = services.decide_many(targets, by=request.user, dry_run=is_trial, **values)
        if not is_trial:
            self._log(request, targets, outcomes, values)
        return [*outcomes, *(Outcome(public_id, Result.MISSING) for public_id in missing)], targets

    def undo_view(self, request):
        """Bring back what a batch did, by its decisions, and show what became of each."""
        if not request.user.has_perm("moderation.decide_many"):
            raise PermissionDenied("운영자만 할 수 있습니다.")
        form = UndoForm(request.POST)
        if not form.is_valid():
            messages.error(request, " ".join(message for errors in form.errors.values() for message in errors))
            return redirect("admin:moderation_decision_changelist")
        if page := require_reauthentication(self, request, title="일괄 조치 되돌리기"):
            return page
        decisions, reason = form.cleaned_data["decisions"], form.cleaned_data["reason"]
        outcomes = services.undo_decisions(decisions, by=request.user, reason=reason)
        targets = [decision.target for decision in decisions]
        done = {outcome.public_id for outcome in outcomes if outcome.result == Result.DONE}
        back = [target for target in targets if target.public_id in done]
        LogEntry.objects.log_actions(request.user.pk, back, CHANGE, f"조치 되돌리기 (사유: {reason})")
        for target in targets:
            target.refresh_from_db(fields=["status"])
        return bulk_page(self, request, BulkForm(), outcomes, targets=targets)

    @staticmethod
    def _log(request, targets, outcomes, values):
        """Put on record what was done to which text, as the actions on single rows do."""
        done = {outcome.public_id for outcome in outcomes if outcome.result == Result.DONE}
        words = f"일괄 조치: {services.BulkVerb(values['verb']).label} (사유: {values['reason']})"
        LogEntry.objects.log_actions(
            request.user.pk, [target for target in targets if target.public_id in done], CHANGE, words
        )
