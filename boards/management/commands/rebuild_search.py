"""`manage.py rebuild_search`."""

from django.core.management.base import BaseCommand

from boards.models import Post
from boards.services.search_index import rebuild_index
from polibat.jobs.progress import Progress


class Command(BaseCommand):
    """Write what search reads anew, while the site runs."""

    help = "검색이 읽는 낱말을 모든 글에서 다시 만듭니다. 낱말을 나누는 방법이 바뀐 뒤에 실행합니다."

    def handle(self, **options):
        """Show how far it is."""
        with Progress(self.stdout, "검색 문서", Post.objects.listed().count()) as progress:
            for written in rebuild_index():
                progress.advance(written)
        self.stdout.write(f"글 {progress.done:,}개의 검색 문서를 다시 만들었습니다.")
