"""The code of a first two-factor enrolment, from the command line."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts.models import Member
from accounts.services import make_enrolment_code


class Command(BaseCommand):
    """For the first superuser of a site whose mail does not go out yet."""

    help = "운영자가 2단계 인증을 처음 등록할 때 입력할 인증코드를 만듭니다. 5분 동안 한 번 쓸 수 있습니다."

    def add_arguments(self, parser):
        """Whose."""
        parser.add_argument("member", help="운영자 아이디 (예: AD000001)")

    def handle(self, *args, member, **options):
        """Hand the member to the service; say in words what it refuses."""
        try:
            code = make_enrolment_code(Member.objects.get(public_id=member))
        except Member.DoesNotExist as error:
            raise CommandError("그런 회원이 없습니다.") from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(code)
