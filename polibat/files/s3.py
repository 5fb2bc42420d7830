"""Files in a bucket of S3 or of a service like it; nothing else here knows boto's failures."""

from typing import Literal

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.utils.encoding import filepath_to_uri
from django.utils.http import content_disposition_header
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

from polibat.files.common import KEPT_SHORTLY, NOT_KEPT, PROBE, Reached, UploadForm, content_type_of

# A form waits for the storage: what does not answer is soon given up, and said.
CONFIG = Config(
    signature_version="s3v4",
    connect_timeout=2,
    read_timeout=5,
    retries={"total_max_attempts": 2, "mode": "standard"},
    # Services like S3 often know no other checksums.
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)
IN_MEMORY = 5 * 1024 * 1024


class Bucket(Reached, S3Storage):
    """A prefix of the bucket that fails as a folder does: StorageAway, or FileNotFoundError for what is not there."""

    kind: Literal["s3"] = "s3"
    where = "S3"
    failures = (Boto3Error, BotoCoreError, ClientError)
    cache_control = ""
    address: str
    bucket_name: str

    def __init__(self, **options):
        """Take the options of STORAGES; `address` is where its objects are found."""
        super().__init__(
            transfer_config=TransferConfig(use_threads=False),
            max_memory_size=IN_MEMORY,
            file_overwrite=False,
            **options,
        )
        self.client_config = self.client_config.merge(CONFIG)

    def get_default_settings(self):
        """Those of the library, and our own."""
        return {**super().get_default_settings(), "address": ""}

    def get_object_parameters(self, name):
        """What an object is and how long it may be kept."""
        return {"ContentType": content_type_of(name), "CacheControl": self.cache_control}

    @property
    def _client(self):
        """What speaks to the service in its own words."""
        return self.connection.meta.client  # pyright: ignore[reportOptionalMemberAccess] - boto fills it in later

    def write_probe(self):
        """Write an object and delete it: a bucket may answer and let us write nothing."""
        key = self._normalize_name("probe")
        with self.reached():
            self._client.put_object(Bucket=self.bucket_name, Key=key, Body=PROBE)
            self._client.delete_object(Bucket=self.bucket_name, Key=key)

    def _open(self, name, mode="rb"):
        opened = super()._open(name, mode)
        if "r" in mode:
            # Fetched now: whoever reads has nobody left to tell that it failed.
            with self.reached():
                opened.open()
        return opened


class PublicS3(Bucket):
    """What everybody may read, under `public/`: by the address of a CDN, else by the bucket's own."""

    cache_control = KEPT_SHORTLY

    def url(self, name):
        """The address of a file; nothing is asked and nothing signed."""
        return f"{self.address}/{filepath_to_uri(clean_name(name))}"


class PrivateS3(Bucket):
    """What only some may read, and what nobody has looked into yet, under `private/`: it opens by signature alone."""

    cache_control = NOT_KEPT

    def upload_form(self, name, *, content_type, most_bytes, seconds):
        """Let a browser put one file of that type and size under `name`, for some seconds."""
        key = self._normalize_name(clean_name(name))
        said = {"Content-Type": content_type}
        conditions = [said, ["content-length-range", 1, most_bytes]]
        with self.reached():
            form = self._client.generate_presigned_post(
                self.bucket_name, key, Fields=said, Conditions=conditions, ExpiresIn=seconds
            )
        return UploadForm(form["url"], form["fields"])

    def download_url(self, name, *, filename, content_type, seconds):
        """An address under which one file can be taken away, for some seconds."""
        told = {
            "ResponseContentDisposition": content_disposition_header(True, filename),
            "ResponseContentType": content_type,
            "ResponseCacheControl": NOT_KEPT,
        }
        with self.reached():
            return self.url(name, parameters=told, expire=seconds)

    def name_of(self, address):
        """The file that an address of `download_url` is for, also of one that is over; None for any other address."""
        start, _, _ = self.url("-").partition("?")
        path, _, signature = address.partition("?")
        start = start.removesuffix("-")
        return path.removeprefix(start) if signature and path.startswith(start) else None
