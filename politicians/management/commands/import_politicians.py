"""Bring in politicians from open data, again and again, without losing what was there."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from polibat.jobs.progress import progress
from politicians.services.importers import csv_file, open_assembly
from politicians.services.importers.local_offices import LocalRecord, store_local
from politicians.services.importers.records import LATEST_ASSEMBLY, Record, SourceError
from politicians.services.importers.store import store_records

OPEN_ASSEMBLY = "open-assembly"
REFUSALS_SHOWN = 200


class Command(BaseCommand):
    """`import_politicians SOURCE [--term 22] [--dry-run]`."""

    help = "정치인을 공개 데이터에서 가져옵니다. 여러 번 실행해도 같은 결과가 되고, 바뀐 것만 저장합니다."

    def add_arguments(self, parser):
        """Declare SOURCE, --term and --dry-run."""
        parser.add_argument(
            "source", metavar="SOURCE", help=f"CSV나 엑셀 파일의 경로 또는 {OPEN_ASSEMBLY} (열린국회정보)"
        )
        parser.add_argument("--term", type=int, help="이 대수의 줄만 가져옵니다. 예: 22")
        parser.add_argument("--dry-run", action="store_true", help="아무것도 저장하지 않고 결과만 보여 줍니다.")

    def handle(self, *, source, term, dry_run, **options):
        """Read the whole source, store what is good, report row by row."""
        if term is not None and not 1 <= term <= LATEST_ASSEMBLY:
            raise CommandError(f"--term은 1에서 {LATEST_ASSEMBLY} 사이의 숫자입니다.")
        is_present = source == OPEN_ASSEMBLY
        try:
            found = self._read_api(term) if is_present else csv_file.read(Path(source), term=term)
        except SourceError as error:
            raise CommandError(str(error)) from error
        wanted = [row for row in found if not (isinstance(row, Record) and term and row.assembly != term)]
        rows = sum(isinstance(row, Record) for row in wanted)
        if local := [row for row in found if isinstance(row, LocalRecord)]:
            with progress("저장", len(local)) as bar:
                self._show(store_local(found, dry_run=dry_run, on_row=bar.update), skipped=0, dry_run=dry_run)
            return
        with progress("저장", rows) as bar:
            report = store_records(wanted, is_present=is_present, dry_run=dry_run, on_row=bar.update)
        self._show(report, skipped=len(found) - len(wanted), dry_run=dry_run)

    def _read_api(self, term):
        with progress("내려받기") as bar:

            def on_page(done, total):
                bar.total = total
                bar.update(done - bar.n)

            return open_assembly.read(term=term, on_page=on_page)

    def _show(self, report, *, skipped, dry_run):
        for note in report.notes:
            where = f"{note.line}번째 줄 {note.name}: " if note.line else ""
            self.stdout.write(f"알림  {where}{note.reason}")
        for refusal in report.refused[:REFUSALS_SHOWN]:
            self.stdout.write(self.style.WARNING(f"거절  {refusal.line}번째 줄 {refusal.name}: {refusal.reason}"))
        if len(report.refused) > REFUSALS_SHOWN:
            self.stdout.write(f"거절  … 외 {len(report.refused) - REFUSALS_SHOWN:,}줄")
        self.stdout.write(
            f"새로 만듦 {report.created:,} · 바뀜 {report.updated:,} · 그대로 {report.unchanged:,} · "
            f"거절 {len(report.refused):,} · 재직 종료 {report.retired:,}"
            + (f" · 다른 대수라 건너뜀 {skipped:,}" if skipped else "")
        )
        if dry_run:
            self.stdout.write("연습 실행이라 아무것도 저장하지 않았습니다.")
        elif report.is_without_change:
            self.stdout.write("바뀐 것이 없습니다.")
        else:
            self.stdout.write(self.style.SUCCESS("저장했습니다."))
