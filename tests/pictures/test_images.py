"""Pictures in posts: taken, kept in two sizes, shown only where they belong, refused in words."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DataError
from django.utils import timezone
from PIL import Image as Picture

from boards.models import Draft, Post
from boards.services import edit_post, publish_post, save_draft
from pictures.models import Image
from pictures.services import store_image
from pictures.services.cleanup import remove_orphans
from polibat.files import NOT_STORED, images
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def picture(size=(2000, 1000), *, name="사진.png", form="PNG"):
    content = io.BytesIO()
    Picture.new("RGB", size, "teal").save(content, form)
    return SimpleUploadedFile(name, content.getvalue(), f"image/{form.lower()}")


def files(media):
    return sorted(path.name for path in media.rglob("*") if path.is_file())


def shows(*images):
    return "<p>사진이 있는 글을 올려 봅니다.</p>" + "".join(f'<img src="{image.page_file.url}">' for image in images)


def test_image_create_keeps_two_sizes_under_names_that_nobody_can_guess(client_of, citizen, media):
    response = client_of(citizen).post("/images/", {"file": picture()})
    image = Image.objects.get()
    assert response.status_code == 201
    assert response.json() == {
        "url": f"/media/images/{image.token}.webp",
        "listUrl": f"/media/images/{image.token}-list.webp",
        "width": 1600,
        "height": 800,
    }
    with Picture.open(image.page_file.path) as page, Picture.open(image.list_file.path) as small:
        assert (page.format, page.size, small.format, small.size) == ("WEBP", (1600, 800), "WEBP", (400, 200))
    assert len(files(media)) == 2


@pytest.mark.parametrize(
    ("upload", "status", "message"),
    [
        (lambda: SimpleUploadedFile("x.png", b"not a picture"), 422, "이미지 파일만"),
        (lambda: SimpleUploadedFile("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), 422, "이미지 파일만"),
        (lambda: SimpleUploadedFile("x.png", b""), 422, "이미지 파일만"),
        (lambda: SimpleUploadedFile("x.png", b"x" * (5 * 1024 * 1024 + 1)), 413, "5MB"),
        (lambda: "", 422, "골라 주세요"),
    ],
)
def test_image_create_refuses_in_words_and_keeps_nothing(client_of, citizen, media, upload, status, message):
    response = client_of(citizen).post("/images/", {"file": upload()})
    assert response.status_code == status
    assert message in response.json()["error"]
    assert not Image.objects.exists()
    assert files(media) == []


def test_image_create_is_for_members_with_a_token(client_of, citizen, pending):
    assert client_of().post("/images/", {"file": picture()}).status_code == 401
    assert client_of(pending).post("/images/", {"file": picture()}).status_code == 403
    assert client_of(citizen, enforce_csrf_checks=True).post("/images/", {"file": picture()}).status_code == 403
    assert not Image.objects.exists()


def test_image_create_says_so_when_nothing_can_be_stored(client_of, citizen, media):
    media.parent.mkdir(exist_ok=True)
    media.write_text("a file where the folder should be")
    response = client_of(citizen).post("/images/", {"file": picture()})
    assert response.status_code == 503
    assert "저장할 수 없습니다" in response.json()["error"]
    assert not Image.objects.exists()


def test_store_image_leaves_no_file_without_a_row(citizen, media, monkeypatch):
    monkeypatch.setattr("pictures.services.images.new_token", lambda: "x" * 33)
    with pytest.raises(DataError):
        store_image(picture(), by=citizen)
    assert files(media) == []


def test_a_post_shows_only_ones_own_images_of_this_site(citizen, reader):
    own, foreign = store_image(picture(), by=citizen), store_image(picture(), by=reader)
    body = shows(own, foreign) + '<img src="https://evil.example/x.png"><img src="/media/images/../secret.webp">'
    post = factories.post(citizen, body=body)
    assert post.body.count("<img") == 1
    assert own.page_file.url in post.body
    assert post.has_image
    own.refresh_from_db()
    foreign.refresh_from_db()
    assert (own.post, foreign.post) == (post, None)


def test_a_post_takes_ten_images_at_most(client_of, citizen):
    image = store_image(picture((20, 20)), by=citizen)
    response = client_of(citizen).post(
        "/free/write/", {"title": "사진 모음", "body": shows(*[image] * 11), "markup": "html"}
    )
    assert response.status_code == 422
    assert "이미지는 10개까지 넣을 수 있습니다. (현재 11개)" in response.content.decode()
    assert publish_post(Post(board="FREE", title="사진 모음", body=shows(*[image] * 10)), by=citizen).has_image


def test_edit_post_keeps_the_images_that_the_post_shows(citizen):
    first, second = store_image(picture(), by=citizen), store_image(picture(), by=citizen)
    post = factories.post(citizen, body=shows(first))
    post.body = shows(first, second)
    assert edit_post(post, by=citizen).body.count("<img") == 2
    second.refresh_from_db()
    assert second.post == post


def test_remove_orphans_leaves_what_a_post_or_draft_shows(citizen, media):
    posted, drafted, orphan, fresh = (store_image(picture((20, 20)), by=citizen) for _ in range(4))
    factories.post(citizen, body=shows(posted))
    save_draft(Draft(board="FREE", title="초안", body=shows(drafted)), by=citizen)
    Image.objects.exclude(pk=fresh.pk).update(created_at=timezone.now() - timedelta(days=3))
    assert remove_orphans() == 1
    assert not Image.objects.filter(pk=orphan.pk).exists()
    assert len(files(media)) == 6


def test_pictures_are_told_by_what_is_inside(client_of, citizen):
    client = client_of(citizen)
    for name in ("kakao.jfif", "noending", "photo.txt"):
        assert client.post("/images/", {"file": picture((40, 20), name=name, form="JPEG")}).status_code == 201
    moving = io.BytesIO()
    frames = [Picture.new("RGB", (40, 20), colour) for colour in ("red", "blue")]
    frames[0].save(moving, "GIF", save_all=True, append_images=frames[1:])
    told = client.post("/images/", {"file": SimpleUploadedFile("a.gif", moving.getvalue())}).json()
    assert "첫 장면" in told["notice"]


def test_while_others_are_decoded_nothing_is_lost(
    client_of, api_of, citizen, politician, politician_member, superuser, monkeypatch
):
    monkeypatch.setattr(images, "PATIENCE_SECONDS", 0)
    card = {"motto": "기다리는 좌우명", "photo": factories.picture_file()}
    with images.DECODER:
        answer = client_of(citizen).post("/images/", {"file": picture()})
        assert (answer.status_code, answer["Retry-After"]) == (503, "5")
        told = api_of(citizen).post("/api/uploads/image", {"file": factories.upload()}, format="multipart")
        assert (told.status_code, told["Retry-After"]) == (503, "5")
        page = client_of(politician_member).post("/me/card/", card)
        assert (page.status_code, "기다리는 좌우명" in page.text) == (503, True)
        form = {"title": "배너", "pc_upload": factories.upload(), "mobile_upload": factories.upload()}
        refused = client_of(superuser).post("/admin/displays/banner/add/", form)
        assert (refused.status_code < 500, NOT_STORED in refused.text) == (True, True)
    assert not Image.objects.exists()
