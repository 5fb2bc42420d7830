"""`manage.py move_media --from URL --to URL [--dry-run]`."""

from collections import Counter

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError

from boards.services.media_migration import TABLES, base_of, move_media


class Command(BaseCommand):
    """Write the addresses of pictures in texts anew, while the site runs."""

    help = "파일의 주소(CLOUDFRONT_URL 등)를 바꾼 뒤 글 속의 옛 주소를 새 주소로 고칩니다. 다시 실행해도 됩니다."

    def add_arguments(self, parser):
        """Take the two bases."""
        parser.add_argument("--from", dest="old", required=True, metavar="URL", help="옛 주소. 예: /media")
        parser.add_argument("--to", dest="new", required=True, metavar="URL", help="새 주소. 예: https://files.example")
        parser.add_argument("--dry-run", action="store_true", help="고치지 않고 몇 개인지만 셉니다.")

    def handle(self, *, old, new, dry_run, **options):
        """Say how many there are in each table."""
        texts, addresses = Counter(), Counter()
        try:
            for moved in move_media(old, new, dry_run=dry_run):
                texts[moved.model] += moved.texts
                addresses[moved.model] += moved.addresses
        except ValidationError as error:
            raise CommandError(error.messages[0]) from error
        done = "고칠 것" if dry_run else "고침"
        for model in TABLES:
            line = f"{model._meta.verbose_name}: {done} {texts[model]:,}개(주소 {addresses[model]:,}개)"
            self.stdout.write(line)
        current = default_storage.url("x").removesuffix("/x")
        if base_of(new) != current:
            self.stdout.write(self.style.WARNING(f"사이트가 지금 쓰는 주소는 {current}입니다."))
