"""What a storage must do, proved by doing it; each check leaves nothing behind."""

import secrets
import urllib.error
import urllib.request
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.base import ContentFile

from polibat.files.common import KEPT_SHORTLY, StorageAway
from polibat.files.private import private_storage
from polibat.files.public import public_storage
from polibat.text.particles import with_particle

SECONDS = 60
PATIENCE = 10
# So small that every limit lets it pass.
CONTENT = b"polibat check_storage"
TYPE = "text/plain"


class CheckFailed(Exception):
    """What the storage did not do, in Korean."""


class Skipped(Exception):
    """What could not be tried, in Korean: the site that would answer does not run."""


def checks():
    """The words and the function of each check, in their order."""
    for words, storage, folder in (
        ("공개 파일", public_storage, "images/check"),
        ("비공개 파일", private_storage(), "uploads/check"),
    ):
        name = f"{folder}-{secrets.token_urlsafe(12)}.txt"
        yield f"{words} 쓰기·읽기·지우기", lambda storage=storage, name=name: _round_trip(storage, name)
    yield "공개 주소로 읽기(캐시 기한 포함)", _public_address
    yield "비공개 파일은 서명 없이 읽히지 않음", _private_is_closed
    yield "서명한 주소로 내려받기", _signed_download
    yield "서명한 양식으로 올리기", _signed_upload


def _round_trip(storage, name):
    storage.probe()
    stored = storage.save(name, ContentFile(CONTENT))
    try:
        with storage.open(stored) as file:
            if file.read() != CONTENT:
                raise CheckFailed("쓴 내용과 읽은 내용이 다릅니다.")
    finally:
        storage.delete(stored)
    if storage.exists(stored):
        raise CheckFailed("지운 파일이 남아 있습니다.")


def _public_address():
    with _Stored(public_storage, "images/") as name:
        status, headers, content = _ask(public_storage.url(name))
        if (status, content) != (200, CONTENT):
            raise CheckFailed(
                f"공개 주소가 {with_particle(str(status), '으로/로')} 답했습니다. 버킷 정책이나 CDN을 확인해 주세요."
            )
        if headers.get("Cache-Control") != KEPT_SHORTLY:
            raise CheckFailed(f"캐시 기한이 다릅니다: {headers.get('Cache-Control')}")


def _private_is_closed():
    storage = private_storage()
    with _Stored(storage, "uploads/") as name:
        for address in _unsigned_addresses(storage, name):
            status = _ask(address)[0]
            if status == 200:
                raise CheckFailed(f"서명 없이 읽힙니다. private/를 공개하지 마세요: {address}")


def _unsigned_addresses(storage, name):
    """Where somebody who knows the name would look for it."""
    if storage.kind == "folder":
        return [f"{settings.MEDIA_URL}{name}", f"{settings.MEDIA_URL}private/{name}", f"/files/{name}"]
    return [
        f"{settings.BUCKET_ADDRESS}/private/{name}",
        *([f"{settings.CLOUDFRONT_URL}/private/{name}"] if settings.CLOUDFRONT_URL else []),
    ]


def _signed_download():
    storage = private_storage()
    with _Stored(storage, "uploads/") as name:
        address = storage.download_url(name, filename="확인.txt", content_type=TYPE, seconds=SECONDS)
        status, headers, content = _ask(address)
        if (status, content) != (200, CONTENT):
            raise CheckFailed(f"서명한 주소가 {with_particle(str(status), '으로/로')} 답했습니다.")
        if not headers.get("Content-Disposition", "").startswith("attachment"):
            raise CheckFailed("내려받는 파일이 아니라 화면으로 열립니다.")


def _signed_upload():
    storage = private_storage()
    name = f"uploads/incoming/check-{secrets.token_urlsafe(12)}.txt"
    form = storage.upload_form(name, content_type=TYPE, most_bytes=len(CONTENT), seconds=SECONDS)
    try:
        status, _headers, said = _ask(form.url, body=_multipart(form.fields))
        if status not in {200, 201, 204}:
            refused = with_particle(str(status), "으로/로")
            raise CheckFailed(f"올리기가 {refused} 거절되었습니다: {said[:200].decode(errors='replace')}")
        with storage.open(name) as file:
            if file.read() != CONTENT:
                raise CheckFailed("올린 내용과 읽은 내용이 다릅니다.")
    finally:
        storage.delete(name)


class _Stored:
    """A file that is there for the length of one check."""

    def __init__(self, storage, folder):
        self.storage, self.wanted = storage, f"{folder}check-{secrets.token_urlsafe(12)}.txt"

    def __enter__(self):
        self.name = self.storage.save(self.wanted, ContentFile(CONTENT))
        return self.name

    def __exit__(self, *_):
        self.storage.delete(self.name)


BOUNDARY = "polibat-check-storage"


def _multipart(fields):
    """The body of a form with its file last, as browsers send it."""
    parts = [f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in fields.items()]
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="check.txt"\r\n'
    return "".join(parts).encode() + f"{head}Content-Type: {TYPE}\r\n\r\n".encode() + CONTENT + _END


_END = f"\r\n--{BOUNDARY}--\r\n".encode()


def _ask(address, *, body=None):
    """Status, headers and content of an address, asked as a visitor; ours needs the site to run."""
    is_ours = not urlsplit(address).netloc
    request = urllib.request.Request(  # noqa: S310 - addresses of our own storage
        f"{settings.SITE_URL.rstrip('/')}{address}" if is_ours else address, data=body
    )
    if body is not None:
        request.add_header("Content-Type", f"multipart/form-data; boundary={BOUNDARY}")
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, refusal.headers, refusal.read()
    except OSError as error:
        if is_ours:
            raise Skipped(f"사이트({settings.SITE_URL})가 켜져 있지 않습니다.") from error
        raise StorageAway(f"{urlsplit(address).netloc}: {error}") from error
