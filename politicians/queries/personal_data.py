"""What politicians hold about a member, for the member (`내 정보 내려받기`)."""

from collections.abc import Iterator

from accounts.events import Part
from accounts.models import Member
from politicians.models import Application, Document, NameCard

CARD = ("politician__public_id", "email", "website", "youtube", "youtube_name", "bank_account", "motto")
APPLICATION = ("is_aide", "stated_name", "affiliation", "wants_mail", "politician__public_id", "politician__name")


def personal_data(member: Member) -> Iterator[Part]:
    """Yield each file: name, what is in it, its rows; nothing for citizens."""
    if not member.speaks_for_politician:
        return
    mine = Application.objects.filter(member=member).order_by("pk")
    rows = mine.values(*APPLICATION, "state", "reason", "created_at", "decided_at")
    yield "applications", "정치인·보좌진 가입 신청", rows.iterator()
    documents = Document.objects.filter(application__member=member).order_by("pk")
    yield (
        "documents",
        "증빙 서류 (파일은 결정 30일 뒤 삭제)",
        documents.values("name", "kind", "size", "created_at").iterator(),
    )
    held = mine.approved().values("politician")
    yield "name_card", "명함 카드", NameCard.objects.filter(politician__in=held).values(*CARD).iterator()
