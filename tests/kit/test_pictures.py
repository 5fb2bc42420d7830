"""Uploaded pictures: what is taken, what is refused, what is left behind."""

import io
import struct
import subprocess
import sys
import zipfile
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from polibat.files import images
from polibat.files.common import DecoderBusy
from polibat.files.images import MAX_BYTES, decode_picture, webp_bytes


def picture(kind="PNG", mode="RGB", size=(60, 40), **kwargs):
    """A picture of noise."""
    stored = io.BytesIO()
    Image.effect_noise(size, 50).convert(mode).save(stored, kind, **kwargs)
    return stored.getvalue()


def upload(content, name="photo.png"):
    return SimpleUploadedFile(name, content)


def bomb(side):
    """A PNG of a few kilobytes that unfolds to side × side pixels."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\0" * ((side // 8 + 1) * side)))
    return b"\x89PNG\r\n\x1a\n" + header + pixels + chunk(b"IEND", b"")


def archive():
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as made:
        made.writestr("a.txt", "b")
    return stored.getvalue()


def refusal(content, name="photo.png"):
    with pytest.raises(ValidationError) as refused:
        decode_picture(upload(content, name), longest=1000)
    return refused.value.code


@pytest.mark.parametrize(
    ("kind", "mode", "plain"),
    [
        ("JPEG", "RGB", "RGB"),
        ("JPEG", "L", "RGB"),
        ("JPEG", "CMYK", "RGB"),
        ("PNG", "RGBA", "RGBA"),
        ("PNG", "LA", "RGBA"),
        ("PNG", "P", "RGB"),
        ("PNG", "1", "RGB"),
        ("GIF", "P", "RGB"),
        ("WEBP", "RGB", "RGB"),
    ],
)
def test_decode_picture_takes_what_people_have(kind, mode, plain):
    image = decode_picture(upload(picture(kind, mode)), longest=1000)
    assert (image.size, image.mode) == ((60, 40), plain)


def test_webp_bytes_shrinks_and_never_enlarges():
    image = decode_picture(upload(picture(size=(300, 200))), longest=1000)
    assert Image.open(io.BytesIO(webp_bytes(image, 150))).size == (150, 100)
    assert Image.open(io.BytesIO(webp_bytes(image, 900))).size == (300, 200)


def test_decode_picture_stands_upright_and_leaves_exif_behind():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "37.5665N 126.9780E"
    image = decode_picture(upload(picture("JPEG", exif=exif), "a.jpg"), longest=1000)
    stored = webp_bytes(image, 1000)
    assert image.size == (40, 60)
    assert b"37.5665N" not in stored
    assert not dict(Image.open(io.BytesIO(stored)).getexif())


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.png", "not_a_picture"),
        (b"hello", "a.png", "not_a_picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg", "not_a_picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.png", "not_a_picture"),
        (b"%PDF-1.7", "a.jpg", "not_a_picture"),
        (b"x" * (MAX_BYTES + 1), "a.png", "too_big"),
    ],
)
def test_decode_picture_refuses_what_is_none(content, name, code):
    assert refusal(content, name) == code


def test_decode_picture_refuses_a_page_or_archive_in_a_picture():
    assert refusal(picture("GIF", "P") + b"<script>alert(1)</script>") == "not_a_picture"
    assert refusal(picture("JPEG", comment=b"<?php system($_GET[0]); ?>")) == "not_a_picture"
    assert refusal(picture("PNG") + archive()) == "not_a_picture"


def test_decode_picture_refuses_half_a_picture():
    whole = picture("JPEG", size=(400, 300))
    assert refusal(whole[: len(whole) // 2]) == "not_a_picture"


@pytest.mark.parametrize("side", [7_000, 10_000, 20_000])
def test_decode_picture_refuses_a_bomb_before_it_unfolds(side):
    assert len(bomb(side)) < 60_000
    assert refusal(bomb(side)) == "too_many_pixels"


EXIF = Image.Exif()
EXIF[0x0112] = 6
WHOLE = {kind: picture(kind, "RGB", exif=EXIF) for kind in ("JPEG", "PNG", "WEBP")} | {"GIF": picture("GIF", "P")}


# Of damaged metadata Pillow only warns, and reads the picture all the same.
@pytest.mark.filterwarnings("ignore::UserWarning")
@given(st.data())
def test_decode_picture_survives_any_damage(data):
    content = bytearray(WHOLE[data.draw(st.sampled_from(sorted(WHOLE)))])
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=8)):
        content[at] ^= data.draw(st.integers(1, 255))
    try:
        decode_picture(upload(bytes(content)), longest=1000)
    except ValidationError as refused:
        assert refused.code in {"not_a_picture", "too_many_pixels"}


PEAK = r"""
import io, re, sys, threading
from pathlib import Path
from PIL import Image
import django
from django.conf import settings
settings.configure()
from django.core.files.base import ContentFile
from polibat.files.images import decode_picture
stored = io.BytesIO()
Image.new("P", (3500, 3500)).save(stored, "PNG")
assert len(stored.getvalue()) < 50_000
# Of this program alone; `resource` would tell what the one that started it had.
peak = lambda: int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1])
before = peak()
decode = lambda: decode_picture(ContentFile(stored.getvalue(), name="x"), longest=1600)
threads = [threading.Thread(target=decode) for _ in range(int(sys.argv[1]))]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(peak() - before)
"""


def test_pictures_that_come_at_once_take_the_memory_of_one():
    asked = [[sys.executable, "-c", PEAK, str(number)] for number in (1, 5)]
    done = [subprocess.run(each, capture_output=True, text=True, check=True, timeout=300) for each in asked]
    one, five = (int(each.stdout) for each in done)
    assert 0 < five < 2 * one, (one, five)


def test_who_waits_too_long_for_the_decoder_is_told_to_come_again(monkeypatch):
    monkeypatch.setattr(images, "PATIENCE_SECONDS", 0)
    with images.DECODER, pytest.raises(DecoderBusy):
        decode_picture(upload(picture()), longest=100)
    assert decode_picture(upload(picture()), longest=100).size == (60, 40)


def test_limits_are_those_of_what_has_to_be_unfolded():
    assert refusal(bomb(3_600)) == "too_many_pixels"
    # The photo of a phone, 24 million pixels, is read at a quarter of its size.
    photo = io.BytesIO()
    Image.new("L", (5712, 4284)).save(photo, "JPEG")
    assert decode_picture(upload(photo.getvalue()), longest=100).size == (100, 75)
