"""What a member began to write survives a closed tab."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Member
from boards.models import Draft
from boards.services.sanitising import is_too_rich
from pictures.models import Image
from pictures.queries import images_in, own_images
from polibat.security.limits import spend
from polibat.security.permission import require
from polibat.text import clean_html, plain_from_html

LIVE = timedelta(days=90)


def save_draft(draft: Draft, *, by: Member) -> Draft | None:
    """Keep `draft` as the one draft of `by` on its board; an empty one keeps nothing.

    Raises PermissionDenied, Throttled (200 in 10 minutes) and ValidationError when it is too long.
    """
    require(by, "boards.add_post")
    if is_too_rich(draft.body) or len(draft.title) > Draft.TITLE_LENGTH:
        raise ValidationError("글이 너무 길어 임시 저장하지 못했습니다.", code="too_long")
    spend("draft", by.pk, times=200, per=600)
    allowed = {image.page_file.url for image in images_in(draft.body, own_images(by))}
    body = clean_html(draft.body, image_allowed=lambda source: source in allowed)
    title = draft.title.replace("\x00", "")
    if not (title.strip() or allowed or plain_from_html(body)):
        discard_draft(board=draft.board, by=by)
        return None
    kept, _ = Draft.objects.update_or_create(
        member=by,
        board=draft.board,
        defaults={"title": title, "body": body, "politician": draft.politician, "saved_at": timezone.now()},
    )
    return kept


def discard_draft(*, board: str, by: Member) -> bool:
    """Forget the draft of `by` on `board`; False when there was none."""
    return bool(Draft.objects.filter(member=by, board=board).delete()[0])


def forget_drafts(member: Member) -> None:
    """Delete what a member who leaves had begun to write; pictures that no post shows go with the nightly tidying."""
    Draft.objects.filter(member=member).delete()


def remove_drafts() -> int:
    """Delete drafts that nobody has gone on with for three months; their pictures go as every orphan; how many."""
    return Draft.objects.filter(saved_at__lt=timezone.now() - LIVE).delete()[0]


def is_drafted(image: Image) -> bool:
    """Whether a draft of its member shows a picture."""
    return Draft.objects.filter(member_id=image.author_id, body__contains=image.token).exists()
