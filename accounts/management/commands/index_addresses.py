"""Find every address under its one form and its mailbox, while the site serves."""

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Member
from accounts.services import index_address
from accounts.services.email import DOUBLE, SHARED
from polibat.jobs.progress import progress
from polibat.security.encryption import DecryptionError

BATCH = 500


class Command(BaseCommand):
    """Index member by member, the earlier ones first, each in a transaction of its own; it can be started again.

    Needed once after an update from a version without mailboxes. Who shares a mailbox with an earlier member keeps the
    account, and is flagged for staff.
    """

    help = "메일함 색인이 없는 회원의 이메일을 다시 색인합니다. 멈췄다가도 이어집니다."

    def handle(self, *args, **options):
        """Walk the members without a mailbox by id; report how many are found now, and who shares one."""
        left = Member.objects.filter(email_cipher__isnull=False, mailbox_index=None)
        found, last = {"": [], SHARED: [], DOUBLE: [], "broken": []}, 0
        with progress("이메일 색인", left.count()) as bar:
            while batch := list(left.filter(pk__gt=last).order_by("pk").only("pk", "public_id")[:BATCH]):
                last = batch[-1].pk
                for member in batch:
                    try:
                        outcome = index_address(member)
                    except DecryptionError:
                        outcome = "broken"
                    found[outcome].append(member.public_id)
                    bar.update()
        self.stdout.write(f"이메일 {len(found['']):,}건 색인")
        if found[SHARED]:
            self.stdout.write(f"먼저 가입한 회원과 메일함이 같은 회원 (이상 징후에 올림): {', '.join(found[SHARED])}")
        if found[DOUBLE]:
            self.stdout.write(f"다른 회원과 이메일이 같은 회원: {', '.join(found[DOUBLE])}")
        if found["broken"]:
            raise CommandError(f"열 수 없는 이메일: {', '.join(found['broken'])}")
