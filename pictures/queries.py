"""Which pictures a text may show, and what is held of a member's."""

import re
from collections.abc import Iterator
from html import escape, unescape

from django.db.models import Model, QuerySet

from accounts.events import Part
from accounts.models import Member
from pictures.models import Image, address_of
from polibat.files import private_storage, public_storage

MOST_NAMES = 100
# Found anywhere in what was typed: whether it is the address of an image is seen when the text is cleaned.
STORED = re.compile(r"images/[A-Za-z0-9_-]{1,90}\.webp")

# In clean HTML no value holds a quotation mark; in what came back of it an address that was signed is found as it was.
SHOWN = re.compile(rf'''(<img\s(?:[^>]*\s)?src=")[^"]*?({STORED.pattern})"''')
WHOLE = re.compile(rf"""<img\s(?:[^>]*\s)?src="[^"]*?({STORED.pattern})"[^>]*>""")
SOURCE = re.compile(r'''(<img\s(?:[^>]*?\s)?src=")([^"]*)"''')


def own_images(member: Member, *, post: Model | None = None) -> QuerySet[Image]:
    """Images that a text of `member` may show: one's own, and those that `post` shows already."""
    own = Image.objects.filter(author=member)
    return own | Image.objects.filter(post=post) if post else own


def images_in(markup: str, images: QuerySet[Image]) -> QuerySet[Image]:
    """Those among `images` (a queryset) that `markup` may show; no query when it names none."""
    names = set(STORED.findall(markup)[:MOST_NAMES])
    return images.filter(page_file__in=names) if names else images.none()


def shown_addresses(markup: str) -> str:
    """Clean HTML whose pictures are withheld, with addresses under which they open for an hour."""
    return SHOWN.sub(lambda found: f'{found[1]}{escape(address_of(found[2], is_withheld=True))}"', markup)


def stored_addresses(markup: str) -> str:
    """HTML as it came back from somebody who read it by `shown_addresses`, with the addresses that are stored."""
    return SOURCE.sub(_stored, markup)


def without_images(markup: str, names: set[str]) -> str:
    """Clean HTML without the pictures whose files have these names."""
    return WHOLE.sub(lambda found: "" if found[1] in names else found[0], markup)


def _stored(found: re.Match[str]) -> str:
    name = private_storage().name_of(unescape(found[2]))
    return f'{found[1]}{public_storage.url(name)}"' if name and STORED.fullmatch(name) else found[0]


def personal_data(member: Member) -> Iterator[Part]:
    """Yield what is held of a member's pictures, for the member (`내 정보 내려받기`)."""
    images = Image.objects.filter(author=member).values("page_file", "width", "height", "post__public_id", "created_at")
    yield "images", "올린 이미지", images.order_by("pk").iterator()
