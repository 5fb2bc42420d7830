"""Pictures that people upload: looked at with suspicion, decoded, stored as WebP without anything that came along."""

import io
import re
import struct
import warnings
import zipfile
from pathlib import PurePath

from django.core.exceptions import ValidationError
from PIL import Image, ImageOps

MAX_BYTES = 5 * 1024 * 1024
MAX_PIXELS = 25_000_000
FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
EXTENSIONS = {".jpg", ".jpeg", ".png", ".gif", ".webp"}
# What makes a file that is also a picture run or open as something else. Whole tags, because a few bytes of a large
# photo spell the beginning of one by chance; a PDF counts only where readers look for its head.
FOREIGN = re.compile(rb"<(?:script|html|svg|iframe)[\s>]|<!doctype\s|<\?php\s", re.IGNORECASE)
PDF_HEAD = 1024
BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, OverflowError, struct.error)

# Pillow refuses above twice this number and only warns above it; here the warning is a refusal too.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


def decode_picture(upload, *, most_bytes=MAX_BYTES):
    """Return the picture inside an upload: upright, RGB or RGBA, without metadata, the first frame of a moving one.

    Raises ValidationError: `too_big` (bytes), `too_many_pixels`, `not_a_picture` (anything but a whole
    JPEG, PNG, GIF or WebP, or one that carries a page, a script or an archive inside).
    """
    if upload.size > most_bytes:
        raise too_big(most_bytes)
    if PurePath(upload.name).suffix.lower() not in EXTENSIONS:
        raise _not_a_picture()
    upload.seek(0)
    content = upload.read()
    if len(content) > most_bytes:
        raise too_big(most_bytes)
    _refuse_polyglot(content)
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise _too_many_pixels()
            image.load()
            return _plain(_upright(image))
    except ValidationError:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise _too_many_pixels() from error
    except BROKEN as error:
        raise _not_a_picture() from error


def shrunk(image, longest):
    """`image` with at most `longest` pixels on its longer side; itself when it is no larger.

    Made in two steps, a quick one to about twice the size and a fine one, so that a huge picture costs little.
    """
    scale = longest / max(image.size)
    if scale >= 1:
        return image
    size = tuple(max(1, round(side * scale)) for side in image.size)
    small = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    small.info = image.info
    return small


def webp_bytes(image, longest):
    """`image` as WebP whose longer side has at most `longest` pixels; never enlarged."""
    stored = io.BytesIO()
    shrunk(image, longest).save(stored, "WEBP", quality=82, method=4)
    return stored.getvalue()


def _upright(image):
    """Turn `image` as its EXIF says; a broken EXIF is no reason to refuse the picture."""
    try:
        return ImageOps.exif_transpose(image)
    except (*BROKEN, TypeError, UserWarning):
        return image


def _plain(image):
    """Keep the pixels alone; a colour profile stays where it still fits, so that colours of phones stay true."""
    profile = image.info.get("icc_profile") if image.mode in {"RGB", "RGBA"} else None
    has_alpha = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    plain = image.convert("RGBA" if has_alpha else "RGB")
    plain.info = {"icc_profile": profile} if profile else {}
    plain.getexif().clear()
    return plain


def _refuse_polyglot(content):
    if FOREIGN.search(content) or b"%PDF-" in content[:PDF_HEAD] or zipfile.is_zipfile(io.BytesIO(content)):
        raise ValidationError("이미지가 아닌 내용이 섞여 있는 파일은 올릴 수 없습니다.", code="not_a_picture")


def too_big(most_bytes):
    """The refusal of a file of more than `most_bytes`."""
    return ValidationError(f"파일 크기는 {most_bytes // 1024**2}MB 이하여야 합니다.", code="too_big")


def _not_a_picture():
    return ValidationError(
        "이미지 파일만 업로드 가능합니다. (jpg, png, gif, webp, 손상되지 않은 파일)", code="not_a_picture"
    )


def _too_many_pixels():
    return ValidationError(
        f"이미지가 너무 큽니다. 가로×세로 {MAX_PIXELS // 10_000:,}만 화소 이하로 줄여 주세요.", code="too_many_pixels"
    )
