"""The queue, for staff at a terminal."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from polibat.jobs.queue import failed_jobs, retry_failed, status
from polibat.text.particles import with_particle


class Command(BaseCommand):
    """Show what waits and what failed; `jobs retry ID` brings a failed one back."""

    help = "작업 대기열과 실패한 작업을 보여 줍니다. `jobs retry ID`는 실패한 작업을 다시 줄에 세웁니다."

    def add_arguments(self, parser):
        """Nothing, or what to do with which job."""
        parser.add_argument("action", nargs="?", choices=["list", "retry"], default="list")
        parser.add_argument("job", nargs="?", type=int)

    def handle(self, *args, action, job, **options):
        """Show or retry."""
        if action == "retry":
            try:
                is_back = job is not None and retry_failed(job)
            except ValidationError as error:
                raise CommandError(error.messages[0]) from error
            if not is_back:
                raise CommandError("실패한 작업 가운데 그 번호가 없습니다. `manage.py jobs`로 번호를 확인해 주세요.")
            self.stdout.write(f"작업 {with_particle(str(job), '을/를')} 다시 줄에 세웠습니다.")
            return
        now = status()
        parts = {"처리기": "workers", "대기": "waiting", "처리 중": "doing", "실패": "failed"}
        self.stdout.write(" · ".join(f"{words} {getattr(now, name)}" for words, name in parts.items()))
        for failed in failed_jobs():
            failed_at = f"{timezone.localtime(failed.changed_at):%Y-%m-%d %H:%M}"
            told = (failed.pk, failed.task_name, f"시도 {failed.attempts}", failed_at, failed.kind or "")
            self.stdout.write("\t".join(map(str, told)))
