"""Proving that files can be kept, before members find out that they cannot."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from polibat.files import public_storage
from polibat.files.self_test import CheckFailed, Skipped, checks


class Command(BaseCommand):
    """Write, read, delete and sign in the storage of the settings, a line for each check; 1 where one fails."""

    help = "파일 저장소에 쓰고 읽고 지우고, 서명한 주소로 올리고 내려받아 봅니다. 하나라도 안 되면 1로 끝납니다."

    def handle(self, *args, **options):
        """Try everything, also after a failure: what else is wrong helps to find out why."""
        place = settings.BUCKET_ADDRESS if public_storage.kind == "s3" else public_storage.base_location
        self.stdout.write(f"저장소: {place}")
        failed = 0
        for words, run in checks():
            try:
                run()
            except Skipped as error:
                self.stdout.write(f"건너뜀  {words}: {error}")
            except (CheckFailed, OSError) as error:
                failed += 1
                self.stdout.write(self.style.ERROR(f"실패    {words}: {error}"))
            else:
                self.stdout.write(self.style.SUCCESS(f"확인    {words}"))
        if failed:
            raise CommandError(f"{failed}가지를 확인하지 못했습니다.", returncode=1)
