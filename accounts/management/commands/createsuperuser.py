"""Django's command would make a member without an address."""

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Lead to the command that makes a whole member of staff."""

    help = "create_operator를 사용해 주세요."

    def handle(self, *args, **options):
        """Refuse, and say what to do instead."""
        raise CommandError("운영자는 이렇게 만듭니다: manage.py create_staff_member EMAIL NICKNAME --level superuser")
