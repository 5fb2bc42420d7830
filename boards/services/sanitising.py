"""The text of a post on its way in: sanitised, with none but the site's own images."""

import re

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from boards.models import Post
from pictures.queries import images_in, stored_addresses
from polibat.text import clean_html, clean_line, excerpt_of, plain_from_html

IMAGES = 10
LONGEST_MARKUP = 200_000
# Elements inside each other cost the parser their number squared: 40,000 of them held a process for seconds.
MOST_ELEMENTS = 8_000
OPENING = re.compile(r"<[a-zA-Z]")


def fill_text(post: Post, images: QuerySet) -> None:
    """Clean the title and text of `post` and derive what is read from them; `images` may stay in the text.

    Raises ValidationError for a text that no reader would get to the end of, or more than 10 images.
    """
    if is_too_rich(post.body):
        raise ValidationError({"body": ValidationError("내용이 너무 깁니다. 서식을 줄여 주세요.", code="too_long")})
    post.body = stored_addresses(post.body)
    allowed = {image.page_file.url for image in images_in(post.body, images)}
    post.title = clean_line(post.title)
    post.body = clean_html(post.body, image_allowed=lambda source: source in allowed)
    post.body_text = plain_from_html(post.body)
    post.excerpt = excerpt_of(post.body_text)
    shown, post.had_image = post.body.count("<img "), post.has_image
    post.has_image = bool(shown)
    if shown > IMAGES:
        message = f"이미지는 {IMAGES}개까지 넣을 수 있습니다. (현재 {shown}개)"
        raise ValidationError({"body": ValidationError(message, code="too_many_images")})


def is_too_rich(markup: str) -> bool:
    """Whether `markup` is longer, or has more elements, than is cleaned."""
    return len(markup) > LONGEST_MARKUP or len(OPENING.findall(markup)) > MOST_ELEMENTS
