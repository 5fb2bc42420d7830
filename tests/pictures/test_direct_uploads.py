"""Large pictures, which browsers put into the storage by themselves: the same promises on a folder and on S3."""

import base64
import io
import json
import random
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image as Picture

from pictures.jobs import remove_incoming_images
from pictures.models import Image, IncomingImage
from pictures.services import offer_upload, take_upload
from pictures.services.cleanup import remove_incoming
from polibat.files import KEPT_SHORTLY, private_storage
from tests.boards.test_concurrency import at_once
from tests.storages import fetch, put

pytestmark = pytest.mark.django_db

OFFER = "/images/uploads/"
MEGABYTE = 1024 * 1024


def noise(side=900):
    """The bytes of a PNG of more than 1 MB: noise does not get smaller."""
    file = io.BytesIO()
    pixels = random.Random(1).randbytes(side * side * 3)
    Picture.frombytes("RGB", (side, side), pixels).save(file, "PNG", pnginfo=None)
    return file.getvalue()


LARGE = noise()


def offer(client, content=LARGE, kind="image/png"):
    answer = client.post(OFFER, {"type": kind, "size": len(content)})
    assert answer.status_code == 201, answer.content
    return answer.json()


def incoming_files():
    try:
        return private_storage().listdir("uploads/incoming")[1]
    except FileNotFoundError:
        return []


def public_files():
    try:
        return sorted(default_storage.listdir("images")[1])
    except FileNotFoundError:
        return []


def test_a_large_picture_is_taken_once_and_for_ever(storage, client_of, citizen):
    client = client_of(citizen)
    assert len(LARGE) > MEGABYTE
    form = offer(client)
    assert put(form["url"], form["fields"], LARGE) == 204
    assert incoming_files() == [form["fields"]["key"].rpartition("/")[2]]
    assert fetch(default_storage.url(IncomingImage.objects.get().name))[0] == 404

    taken = client.post(form["take"])
    image = Image.objects.get()
    assert (taken.status_code, taken.json()["width"], taken.json()["height"]) == (201, 900, 900)
    assert (taken.json()["url"], image.author, image.post) == (image.page_file.url, citizen, None)
    assert client.post(form["take"]).json() == taken.json()
    assert Image.objects.count() == 1
    assert (incoming_files(), len(public_files())) == ([], 2)
    for address in (taken.json()["url"], taken.json()["listUrl"]):
        status, headers, content = fetch(address)
        assert (status, headers["Content-Type"], headers["Cache-Control"]) == (200, "image/webp", KEPT_SHORTLY)
        with Picture.open(io.BytesIO(content)) as shown:
            assert shown.format == "WEBP"


def test_what_is_no_picture_is_refused_after_it_came(storage, client_of, citizen):
    client = client_of(citizen)
    told = {
        b"not a picture at all": (422, "이미지 파일만"),
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>": (422, "이미지"),
        LARGE + b"<script>alert(1)</script>": (422, "이미지가 아닌 내용"),
        LARGE[: MEGABYTE // 2]: (422, "이미지 파일만"),
    }
    for content, (status, words) in told.items():
        form = offer(client, content)
        assert put(form["url"], form["fields"], content) == 204
        answer = client.post(form["take"])
        assert (answer.status_code, words in answer.json()["error"]) == (status, True), content[:20]
        # It is gone, so asking again finds nothing.
        assert "찾을 수 없습니다" in client.post(form["take"]).json()["error"]
    assert (incoming_files(), public_files(), Image.objects.count()) == ([], [], 0)


def test_what_is_larger_than_pictures_may_be_is_never_read(storage, client_of, citizen):
    client = client_of(citizen)
    refused = client.post(OFFER, {"type": "image/png", "size": 5 * MEGABYTE + 1})
    assert (refused.status_code, "5MB" in refused.json()["error"]) == (413, True)
    form = offer(client)
    # Put there past every form, as by somebody with the keys of the bucket.
    private_storage().save(IncomingImage.objects.get().name, ContentFile(b"x" * (5 * MEGABYTE + 1)))
    refused = client.post(form["take"])
    assert (refused.status_code, "5MB" in refused.json()["error"]) == (413, True)
    assert (incoming_files(), public_files()) == ([], [])


def test_a_form_is_for_the_member_who_asked(storage, client_of, citizen, reader, pending):
    form = offer(client_of(citizen))
    put(form["url"], form["fields"], LARGE)
    assert client_of(reader).post(form["take"]).status_code == 404
    assert client_of().post(form["take"]).status_code == 401
    for token in ("..", "..%2F..%2Fexports", "x" * 500, "%00", "uploads%2Fincoming%2Fx.png"):
        assert client_of(citizen).post(f"{OFFER}{token}/").status_code == 404, token
    asked = {"type": "image/png", "size": 100}
    assert client_of().post(OFFER, asked).status_code == 401
    assert client_of(pending).post(OFFER, asked).status_code == 403
    assert client_of(citizen, enforce_csrf_checks=True).post(OFFER, asked).status_code == 403
    assert client_of(citizen, enforce_csrf_checks=True).post(form["take"]).status_code == 403
    for wrong in (
        {"type": "image/svg+xml", "size": 9},
        {"type": "\x00", "size": 9},
        {"type": "image/png", "size": "1e3"},
        {"size": 9},
        {},
    ):
        assert client_of(citizen).post(OFFER, wrong).status_code == 422, wrong
    assert (IncomingImage.objects.count(), Image.objects.count()) == (1, 0)


def test_forms_are_counted_with_the_pictures(client_of, citizen, use_storage):
    use_storage("folder")
    client = client_of(citizen)
    for _ in range(60):
        offer(client)
    answer = client.post(OFFER, {"type": "image/png", "size": 100})
    assert (answer.status_code, int(answer["Retry-After"]) > 0) == (429, True)
    assert client.post("/images/", {"file": ContentFile(LARGE, name="x.png")}).status_code == 429


@pytest.mark.django_db(transaction=True)
@pytest.mark.concurrency
def test_taken_many_times_at_once_it_is_one_picture(storage, citizen):
    incoming = IncomingImage(content_type="image/png")
    form = offer_upload(incoming, by=citizen, size=len(LARGE))
    put(form.url, form.fields, LARGE)
    images = at_once(*[lambda: take_upload(IncomingImage.objects.get(pk=incoming.pk), by=citizen)] * 4)
    assert len({image.pk for image in images}) == 1
    assert (Image.objects.count(), len(public_files()), incoming_files()) == (1, 2, [])


def test_what_nobody_took_goes_after_two_hours(storage, citizen):
    forms = []
    for _ in range(3):
        incoming = IncomingImage(content_type="image/png")
        forms.append((incoming, offer_upload(incoming, by=citizen, size=len(LARGE))))
        put(forms[-1][1].url, forms[-1][1].fields, LARGE)
    taken, left, fresh = (incoming for incoming, _form in forms)
    image = take_upload(taken, by=citizen)
    # Its form still counts, so it can be sent once more.
    put(forms[0][1].url, forms[0][1].fields, LARGE)
    IncomingImage.objects.exclude(pk=fresh.pk).update(created_at=timezone.now() - timedelta(hours=3))
    assert remove_incoming() == 2
    assert incoming_files() == [fresh.name.rpartition("/")[2]]
    assert list(IncomingImage.objects.all()) == [fresh]
    assert (list(Image.objects.all()), len(public_files())) == ([image], 2)
    with pytest.raises(IncomingImage.DoesNotExist):
        take_upload(left, by=citizen)
    IncomingImage.objects.update(created_at=timezone.now() - timedelta(hours=3))
    remove_incoming_images(0)
    assert (incoming_files(), IncomingImage.objects.count()) == ([], 0)


def test_the_folder_takes_only_what_its_form_allows(client, citizen, use_storage):
    use_storage("folder")
    incoming = IncomingImage(content_type="image/png")
    with time_machine.travel("2026-11-25 12:00+09:00", tick=False) as clock:
        form = offer_upload(incoming, by=citizen, size=100)
        for change in (
            {"key": "uploads/incoming/other.png"},
            {"key": "../../etc/passwd"},
            {"key": "exports/x.zip"},
            {"Content-Type": "text/html"},
            {"policy": form.fields["policy"][:-1] + "x"},
            {"policy": ""},
        ):
            assert put(form.url, form.fields | change, b"x" * 100) == 403, change
        assert put(form.url, form.fields, b"x" * 101) == 400
        assert put(form.url, form.fields, b"") == 400
        assert incoming_files() == []
        clock.shift(IncomingImage.OPEN_SECONDS + 1)
        assert put(form.url, form.fields, b"x" * 100) == 403
        clock.shift(-2)
        assert put(form.url, form.fields, b"x" * 100) == 204


def test_the_bucket_is_told_what_its_form_allows(citizen, use_storage):
    use_storage("s3")
    incoming = IncomingImage(content_type="image/jpeg")
    with time_machine.travel("2026-11-25 12:00+09:00", tick=False):
        form = offer_upload(incoming, by=citizen, size=1_234_567)
    policy = json.loads(base64.b64decode(form.fields["policy"]))
    assert policy["expiration"] == "2026-11-25T03:10:00Z"
    conditions = [tuple(each) if isinstance(each, list) else next(iter(each.items())) for each in policy["conditions"]]
    assert ("key", f"private/uploads/incoming/{incoming.token}.jpg") in conditions
    assert ("Content-Type", "image/jpeg") in conditions
    assert ("content-length-range", 1, 1_234_567) in conditions


def test_the_api_offers_and_takes_the_same(storage, api_of, citizen, reader):
    api = api_of(citizen)
    asked = {"contentType": "image/png", "size": len(LARGE)}
    offered = api.post("/api/uploads/image/presign", asked, format="json").json()["data"]
    early = api.post("/api/uploads/image/confirm", {"uploadId": offered["uploadId"]}, format="json")
    assert (early.status_code, early.json()["error"]["code"]) == (409, "FILE_NOT_UPLOADED")
    assert put(offered["url"].removeprefix("http://testserver"), offered["formFields"], LARGE) == 204
    strange = api_of(reader).post("/api/uploads/image/confirm", {"uploadId": offered["uploadId"]}, format="json")
    assert (strange.status_code, strange.json()["error"]["code"]) == (404, "UPLOAD_NOT_FOUND")
    taken = api.post("/api/uploads/image/confirm", {"uploadId": offered["uploadId"]}, format="json")
    assert (taken.status_code, taken.json()["data"]["width"]) == (201, 900)
    again = api.post("/api/uploads/image/confirm", {"uploadId": offered["uploadId"]}, format="json")
    assert again.json()["data"] == taken.json()["data"]
    refused = api.post("/api/uploads/image/presign", asked | {"size": 5 * MEGABYTE + 1}, format="json")
    assert (refused.status_code, refused.json()["error"]["code"]) == (413, "FILE_TOO_LARGE")
    assert Image.objects.count() == 1


def test_the_database_knows_no_other_types(citizen):
    with pytest.raises(ValidationError):
        IncomingImage(content_type="image/svg+xml", author=citizen).full_clean()
