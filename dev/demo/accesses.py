"""What the demo citizen finds in the list of who looked at the own address; through the services."""

from accounts.models import Member
from accounts.services import queue_member_mail, reveal_email


def look_at_an_address():
    """A member of staff looks once, and a mail of the system follows when the worker runs."""
    citizen = Member.objects.with_email("citizen@example.com").get()
    admin = Member.objects.with_email("admin@example.com").get()
    reveal_email(
        citizen, by=admin, ip="127.0.0.1", device="PC", kind="INQUIRY", purpose="비밀번호를 잊었다는 문의에 답합니다."
    )
    queue_member_mail(citizen, template="welcome", context={})
