"""The addresses of pictures in texts, when the base under which public files are found becomes another one.

Texts hold whole addresses, and what shows a picture in another place (polls, banners, popups, photos) holds names of
files. So posts of every board and drafts are what has to be written anew; policies and comments hold no pictures.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction

from boards.models import Draft, Post
from boards.services.status import invalidate_post_pages

TABLES = (Post, Draft)
BATCH = 200
# In what was sanitised no value holds one of these, so the mark of an attribute is found by looking.
UNFIT = re.compile(r"""[\s"'<>?#\\]""")


@dataclass
class Moved:
    """What was (or would be) done in a batch of a table."""

    model: type
    texts: int
    addresses: int


def base_of(address: str) -> str:
    """The base of addresses as texts hold it: `https://files.example` or `/media`; raises ValidationError."""
    base = address.strip().rstrip("/")
    try:
        parts = urlsplit(base)
    except ValueError:
        parts = urlsplit("")
    is_whole = parts.scheme in {"http", "https"} and bool(parts.netloc)
    is_path = base.startswith("/") and not base.startswith("//")
    if UNFIT.search(base) or not (is_whole or is_path):
        raise ValidationError(f"주소가 아닙니다: {address!r}. https://…나 /media처럼 적어 주세요.", code="base")
    return base


def move_media(old: str, new: str, *, dry_run: bool = False) -> Iterator[Moved]:
    """Put `new` in the place of the base `old` wherever a text shows or links a file below it; a `Moved` a batch.

    Each batch is a transaction of its own, and what is done is not found again: a run that was cut short is simply
    started anew. Nothing else of a row changes, no moment either. Raises ValidationError for bases that are none, are
    the same, or lie inside each other in a way that a second run would move again.
    """
    old, new = base_of(old), base_of(new)
    if f"{new}/".startswith(f"{old}/"):
        raise ValidationError("새 주소가 옛 주소와 같거나 그 아래에 있습니다.", code="same")
    pattern = re.compile(rf"""(<(?:img|a)\s(?:[^>]*\s)?(?:src|href)="){re.escape(old)}/""")
    for model in TABLES:
        last = 0
        while last is not None:
            moved, last = _move_batch(model, pattern, old, new, after=last, dry_run=dry_run)
            yield moved


@transaction.atomic
def _move_batch(
    model: type[Post] | type[Draft], pattern: re.Pattern[str], old: str, new: str, *, after: int, dry_run: bool
) -> tuple[Moved, int | None]:
    """Move the next rows after a key; what was done, and the last key (None: that was the end)."""
    found = model.objects.filter(pk__gt=after, body__contains=f'="{old}/').order_by("pk")
    # An author who saves at this moment waits, and what was saved before is what is moved.
    rows = list((found if dry_run else found.select_for_update(no_key=True))[:BATCH])
    changed, addresses = [], 0
    for row in rows:
        row.body, number = pattern.subn(rf"\g<1>{new}/", row.body)
        if number:
            changed.append(row)
            addresses += number
    if not dry_run:
        model.objects.bulk_update(changed, ["body"])
        for row in changed:
            if model is Post:
                invalidate_post_pages(row, lists=False)
    return Moved(model, len(changed), addresses), rows[-1].pk if len(rows) == BATCH else None
