"""What a member began to write survives a closed tab."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
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

CHANGED = "다른 창에서 이 게시판의 임시 글을 바꾸었습니다."


def save_draft(draft: Draft, *, by: Member, replaces: int | None = None) -> Draft | None:
    """Keep `draft` as the one draft of `by` on its board; an empty one keeps nothing.

    `replaces` is the version from which it was written (0: none was there); None replaces whatever is there. Raises
    PermissionDenied, Throttled (200 in 10 minutes) and ValidationError when it is too long, or, with the code `changed`
    and the version that is there, when another one is.
    """
    require(by, "boards.add_post")
    if is_too_rich(draft.body) or len(draft.title) > Draft.TITLE_LENGTH:
        raise ValidationError("글이 너무 길어 임시 저장하지 못했습니다.", code="too_long")
    spend("draft", by.pk, times=200, per=600)
    allowed = {image.page_file.url for image in images_in(draft.body, own_images(by))}
    draft.member, draft.saved_at = by, timezone.now()
    draft.body = clean_html(draft.body, image_allowed=lambda source: source in allowed)
    draft.title = draft.title.replace("\x00", "")
    is_empty = not (draft.title.strip() or allowed or plain_from_html(draft.body))
    try:
        return _replace(draft, replaces, is_empty=is_empty)
    except IntegrityError:
        # Two tabs began at once; the one that came later finds what the first one stored.
        return _replace(draft, replaces, is_empty=is_empty)


@transaction.atomic
def _replace(draft: Draft, replaces: int | None, *, is_empty: bool) -> Draft | None:
    kept = Draft.objects.select_for_update(no_key=True).filter(member=draft.member, board=draft.board).first()
    if kept and replaces is not None and kept.version != replaces:
        raise ValidationError(CHANGED, code="changed", params={"version": kept.version})
    if is_empty:
        if kept:
            kept.delete()
        return None
    draft.pk = kept.pk if kept else None
    draft.version = (kept.version if kept else replaces or 0) + 1
    draft.save(force_insert=not kept, force_update=bool(kept))
    return draft


def discard_draft(*, board: str, by: Member, version: int | None = None) -> bool:
    """Forget the draft of `by` on `board`; False when there was none.

    With `version`, only the draft of that version, or the one that was on its way while it was published.
    """
    drafts = Draft.objects.filter(member=by, board=board)
    if version is not None:
        drafts = drafts.filter(version__in=(version, version + 1))
    return bool(drafts.delete()[0])


def forget_drafts(member: Member) -> None:
    """Delete what a member who leaves had begun to write; pictures that no post shows go with the nightly tidying."""
    Draft.objects.filter(member=member).delete()


def remove_drafts() -> int:
    """Delete drafts that nobody has gone on with for three months; their pictures go as every orphan; how many."""
    return Draft.objects.filter(saved_at__lt=timezone.now() - LIVE).delete()[0]


def is_drafted(image: Image) -> bool:
    """Whether a draft of its member shows a picture."""
    return Draft.objects.filter(member_id=image.author_id, body__contains=image.token).exists()
