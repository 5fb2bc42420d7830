"""Files: static ones under hashed names, uploads public or private, in a folder or in S3; lists as CSV and XLSX."""

from polibat.files.common import IMMUTABLE, NOT_STORED, SANDBOX, StorageAway, UploadForm, drop_files
from polibat.files.folder import PrivateFolder, PublicFolder
from polibat.files.private import private_storage
from polibat.files.public import public_storage
from polibat.files.s3 import PrivateS3, PublicS3
from polibat.files.static import StaticStorage

__all__ = [
    "IMMUTABLE",
    "NOT_STORED",
    "SANDBOX",
    "PrivateFolder",
    "PrivateS3",
    "PublicFolder",
    "PublicS3",
    "StaticStorage",
    "StorageAway",
    "UploadForm",
    "drop_files",
    "private_storage",
    "public_storage",
]
