"""Taking pictures, and keeping them where those may find them who may see them."""

from pictures.services.images import discard_image, offer_upload, store_image, take_upload
from pictures.services.reach import bring_on, release, withhold

__all__ = ["bring_on", "discard_image", "offer_upload", "release", "store_image", "take_upload", "withhold"]
