"""Taking and giving back a case in the queue of reports."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError

from moderation import services
from moderation.models import Report
from moderation.models.claim import live_claim_of
from polibat.staff.admin import MOST_AT_ONCE


def _each(verb, description, done_words, permission, otherwise="맡은 사람이 없습니다."):
    """An action that hands the text of each chosen report to `verb`, once a text, and says what came of it.

    On the page of a report it stays there: whoever took the case goes on to decide it.
    """

    def action(model_admin, request, queryset):
        targets = {report.target: None for report in queryset.order_by("pk")[:MOST_AT_ONCE]}
        for target in targets:
            try:
                done = verb(target, by=request.user)
            except ValidationError as refusal:
                messages.error(request, f"{target.public_id}: {' '.join(refusal.messages)}")
            except PermissionDenied as refusal:
                messages.error(request, f"{target.public_id}: {refusal}")
            else:
                if done:
                    model_admin.log_change(request, target, description)
                words = done_words if done else otherwise
                messages.success(request, f"{target.public_id}: {words}")

    action.__name__ = verb.__name__
    action.short_description = description
    action.permission = permission
    action.stays = True
    return action


def to_reviewing(target, *, by):
    """Say that somebody looks into the reports."""
    return services.move_reports(target, by=by, to=Report.State.REVIEWING)


def to_later(target, *, by):
    """Say that the reports are looked into later."""
    return services.move_reports(target, by=by, to=Report.State.LATER)


def take_over(target, *, by):
    """Take a case from whoever has it."""
    return services.claim(target, by=by, takeover=True)


class ClaimActions:
    """Who has the case of a report's text, and the actions to take it and to give it back."""

    actions = [
        _each(services.claim, "맡기", "맡았습니다.", "moderation.claim_text"),
        _each(services.release, "내려놓기", "내려놓았습니다.", "moderation.claim_text"),
        _each(take_over, "넘겨받기", "넘겨받았습니다.", "moderation.take_over_claim"),
        _each(to_reviewing, "검토중으로", "검토중으로 바꾸었습니다.", "moderation.claim_text", "이미 검토중입니다."),
        _each(to_later, "추후검토로", "추후검토로 미루었습니다.", "moderation.claim_text", "이미 추후검토입니다."),
    ]

    @admin.display(description="담당")
    def claimed(self, report):
        """Who has the case, and until when."""
        return live_claim_of(report.target) or "-"
