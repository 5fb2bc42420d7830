"""Taking pictures, and keeping them where those may find them who may see them."""

from pictures.services.images import discard_image, offer_upload, store_image, take_upload

__all__ = ["discard_image", "offer_upload", "store_image", "take_upload"]
