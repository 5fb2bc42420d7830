"""Pictures of every depth and colour space as eight bits of sRGB, which is what all screens take them for."""

import io
from functools import cache
from typing import cast

from PIL import Image, ImageCms

# What holds more than eight bits of grey, and how its depth is told.
DEEP = ("I;16", "I;16L", "I;16B", "I;16N", "I", "F")
DEPTHS = (1, 0xFF, 0xFFFF, 0xFFFFFFFF)
# Which modes a profile is for, by the signature in it.
SPACES = {"RGB": ("RGB",), "GRAY": ("L",), "CMYK": ("CMYK",), "Lab": ("LAB",)}


def eight_bits(image):
    """`image` in a mode that can be resized, with what the eye sees of it: no palette, eight bits a channel."""
    if image.mode in DEEP:
        return _shallow(image)
    if image.mode == "1":
        return image.convert("L")
    if "transparency" in image.info or image.mode in {"P", "PA", "La", "RGBa"}:
        return image.convert("RGBA" if image.has_transparency_data else "RGB")
    return image


def in_srgb(image):
    """`image` (as `eight_bits` leaves it) as RGB or RGBA in the colours that its profile means, without it."""
    alpha = image.getchannel("A") if image.mode in {"RGBA", "LA"} else None
    opaque = image.convert(image.mode.removesuffix("A")) if alpha else image
    plain = _through_profile(opaque, image.info.get("icc_profile"))
    if alpha:
        plain.putalpha(alpha)
    plain.info = {}
    return plain


def _shallow(image):
    """Grey of many bits as eight: by the depth that its lightest point says it has."""
    wide = image if image.mode in {"I", "F"} else image.convert("I")
    lightest = wide.getextrema()[1]
    # A PNG or TIFF of sixteen bits says so by its mode, however dark it is.
    depth = 0xFFFF if image.mode.startswith("I;16") else next((d for d in DEPTHS if lightest <= d), lightest)
    if wide.mode == "I" and depth == 1:
        depth = 0xFF
    return wide.convert("F").point(lambda value: value * (255 / depth) + 0.5).convert("L")


@cache
def _srgb():
    return ImageCms.createProfile("sRGB")


def _converted(image, source):
    # None is what comes back where a picture is changed in its place, which is not asked for.
    return cast(Image.Image, ImageCms.profileToProfile(image, source, _srgb(), outputMode="RGB"))


def _through_profile(image, profile):
    """What a profile means, where it is one and for such a picture; without one screens take RGB for sRGB."""
    if image.mode == "LAB":
        return _converted(image, ImageCms.createProfile("LAB"))
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            space = source.profile.xcolor_space.strip()  # pyright: ignore[reportAttributeAccessIssue] - a CmsProfile
            if image.mode in SPACES.get(space, ()):
                return _converted(image, source)
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            # A broken profile is no reason to refuse the picture.
            pass
    return image.convert("RGB")
