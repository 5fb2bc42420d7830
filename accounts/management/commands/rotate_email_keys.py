"""Bring every address under the current key, while the site serves."""

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Member
from accounts.services import change_email_key
from polibat.encryption import DecryptionError, current_key_id, key_id_of

BATCH = 500


class Command(BaseCommand):
    """Encrypt member by member, each in a transaction of its own, so that it can be stopped and started again."""

    help = "모든 이메일을 EMAIL_KEYS의 첫 번째 키로 다시 암호화합니다. 서비스 중에도 할 수 있습니다."

    def handle(self, *args, **options):
        """Walk the members by id; report how many changed, and which could not be opened."""
        changed, broken, last = 0, [], 0
        members = (
            Member.objects.filter(email_cipher__isnull=False).order_by("pk").only("pk", "public_id", "email_cipher")
        )
        while batch := list(members.filter(pk__gt=last)[:BATCH]):
            last = batch[-1].pk
            for member in batch:
                if key_id_of(member.email_cipher) == current_key_id():
                    continue
                try:
                    changed += change_email_key(member)
                except DecryptionError:
                    broken.append(member.public_id)
            self.stdout.write(f"{last}번까지 확인, {changed}건 교체")
        self.stdout.write(f"현재 키 {current_key_id()}: {changed}건 교체, 열 수 없는 이메일 {len(broken)}건")
        if broken:
            raise CommandError(f"열 수 없는 이메일: {', '.join(broken)}")
