"""일괄 조치: up to 1,000 texts by their ids, tried first, with what became of each."""

from collections import Counter

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path, reverse

from moderation import services
from moderation.forms import BulkForm, opened
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
        return bulk_page(model_admin, request, BulkForm(initial={"ids": ids, **initial}))

    action.__name__ = "bulk"
    action.short_description = "일괄 조치(먼저 확인)"
    action.permission = "moderation.decide_many"
    return action


def bulk_page(model_admin, request, form, outcomes=(), *, is_trial=False):
    """The form, with what became (or would become) of each text above it."""
    counts = Counter(outcome.result for outcome in outcomes)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "일괄 조치",
        "opts": model_admin.opts,
        "form": form,
        "outcomes": outcomes,
        "counts": [(result.label, counts[result]) for result in Result if counts[result]],
        "is_trial": is_trial,
        "address": reverse("admin:moderation_decision_bulk"),
    }
    status = 422 if form.is_bound and form.errors else 200
    return TemplateResponse(request, "admin/moderation/bulk.html", context, status=status)


class BulkView:
    """Adds the page to the record of decisions."""

    change_list_template = "admin/moderation/decision/change_list.html"

    def get_urls(self):
        """Put the page before those of the rows."""
        view = self.admin_site.admin_view(self.bulk_view)
        return [path("bulk/", view, name="moderation_decision_bulk"), *super().get_urls()]

    def bulk_view(self, request):
        """Try or do what the form says."""
        if not request.user.has_perm("moderation.decide_many"):
            raise PermissionDenied("운영자만 할 수 있습니다.")
        form = BulkForm(request.POST) if request.method == "POST" else BulkForm()
        is_trial = "apply" not in request.POST
        outcomes = ()
        if form.is_bound and form.is_valid():
            is_done = not is_trial and len(form.cleaned_data["ids"]) > 1
            if is_done and (page := require_reauthentication(self, request, title="일괄 조치")):
                return page
            outcomes = self._decide(request, form, is_trial=is_trial)
        return bulk_page(self, request, form, outcomes, is_trial=is_trial)

    def _decide(self, request, form, *, is_trial):
        values = dict(form.cleaned_data)
        ids = values.pop("ids")
        if len(ids) > MOST_AT_ONCE:
            form.add_error("ids", f"한 번에 {MOST_AT_ONCE:,}개까지 처리할 수 있습니다. (현재 {len(ids):,}개)")
            return ()
        targets, missing = services.find_targets(ids)
        outcomes = services.decide_many(targets, by=request.user, dry_run=is_trial, **values)
        if not is_trial:
            self._log(request, targets, outcomes, values)
        return [*outcomes, *(Outcome(public_id, Result.MISSING) for public_id in missing)]

    @staticmethod
    def _log(request, targets, outcomes, values):
        """Put on record what was done to which text, as the actions on single rows do."""
        done = {outcome.public_id for outcome in outcomes if outcome.result == Result.DONE}
        words = f"일괄 조치: {services.BulkVerb(values['verb']).label} (사유: {values['reason']})"
        LogEntry.objects.log_actions(
            request.user.pk, [target for target in targets if target.public_id in done], CHANGE, words
        )
