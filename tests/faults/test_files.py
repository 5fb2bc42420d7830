"""Files cannot be kept: whoever sends one reads so, what was typed is still there, and nothing is stored by halves."""

import pytest
from django.core.files.storage import default_storage, storages
from django.db import OperationalError
from moto.server import ThreadedMotoServer

from accounts.jobs import make_export
from accounts.models import DataExport
from accounts.services import request_export
from boards.models import Post
from displays.models import Banner, DisplayChange, Popup
from notifications.models import Notification
from pictures.models import Image, IncomingImage
from pictures.services import store_image
from pictures.services.cleanup import remove_orphans
from polibat.files import NOT_STORED, StorageAway
from politicians.models import Application, Document, Politician
from politicians.services import save_name_card
from polls.models import Poll
from suggestions.models import Notice
from tests import factories
from tests.displays import test_admin as displays
from tests.polls import test_admin as polls

pytestmark = pytest.mark.django_db

BODY = "<p>저장소가 멈춰도 글은 남아야 합니다.</p>"


@pytest.fixture
def away(use_storage):
    use_storage("away")


def test_pictures_of_the_editor(away, client_of, api_of, citizen):
    client = client_of(citizen)
    answer = client.post("/images/", {"file": factories.upload()})
    assert (answer.status_code, "저장할 수 없습니다" in answer.json()["error"]) == (503, True)
    # To sign needs no storage; to take does, and may be tried again.
    offered = client.post("/images/uploads/", {"type": "image/png", "size": 2_000_000})
    assert client.post(offered.json()["take"]).status_code == 503
    assert IncomingImage.objects.get().image is None
    answer = api_of(citizen).post("/api/uploads/image", {"file": factories.upload()}, format="multipart")
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "FILE_UPLOAD_FAILED")
    assert (answer.json()["error"]["message"], answer["Retry-After"]) == (NOT_STORED, "5")
    assert not Image.objects.exists()


def test_posts_and_notices_need_no_storage_to_be_written_and_read(use_storage, client_of, client, citizen, superuser):
    use_storage("s3")
    images = [store_image(factories.upload(), by=member) for member in (citizen, superuser)]
    addresses = [image.page_file.url for image in images]
    use_storage("away")
    # The address of a picture is made without asking, and so is what stands in a text.
    texts = [f'{BODY}<img src="{image.page_file.url}">' for image in images]
    written = client_of(citizen).post("/free/write/", {"title": "사진 글", "body": texts[0], "markup": "html"})
    assert written.status_code == 302
    notice = {"category": Notice.Category.values[0], "title": "사진 공지", "body": texts[1], "markup": "html"}
    assert client_of(superuser).post("/admin/suggestions/notice/add/", notice).status_code == 302
    for post in Post.objects.all():
        assert post.body.count("<img") == 1
        assert client.get(post.get_absolute_url()).status_code == 200
    assert all(address.startswith("http://127.0.0.1") for address in addresses)


def test_the_name_card(away, client_of, politician, politician_member):
    card = {"motto": "사진이 없어도 남는 좌우명", "photo": factories.picture_file()}
    page = client_of(politician_member).post("/me/card/", card)
    assert page.status_code == 503
    assert NOT_STORED in page.text
    assert "사진이 없어도 남는 좌우명" in page.text
    politician.refresh_from_db()
    assert (politician.photo.name, politician.name_card.motto) == ("", "")
    # Without a photo nothing has to be stored.
    assert client_of(politician_member).post("/me/card/", {"motto": "사진 없이"}).status_code == 302


def test_a_photo_whose_row_cannot_be_stored_goes_again(use_storage, politician, politician_member, monkeypatch):
    use_storage("folder")
    save_name_card(politician.name_card, by=politician_member, photo=factories.picture_file())
    before = politician.photo.name

    def fail(*_, **__):
        raise OperationalError("the database went away")

    monkeypatch.setattr(Politician, "save", fail)
    with pytest.raises(OperationalError):
        save_name_card(politician.name_card, by=politician_member, photo=factories.picture_file())
    assert [f"politicians/{name}" for name in default_storage.listdir("politicians")[1]] == [before]


def test_documents_of_an_application(away, client_of, pending, monkeypatch):
    monkeypatch.setattr(Document.file.field, "storage", default_storage)
    sent = {"stated_name": "한가람", "affiliation": "새빛당", "documents": factories.pdf_file()}
    page = client_of(pending).post("/me/application/", sent)
    assert page.status_code == 422
    assert "지금은 서류를 저장할 수 없어" in page.text
    assert "새빛당" in page.text
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    ("address", "form"), [(displays.BANNERS, displays.banner_form), (displays.POPUPS, displays.popup_form)]
)
def test_banners_and_popups(use_storage, client_of, superuser, address, form):
    client, title = client_of(superuser), "그림을 못 올린 캠페인"
    sent = {"title": title, "upload": factories.upload()}
    use_storage("away")
    page = client.post(f"{address}add/", form(**sent))
    assert page.status_code == 503
    assert NOT_STORED in page.text
    assert f'value="{title}"' in page.text
    assert (Banner.objects.count(), Popup.objects.count(), DisplayChange.objects.count()) == (0, 0, 0)
    use_storage("folder")
    assert client.post(f"{address}add/", form(**sent | {"upload": factories.upload()})).status_code == 302
    row = (Banner.objects.first() or Popup.objects.first()).pk
    use_storage("away")
    other = {"title": "바꾸려던 제목", "upload": factories.upload()}
    page = client.post(f"{address}{row}/change/", form(**other))
    assert (page.status_code, 'value="바꾸려던 제목"' in page.text) == (503, True)
    assert (Banner.objects.first() or Popup.objects.first()).title == title
    assert DisplayChange.objects.count() == 1


def test_banners_through_the_api(away, api_of, superuser):
    sent = {"title": "배너", "linkUrl": "https://example.org/", "startDate": "2026-11-01"}
    sent |= {"endDate": "2036-11-01", "image": factories.upload(), "mobileImage": factories.upload()}
    answer = api_of(superuser).post("/api/admin/banners", sent, format="multipart")
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "FILE_UPLOAD_FAILED"), answer.json()
    assert not Banner.objects.exists()


def test_polls_leave_none_of_their_pictures(use_storage, client_of, superuser, monkeypatch):
    use_storage("folder")
    storage, written = storages["default"], []
    save = storage._save

    def fail_at_the_fourth(name, content):
        written.append(name)
        if len(written) > 3:
            raise StorageAway("full")
        return save(name, content)

    monkeypatch.setattr(storage, "_save", fail_at_the_fourth)
    other = polls.picture("b.png", colour="#a33c3c")
    sent = polls.filled("감자", "고구마", picture=polls.picture(), **{"option-0-picture": other})
    page = client_of(superuser).post(polls.ADD, sent)
    assert page.status_code == 503
    assert NOT_STORED in page.text
    assert 'value="고구마"' in page.text
    assert (Poll.objects.count(), Image.objects.count()) == (0, 0)


def test_the_export_of_ones_data(use_storage, client_of, citizen):
    use_storage("away")
    export = request_export(by=citizen)
    for _ in range(DataExport.TRIES - 1):
        with pytest.raises(StorageAway):
            make_export(export.pk)
    make_export(export.pk)
    assert "만들지 못했습니다" in Notification.objects.get(member=citizen).text
    use_storage("s3")
    again = request_export(by=citizen)
    make_export(again.pk)
    client = client_of(citizen)
    answer = client.get("/me/data/download/")
    assert answer.url.startswith("http://127.0.0.1")
    use_storage("away")
    page = client.get("/me/data/download/", follow=True)
    assert "지금은 파일을 읽을 수 없습니다." in page.text


def test_tidying_waits_for_the_storage(use_storage, citizen, django_capture_on_commit_callbacks):
    use_storage("folder")
    image = store_image(factories.upload(), by=citizen)
    Image.objects.update(created_at="2020-01-01T00:00:00Z")
    use_storage("away")
    with pytest.raises(StorageAway):
        remove_orphans()
    assert Image.objects.get() == image


def test_a_bucket_that_stops_and_comes_back(use_storage, settings, client_of, citizen):
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    use_storage("s3", endpoint=f"http://{host}:{port}")
    client = client_of(citizen)
    assert client.post("/images/", {"file": factories.upload()}).status_code == 201
    server.stop()
    assert client.get("/health/detailed").json()["parts"]["storage"]["status"] == "down"
    assert client.post("/images/", {"file": factories.upload()}).status_code == 503
    back = ThreadedMotoServer(ip_address=host, port=port, verbose=False)
    back.start()
    try:
        assert client.post("/images/", {"file": factories.upload()}).status_code == 201
    finally:
        back.stop()
    assert Image.objects.count() == 2
