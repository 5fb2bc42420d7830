"""Bring every address and every second factor's secret under the current key, while the site serves."""

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Member
from accounts.services import change_email_key, two_factor
from polibat.jobs.progress import progress
from polibat.security.encryption import DecryptionError, current_key_id

BATCH = 500


class Command(BaseCommand):
    """Encrypt member by member, each in a transaction of its own, so that it can be stopped and started again.

    Each address is opened with its old key, closed with the new one and opened again before it is stored; nothing but
    that one row is locked meanwhile. Secrets of second factors, of which there are few, come after the addresses. Keep
    the old key in EMAIL_KEYS until this reports nothing left and the mail queue is empty: queued mails are sealed with
    the key of their day.
    """

    help = "모든 이메일과 2단계 인증 비밀을 EMAIL_KEYS의 첫 번째 키로 다시 암호화합니다. 멈췄다가도 이어집니다."

    def handle(self, *args, **options):
        """Walk the members by id; report how many changed, which could not be opened, and what is left."""
        key_id = current_key_id()
        left = Member.objects.not_under_key(key_id)
        changed, broken, last = 0, [], 0
        with progress("이메일 키 교체", left.count()) as bar:
            while batch := list(left.filter(pk__gt=last).order_by("pk").only("pk", "public_id")[:BATCH]):
                last = batch[-1].pk
                for member in batch:
                    try:
                        changed += change_email_key(member)
                    except DecryptionError:
                        broken.append(member.public_id)
                    bar.update()
        remaining = left.count()
        told = f"{changed:,}건 교체, 열 수 없는 이메일 {len(broken):,}건, 남은 이메일 {remaining:,}건"
        self.stdout.write(f"현재 키 {key_id}: {told}")
        lost, secrets_left = self._change_secrets(key_id)
        if broken:
            raise CommandError(f"열 수 없는 이메일: {', '.join(broken)}")
        if lost:
            raise CommandError(f"열 수 없는 2단계 인증 비밀: {', '.join(lost)}. 초기화하고 다시 등록하게 해 주세요.")
        if remaining or secrets_left:
            raise CommandError("옛 키로 새로 저장된 값이 있습니다. 모든 서버를 다시 시작하고 한 번 더 실행해 주세요.")

    def _change_secrets(self, key_id):
        """Whose secret does not open, and how many are left under other keys."""
        changed, lost = 0, []
        for member in two_factor.members_not_under_key(key_id):
            try:
                changed += two_factor.change_secret_key(member)
            except DecryptionError:
                lost.append(member.public_id)
        left = len(two_factor.members_not_under_key(key_id))
        self.stdout.write(f"2단계 인증 비밀: {changed:,}건 교체, 열 수 없는 비밀 {len(lost):,}건, 남은 비밀 {left:,}건")
        return lost, left
