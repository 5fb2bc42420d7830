"""Bring a list of words from a file into the list that staff keep."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from moderation.services import import_words
from polibat.files.tables import TableError, content_of, lines_of


class Command(BaseCommand):
    """`import_words FILE [--exceptions]`."""

    help = (
        '낱말 목록 파일을 넣습니다: 한 줄에 한 낱말, 또는 JSON ["…"]이나 {"badwords": ["…"]}. 여러 번 실행해도 됩니다.'
    )

    def add_arguments(self, parser):
        """Declare the file and what it holds."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--exceptions", action="store_true", help="예외(문제없는 말)로 넣습니다.")

    def handle(self, *, file, exceptions, **options):
        """Read, store what is new, and say how much that was."""
        try:
            added, known = import_words(lines_of(content_of(file)), is_exception=exceptions)
        except TableError as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"새 낱말 {added:,}개, 이미 있던 낱말 {known:,}개")
