"""Bring in the map: 시도 with their 시군구, and 선거구; then match politicians with it."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from politicians.services.importers import regions
from politicians.services.importers.records import SourceError
from politicians.services.importers.store_regions import store_places

LINES_SHOWN = 200


class Command(BaseCommand):
    """`import_regions [FILE] [--dry-run]`."""

    help = "시도, 시군구, 선거구를 파일에서 가져오고 정치인을 다시 맞춥니다. 여러 번 실행해도 같은 결과가 됩니다."

    def add_arguments(self, parser):
        """Declare FILE and --dry-run."""
        parser.add_argument(
            "file", metavar="FILE", nargs="?", help="JSON, GeoJSON, CSV 파일의 경로. 없으면 정치인만 다시 맞춥니다."
        )
        parser.add_argument("--dry-run", action="store_true", help="아무것도 저장하지 않고 결과만 보여 줍니다.")

    def handle(self, *, file, dry_run, **options):
        """Read the whole file, store what is good, report what was refused and who could not be matched."""
        try:
            found = regions.read(Path(file)) if file else []
        except SourceError as error:
            raise CommandError(str(error)) from error
        report = store_places(found, dry_run=dry_run)
        self._list("거절", [f"{row.line}번째 {row.name}: {row.reason}" for row in report.refused])
        self._list("못 맞춤", [f"{who.name} ({who.district}): {reason}" for who, reason in report.unmatched])
        self.stdout.write(
            f"새로 만듦 {report.created:,} · 바뀜 {report.updated:,} · 그대로 {report.unchanged:,} · "
            f"없앰 {report.removed:,} · 거절 {len(report.refused):,}"
        )
        self.stdout.write(
            f"정치인: 지역을 앎 {report.placed:,} · 새로 맞춤 {report.matched:,} · 못 맞춤 {len(report.unmatched):,}"
        )
        if dry_run:
            self.stdout.write("연습 실행이라 아무것도 저장하지 않았습니다.")
        elif report.is_without_change:
            self.stdout.write("바뀐 것이 없습니다.")
        else:
            self.stdout.write(self.style.SUCCESS("저장했습니다."))

    def _list(self, label, lines):
        for line in lines[:LINES_SHOWN]:
            self.stdout.write(self.style.WARNING(f"{label}  {line}"))
        if len(lines) > LINES_SHOWN:
            self.stdout.write(f"{label}  … 외 {len(lines) - LINES_SHOWN:,}줄")
