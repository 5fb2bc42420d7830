"""Which pictures a text may show, and what is held of a member's."""

import re
from collections.abc import Iterator

from django.db.models import Model, QuerySet

from accounts.events import Part
from accounts.models import Member
from pictures.models import Image

MOST_NAMES = 100
# Found anywhere in what was typed: whether it is the address of an image is seen when the text is cleaned.
STORED = re.compile(r"images/[A-Za-z0-9_-]{1,90}\.webp")


def own_images(member: Member, *, post: Model | None = None) -> QuerySet[Image]:
    """Images that a text of `member` may show: one's own, and those that `post` shows already."""
    own = Image.objects.filter(author=member)
    return own | Image.objects.filter(post=post) if post else own


def images_in(markup: str, images: QuerySet[Image]) -> QuerySet[Image]:
    """Those among `images` (a queryset) that `markup` may show; no query when it names none."""
    names = set(STORED.findall(markup)[:MOST_NAMES])
    return images.filter(page_file__in=names) if names else images.none()


def personal_data(member: Member) -> Iterator[Part]:
    """Yield what is held of a member's pictures, for the member (`내 정보 내려받기`)."""
    images = Image.objects.filter(author=member).values("page_file", "width", "height", "post__public_id", "created_at")
    yield "images", "올린 이미지", images.order_by("pk").iterator()
