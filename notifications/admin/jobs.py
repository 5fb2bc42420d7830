"""Jobs that failed or stand still, for staff to see and for admins to bring back."""

import logging

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from polibat.jobs.queue import retry_failed
from polibat.models import TroubledJob
from polibat.staff.admin import MOST_COUNTED, RulesModelAdmin, reasoned_action
from polibat.staff.site import Task

logger = logging.getLogger(__name__)


def retry_job(job, *, by, reason):
    """Bring a failed job back into the queue, as `manage.py jobs retry` does.

    Raises PermissionDenied, and ValidationError for one that did not fail or whose work waits already.
    """
    if not by.has_perm("polibat.retry_job"):
        raise PermissionDenied("관리자만 작업을 다시 줄에 세울 수 있습니다.")
    if job.status != "failed":
        raise ValidationError("실패한 작업만 다시 줄에 세울 수 있습니다. 멈춘 작업은 처리기가 살아나면 이어집니다.")
    done = retry_failed(job.pk)
    logger.info("job brought back", extra={"job": job.pk, "task_name": job.task_name, "by": by.public_id})
    return done


class StandingFilter(admin.SimpleListFilter):
    """Whether a job failed or stands still."""

    title = "상태"
    parameter_name = "standing"

    def lookups(self, request, model_admin):
        """Both."""
        return [("failed", "실패"), ("stuck", "멈춤")]

    def queryset(self, request, queryset):
        """The jobs of the choice."""
        if self.value() == "failed":
            return queryset.failed()
        return queryset.stuck() if self.value() == "stuck" else queryset


@admin.register(TroubledJob)
class TroubledJobAdmin(RulesModelAdmin):
    """The list alone: what a job was told to do is not for reading."""

    list_display = ["pk", "task_name", "standing", "error", "attempts", "queued", "changed"]
    list_filter = [StandingFilter]
    list_display_links = None
    search_fields = ["task_name"]
    search_help_text = "작업 이름(notifications.send_card)"
    ordering = ["-pk"]
    actions = [reasoned_action(retry_job, name="retry", description="다시 줄에 세우기", permission="polibat.retry_job")]

    def has_view_permission(self, request, obj=None):
        """The list alone."""
        return obj is None and super().has_view_permission(request)

    def tasks(self, request):
        """Jobs that failed or stand still, when there are any."""
        count = TroubledJob.objects.all()[:MOST_COUNTED].count()
        address = reverse("admin:polibat_troubledjob_changelist")
        return [Task("실패하거나 멈춘 작업", count, address, is_urgent=True)] if count else []

    @admin.display(description="상태", ordering="status")
    def standing(self, job):
        """Failed, or standing still."""
        return {"failed": "실패", "todo": "멈춤(대기)"}.get(job.status, "멈춤(처리 중)")

    @admin.display(description="오류")
    def error(self, job):
        """The kind of the error."""
        return job.kind

    @admin.display(description="등록", ordering="queued_at")
    def queued(self, job):
        """Since when it is there."""
        return job.queued_at

    @admin.display(description="마지막 변화", ordering="changed_at")
    def changed(self, job):
        """When something happened to it."""
        return job.changed_at
