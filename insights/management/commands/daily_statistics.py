"""`manage.py daily_statistics [--from 2026-01-01] [--to 2026-11-24] [--check]`."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError

from insights.services.daily_statistics import close_days, prove


class Command(BaseCommand):
    """Count past days anew, and prove that what is kept is true."""

    help = "지난 날들의 통계를 다시 계산하고, 저장된 통계가 실제 기록과 맞는지 셉니다. --check는 세기만 합니다."

    def add_arguments(self, parser):
        """Add the range and `--check`."""
        parser.add_argument("--from", dest="first", type=date.fromisoformat, help="첫날 (기본: 아직 없는 날부터)")
        parser.add_argument("--to", dest="last", type=date.fromisoformat, help="마지막 날 (기본: 어제)")
        parser.add_argument("--check", action="store_true", help="다시 계산하지 않고 맞는지만 셉니다.")

    def handle(self, *, first, last, check, **options):
        """Report what was counted and each proof; fail when something is wrong."""
        if first and last and first > last:
            raise CommandError("시작일이 종료일보다 늦습니다.")
        if not check:
            days = close_days(first, last)
            self.stdout.write(f"{days[0]} ~ {days[-1]}: {len(days):,}일 계산" if days else "계산할 날이 없습니다.")
        proofs = prove(first, last)
        for name, wrong in proofs:
            self.stdout.write(f"{name}: {f'{wrong:,} 틀림' if wrong else '맞음'}")
        if any(wrong for _, wrong in proofs):
            raise CommandError("실제 기록과 다른 통계가 있습니다. --check 없이 --from을 주면 다시 계산합니다.")
