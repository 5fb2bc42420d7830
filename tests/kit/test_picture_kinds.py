"""Pictures keep what the eye sees: every depth, colour space, palette, transparency and orientation there is."""

import base64
import io
import struct

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms

from polibat.files.images import decode_picture, webp_bytes

# A HEIC of 64 × 48 pixels, blue on its left half and red on its right one; Pillow cannot make one.
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAb5tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAADRpbG9jAAAAAERA"
    "AAIAAQAAAAAB4gABAAAAAAAAAEAAAgAAAAACIgABAAAAAAAAACQAAAA4aWluZgAAAAAAAgAAABVpbmZlAgAAAAABAABodmMxAAAAABVpbmZlAgAAAQAC"
    "AABFeGlmAAAAAA5waXRtAAAAAAABAAAA/WlwcnAAAADdaXBjbwAAAHZodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAA"
    "AAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAATY29scm5jbHgAAQANAAaA"
    "AAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xhcAAAAEAAAAABAAAAMAAAAAEAAAAAAAAAAv////AAAAACAAAAEHBpeGkAAAAAAwgICAAAABhpcG1hAAAA"
    "AAAAAAEAAQWBAgMFhAAAABppcmVmAAAAAAAAAA5jZHNjAAIAAQABAAAAbG1kYXQAAAA8KAGvWOb06r//8QD5H5T0/+jy/V/9Kvr/uMPr+ngVaV9tHbPI"
    "wkdyrBEyUFv39uIPBQjPAjeMOEgu9FrAAAAABkV4aWYAAE1NACoAAAAIAAEBEgADAAAAAQAGAAAAAAAA"
)


def encoded(image, kind, **how):
    stored = io.BytesIO()
    image.save(stored, kind, **how)
    return stored.getvalue()


def decoded(content, name="x", longest=1000):
    return decode_picture(SimpleUploadedFile(name, content), longest=longest)


def near(found, wanted, most=12):
    return len(found) == len(wanted) and all(abs(a - b) <= most for a, b in zip(found, wanted, strict=True))


def stripes(mode, values):
    """A picture of 40 × 20 whose left half has the first value and whose right one the second."""
    image = Image.new(mode, (40, 20), values[0])
    image.paste(values[1], (20, 0, 40, 20))
    return image


def swapped_profile():
    """A profile in which red means green and green red."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    head = 132 + 12 * struct.unpack(">I", profile[128:132])[0]
    table = bytes(profile[:head]).replace(b"rXYZ", b"????").replace(b"gXYZ", b"rXYZ").replace(b"????", b"gXYZ")
    return table + bytes(profile[head:])


GREYS = [(64, 64, 64), (192, 192, 192)]
COLOURS = [(200, 30, 30), (30, 30, 200)]


@pytest.mark.parametrize(
    ("content", "seen"),
    [
        # Sixteen bits of grey, which used to come out white.
        (encoded(stripes("I;16", (64 * 257, 192 * 257)), "PNG"), GREYS),
        (encoded(stripes("I;16", (64 * 257, 192 * 257)), "TIFF"), GREYS),
        (encoded(stripes("F", (64 / 255, 192 / 255)), "TIFF"), GREYS),
        (encoded(stripes("I", (64 * 257, 192 * 257)), "TIFF"), GREYS),
        (encoded(stripes("1", (0, 1)), "TIFF", compression="group4"), [(0, 0, 0), (255, 255, 255)]),
        (encoded(stripes("L", (64, 192)), "BMP"), GREYS),
        (encoded(stripes("RGB", COLOURS), "BMP"), COLOURS),
        (encoded(stripes("RGB", COLOURS), "TIFF", compression="tiff_lzw"), COLOURS),
        (encoded(stripes("RGB", COLOURS).convert("CMYK"), "JPEG", quality=95), COLOURS),
        (encoded(stripes("RGB", COLOURS).convert("CMYK"), "TIFF"), COLOURS),
        (encoded(stripes("RGB", COLOURS).convert("YCbCr"), "TIFF"), COLOURS),
        (encoded(stripes("LAB", ((138, 128, 128), (138, 128, 128))), "TIFF"), [(130, 130, 130)] * 2),
        (encoded(stripes("RGB", COLOURS), "AVIF", quality=90), COLOURS),
        (HEIC, COLOURS[::-1]),
    ],
    ids=[
        *("png16", "tiff16", "float", "int", "fax", "grey", "bmp", "tiff"),
        *("cmyk", "cmyk2", "ycbcr", "lab", "avif", "heic"),
    ],
)
def test_colours_and_depths_are_seen_as_they_are(content, seen):
    image = decoded(content)
    left, right = (image.getpixel((round(image.width * at), image.height // 2)) for at in (0.25, 0.75))
    assert near(left, seen[0]), left
    assert near(right, seen[1]), right


def test_a_profile_is_followed_and_left_behind():
    red = stripes("RGBA", ((200, 0, 0, 255), (0, 0, 0, 0)))
    image = decoded(encoded(red, "PNG", icc_profile=swapped_profile()))
    assert near(image.getpixel((5, 5)), (0, 200, 0, 255), 40)
    assert image.getpixel((35, 5))[3] == 0
    assert "icc_profile" not in Image.open(io.BytesIO(webp_bytes(image, 100))).info
    # A profile that is broken, or for other pictures, is no reason to refuse one.
    for profile in (b"x" * 200, ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()):
        image = decoded(encoded(stripes("RGB", COLOURS), "PNG", icc_profile=profile))
        assert near(image.getpixel((5, 5)), COLOURS[0])


@pytest.mark.parametrize("mode", ["LA", "RGBA", "P"])
def test_what_is_transparent_stays_transparent(mode):
    clear = stripes("RGBA", ((90, 90, 90, 255), (90, 90, 90, 0)))
    kinds = {"LA": ("PNG",), "RGBA": ("PNG", "WEBP", "TIFF", "AVIF"), "P": ("PNG", "GIF")}[mode]
    for kind in kinds:
        image = clear.quantize(8) if (mode, kind) == ("P", "PNG") else clear.convert(mode if mode != "P" else "RGBA")
        shown = Image.open(io.BytesIO(webp_bytes(decoded(encoded(image, kind)), 100)))
        assert (shown.getpixel((5, 5))[3], shown.getpixel((35, 5))[3]) == (255, 0), kind


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_photo_stands_upright(kind):
    exif = Image.Exif()
    exif[0x0112] = 6
    image = decoded(encoded(stripes("RGB", COLOURS), kind, exif=exif))
    assert image.size == (20, 40)
    assert near(image.getpixel((10, 5)), COLOURS[0], 30)
    # Also one that was made smaller while it was read.
    large = stripes("RGB", COLOURS).resize((1200, 600))
    assert decoded(encoded(large, kind, exif=exif), longest=100).size == (50, 100)


@pytest.mark.parametrize("name", ["kakao.jfif", "noending", "사진.HEIC", "photo.txt", "x.exe"])
def test_what_a_file_is_called_says_nothing(name):
    assert decoded(encoded(stripes("RGB", COLOURS), "JPEG"), name).size == (40, 20)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_what_moves_the_first_frame_is_kept_and_that_is_said(kind):
    frames = [Image.new("RGB", (40, 20), colour) for colour in COLOURS]
    moving = decoded(encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=100))
    assert near(moving.getpixel((5, 5)), COLOURS[0])
    assert moving.info["was_moving"]
    assert "was_moving" not in decoded(encoded(frames[0], kind)).info
    # Two pictures in one JPEG, as cameras make them, are no film.
    pair = encoded(frames[0], "MPO", save_all=True, append_images=frames[1:])
    assert decoded(pair).info == {}


def test_a_broken_photo_of_a_phone_is_refused_with_what_to_do():
    with pytest.raises(ValidationError, match="JPG로 바꾸거나"):
        decoded(HEIC[:300] + bytes(200))
    with pytest.raises(ValidationError, match="heic, bmp, tiff"):
        decoded(b"8BPS\0\1" + bytes(100))
