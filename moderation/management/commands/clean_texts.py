"""`manage.py clean_texts`."""

from django.core.management.base import BaseCommand

from moderation.services.old_texts import clean_stored_texts
from polibat.jobs.progress import progress


class Command(BaseCommand):
    """Clean stored texts as new ones are, while the site runs."""

    help = "저장된 글과 댓글을 지금의 규칙으로 다시 정리합니다. 글을 저장하는 방법이 바뀐 뒤에 실행합니다."

    def handle(self, **options):
        """Show how far it is, and name what would be empty."""
        changed, blank = 0, []
        with progress("글과 댓글") as bar:
            for done in clean_stored_texts():
                bar.update(done.seen)
                changed += done.changed
                blank += done.blank
        self.stdout.write(f"글과 댓글 {bar.n:,}개 가운데 {changed:,}개를 정리했습니다.")
        if blank:
            self.stdout.write(f"보이는 글자가 없어 그대로 둔 것 {len(blank):,}개: {', '.join(blank)}")
