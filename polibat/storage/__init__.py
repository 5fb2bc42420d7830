"""How files are stored: static ones under hashed names, uploads public or private, in a folder or in S3."""

from polibat.storage.common import IMMUTABLE, NOT_STORED, StorageAway, UploadForm, drop_files
from polibat.storage.folder import PrivateFolder, PublicFolder
from polibat.storage.private import private_storage
from polibat.storage.s3 import PrivateS3, PublicS3
from polibat.storage.static import StaticStorage

__all__ = [
    "IMMUTABLE",
    "NOT_STORED",
    "PrivateFolder",
    "PrivateS3",
    "PublicFolder",
    "PublicS3",
    "StaticStorage",
    "StorageAway",
    "UploadForm",
    "drop_files",
    "private_storage",
]
