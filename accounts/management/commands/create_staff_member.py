"""Make a member of staff from the command line."""

import getpass
import os

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts.models import Member
from accounts.services import create_staff_member
from accounts.services.staff import LEVELS


class Command(BaseCommand):
    """The only way to the first member of staff; sign-up never makes one."""

    help = "운영자를 만듭니다. 비밀번호는 OPERATOR_PASSWORD 환경 변수에서 읽거나 물어봅니다."

    def add_arguments(self, parser):
        """Address, nickname, level."""
        parser.add_argument("email")
        parser.add_argument("nickname")
        parser.add_argument("--level", choices=LEVELS, required=True)

    def handle(self, *args, email, nickname, level, **options):
        """Hand an unsaved member to the service; say in words what it refuses."""
        password = os.environ.get("OPERATOR_PASSWORD") or getpass.getpass("비밀번호: ")
        try:
            member = create_staff_member(Member(nickname=nickname), address=email, password=password, level=level)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{member.public_id} {member.nickname} ({level})")
