"""Print the accounts to try the site with."""

from django.core.management.base import BaseCommand

from accounts.models import Member
from dev.demo.cast import ACCOUNTS, PASSWORD
from dev.embedded.box import columns


class Command(BaseCommand):
    """`demo_accounts`, which `make run` ends with."""

    help = "시연 계정을 표로 보여 줍니다."

    def handle(self, **options):
        """Print those of the six that exist and still open with the printed password."""
        rows = [
            (account.label, account.address, PASSWORD, account.nickname)
            for account in ACCOUNTS
            if (member := Member.objects.with_email(account.address).first()) and member.check_password(PASSWORD)
        ]
        if not rows:
            self.stdout.write("시연 계정이 없습니다. (만들기: manage.py seed_demo)")
            return
        table = [("구분", "이메일", "비밀번호", "닉네임"), *rows]
        widths = [max(map(columns, column)) for column in zip(*table, strict=True)]
        for row in table:
            cells = (cell + " " * (width - columns(cell)) for cell, width in zip(row, widths, strict=True))
            self.stdout.write("  ".join(cells).rstrip())
