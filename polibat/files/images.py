"""Pictures that people upload: looked at with suspicion, decoded, stored as WebP without anything that came along."""

import io
import re
import struct
import threading
import warnings
import zipfile
from contextlib import contextmanager

import pi_heif
from django.core.exceptions import ValidationError
from PIL import Image, ImageOps

from polibat.files.colours import eight_bits, in_srgb
from polibat.files.common import DecoderBusy

MAX_BYTES = 5 * 1024 * 1024
# What phones, cameras, scanners and Windows make, by what is inside a file; its name says nothing.
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "HEIF", "AVIF", "BMP", "TIFF")
# What a file may be chosen from. Named one by one, iPhones would send what they otherwise turn into JPEG themselves.
ACCEPTED = "image/*"
# Pixels are memory (four bytes each, and a copy): a few kilobytes of PNG unfold to as many as they say. A JPEG is made
# smaller while it is read, unless it is progressive; a photo of a phone has 12, 24 or 50 million.
MAX_PIXELS, MAX_PIXELS_OF_PHOTOS, MAX_PIXELS_OF_JPEG = 12_600_000, 25_000_000, 51_000_000
MOVING = {"GIF", "WEBP", "PNG", "AVIF"}
# What makes a file that is also a picture run or open as something else. Whole tags, because a few bytes of a large
# photo spell the beginning of one by chance; a PDF counts only where readers look for its head.
FOREIGN = re.compile(rb"<(?:script|html|svg|iframe)[\s>]|<!doctype\s|<\?php\s", re.IGNORECASE)
PDF_HEAD = 1024
BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, OverflowError, RuntimeError, KeyError, struct.error)

# One at a time in a process: each may take a hundred megabytes for a moment.
DECODER = threading.BoundedSemaphore(1)
PATIENCE_SECONDS = 5

# Pillow refuses above twice this number and only warns above it; here the warning is a refusal too.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS_OF_JPEG
warnings.simplefilter("error", Image.DecompressionBombWarning)
pi_heif.register_heif_opener(thumbnails=False, decode_threads=1)


def decode_picture(upload, *, longest, most_bytes=MAX_BYTES):
    """Return the picture inside an upload: upright, RGB or RGBA in sRGB, without metadata, at most `longest` a side.

    Of a moving one the first frame (`info["was_moving"]`). Raises ValidationError: `too_big` (bytes),
    `too_many_pixels`, `not_a_picture` (anything but a whole picture of FORMATS, or one that carries a page, a script or
    an archive inside); DecoderBusy when others take too long.
    """
    if upload.size > most_bytes:
        raise too_big(most_bytes)
    upload.seek(0)
    content = upload.read()
    if len(content) > most_bytes:
        raise too_big(most_bytes)
    _refuse_polyglot(content)
    with _alone():
        return _decoded(content, longest)


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


@contextmanager
def _alone():
    """One decoder at a time; who waits for too long is told to come again."""
    if not DECODER.acquire(timeout=PATIENCE_SECONDS):
        raise DecoderBusy("other pictures are being decoded")
    try:
        yield
    finally:
        DECODER.release()


def _decoded(content, longest):
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as image:
            _refuse_pixels(image)
            was_moving = image.format in MOVING and getattr(image, "is_animated", False)
            # A JPEG is read at an eighth to a half of its size where that is still larger than what is kept.
            scale = 1.5 * longest / max(image.size)
            image.draft(None, (round(image.width * scale) or 1, round(image.height * scale) or 1))
            image.load()
            small = shrunk(eight_bits(image), longest)
            small = in_srgb(_upright(small, image))
            if was_moving:
                small.info["was_moving"] = True
            return small
    except ValidationError:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise _too_many_pixels(MAX_PIXELS_OF_JPEG) from error
    except BROKEN as error:
        raise _not_a_picture(content) from error


def _refuse_pixels(image):
    most = MAX_PIXELS
    if image.format in {"JPEG", "MPO"}:
        most = MAX_PIXELS_OF_PHOTOS if image.info.get("progressive") else MAX_PIXELS_OF_JPEG
    elif image.format == "HEIF":
        most = MAX_PIXELS_OF_PHOTOS
    if image.width * image.height > most:
        raise _too_many_pixels(most)


def _upright(small, image):
    """Turn `small` as the EXIF of `image` says; a broken EXIF is no reason to refuse the picture."""
    profile = image.info.get("icc_profile")
    try:
        small.info = {"exif": image.getexif().tobytes()}
        turned = ImageOps.exif_transpose(small)
    except (*BROKEN, TypeError, UserWarning):
        turned = small
    turned.info = {"icc_profile": profile} if profile else {}
    return turned


def _refuse_polyglot(content):
    if content.lstrip()[:1] == b"<":
        raise _not_a_picture(content)
    if FOREIGN.search(content) or b"%PDF-" in content[:PDF_HEAD] or zipfile.is_zipfile(io.BytesIO(content)):
        raise ValidationError("이미지가 아닌 내용이 섞여 있는 파일은 올릴 수 없습니다.", code="not_a_picture")


def too_big(most_bytes):
    """The refusal of a file of more than `most_bytes`."""
    return ValidationError(f"파일 크기는 {most_bytes // 1024**2}MB 이하여야 합니다.", code="too_big")


def _not_a_picture(content):
    """What is wrong, and what to do: a photo of a phone that could not be read has a way of its own."""
    if content[4:8] == b"ftyp":
        words = "이미지 파일만 업로드 가능합니다. 읽을 수 없는 사진이니 JPG로 바꾸거나 화면을 캡처해 올려 주세요."
    else:
        words = "이미지 파일만 업로드 가능합니다. (jpg, png, gif, webp, heic, bmp, tiff 가운데 손상되지 않은 파일)"
    return ValidationError(words, code="not_a_picture")


def _too_many_pixels(most):
    words = f"이미지가 너무 큽니다. 가로×세로 {most // 10_000:,}만 화소 이하로 줄여 주세요."
    return ValidationError(words, code="too_many_pixels")
