"""Where files lie that everybody may read."""

from typing import cast

from django.core.files.storage import default_storage

from polibat.files.folder import PublicFolder
from polibat.files.s3 import PublicS3

# What is asked of Django's is answered by one of these.
public_storage = cast("PublicFolder | PublicS3", default_storage)
