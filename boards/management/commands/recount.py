"""`manage.py recount [--fix]`."""

from django.core.management.base import BaseCommand, CommandError

from boards.services.recount import recount


class Command(BaseCommand):
    """Compare the kept numbers of the boards with the rows that they count."""

    help = "게시판의 합계와 수치가 실제 글, 댓글, 좋아요와 맞는지 셉니다. --fix를 주면 틀린 것을 고칩니다."

    def add_arguments(self, parser):
        """Add `--fix`."""
        parser.add_argument("--fix", action="store_true", help="틀린 수치를 고칩니다.")

    def handle(self, *, fix, **options):
        """Report each number; fail when some are wrong and stay so."""
        counts = recount(fix=fix)
        for name, wrong in counts:
            state = f"{wrong:,}개 {'고침' if fix else '틀림'}" if wrong else "맞음"
            self.stdout.write(f"{name}: {state}")
        if not fix and any(wrong for _, wrong in counts):
            raise CommandError("틀린 수치가 있습니다. --fix를 주면 고칩니다.")
