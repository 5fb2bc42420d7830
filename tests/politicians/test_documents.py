"""Documents of applications: what is taken, where it lies, who looks, when it goes."""

import io
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from accounts.models import Member
from polibat.files import StorageAway
from polibat.files.strays import remove_strays
from polibat.security.limits import Throttled
from politicians.jobs import forget_documents
from politicians.models import Application, Document, DocumentAccess
from politicians.models.application import TAKEN
from politicians.services import apply_as_politician, open_document, refuse_application
from politicians.services.uploaded_documents import validate_document, validate_documents
from tests import factories
from tests.accounts.mail import mailed_code
from tests.factories import PASSWORD, PDF, PDF_END, pdf_file, picture_file
from tests.markup import text_of

pytestmark = pytest.mark.django_db

APPLY = "/me/application/"
SIGNUP = "/signup/politician/"
MEGABYTE = 1024 * 1024
SENT = {"stated_name": "한가람의원", "affiliation": "새빛당"}


def upload(content, name="paper.pdf"):
    return SimpleUploadedFile(name, content)


def archive():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("run.exe", "x")
    return packed.getvalue()


@pytest.fixture
def application(pending):
    """An application with a PDF and a picture."""
    documents = validate_documents([pdf_file("재직증명서.pdf"), picture_file("신분증.png")])
    return apply_as_politician(Application(**SENT), by=pending, documents=documents)


# What is taken ---------------------------------------------------------------------------------------------------


def test_examine_takes_pdfs_and_encodes_pictures_anew():
    assert validate_document(pdf_file("재직증명서.PDF")).content.startswith(b"%PDF-1.4")
    paper = validate_document(picture_file("신분증.png"))
    assert (paper.kind, paper.content[8:12]) == ("PICTURE", b"WEBP")


def test_examine_leaves_nothing_of_where_a_picture_was_taken():
    exif, stored = Image.Exif(), io.BytesIO()
    exif[0x010E] = "37.5665N"
    Image.new("RGB", (40, 40)).save(stored, "JPEG", exif=exif)
    assert b"37.5665N" not in validate_document(upload(stored.getvalue(), "a.jpg")).content


def test_examine_takes_ten_megabytes_and_no_byte_more():
    assert len(validate_document(pdf_file(size=10 * MEGABYTE)).content) == 10 * MEGABYTE
    for size in (10 * MEGABYTE + 1, 11 * MEGABYTE):
        with pytest.raises(ValidationError, match="10MB 이하"):
            validate_document(pdf_file(size=size))


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"<html><script>alert(1)</script>", "a.pdf", "온전한 PDF"),
        (b"MZ\x90\x00", "a.pdf", "온전한 PDF"),
        (PDF, "cut-off.pdf", "온전한 PDF"),
        (b"\n" + PDF + PDF_END, "late-head.pdf", "온전한 PDF"),
        (PDF + PDF_END + b"<script>alert(1)</script>", "tail.pdf", "온전한 PDF"),
        (PDF + b"<script src=x>" + PDF_END, "inside.pdf", "섞여 있는"),
        (PDF + b"<!DOCTYPE html>" + PDF_END, "page.pdf", "섞여 있는"),
        (PDF + archive() + PDF_END[:-6] + b"%%EOF", "zip.pdf", "섞여 있는"),
        (PDF + PDF_END + archive(), "zip-tail.pdf", "온전한 PDF"),
        (PDF + b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>" + PDF_END, "active.pdf", "프로그램이나"),
        (PDF + b"/EmbeddedFiles" + PDF_END, "files.pdf", "프로그램이나"),
        (PDF + PDF_END, "really-a-pdf.png", "이미지가 아닌"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 30, "damaged.png", "이미지 파일만"),
        (PDF + PDF_END, "program.exe", "PDF나 이미지"),
        (PDF + PDF_END, "no-ending", "PDF나 이미지"),
        (PDF + PDF_END, "double.pdf.html", "PDF나 이미지"),
        (b"<svg xmlns='x' onload='alert(1)'/>", "a.svg", "PDF나 이미지"),
    ],
)
def test_examine_refuses(content, name, message):
    with pytest.raises(ValidationError, match=message):
        validate_document(upload(content, name))


def test_examine_all_names_each_that_is_refused():
    with pytest.raises(ValidationError) as refused:
        validate_documents([pdf_file(), upload(b"x", "가.exe"), upload(b"x", "나.pdf")])
    assert [message.partition(":")[0] for message in refused.value.messages] == ["가.exe", "나.pdf"]
    for files, message in (([], "한 개 이상"), ([pdf_file() for _ in range(4)], "3개까지")):
        with pytest.raises(ValidationError, match=message):
            validate_documents(files)


# Where it lies ---------------------------------------------------------------------------------------------------


def test_documents_are_stored_with_the_application(application, private_files, client):
    first, second = application.documents.all()
    assert (first.number, first.kind, first.name) == (1, "PDF", "재직증명서.pdf")
    assert (second.number, second.kind, second.content_type) == (2, "PICTURE", "image/webp")
    assert len(private_files()) == 2
    # Nobody guesses a name, and no address leads there.
    assert "재직증명서" not in first.file.name
    assert client.get(f"/media/{first.file.name}").status_code == 404


def test_an_application_without_documents_is_refused(pending):
    with pytest.raises(ValidationError) as refused:
        apply_as_politician(Application(**SENT), by=pending, documents=[])
    assert "documents" in refused.value.error_dict
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    "change", [{"number": 4}, {"number": 0}, {"number": 1}, {"kind": "EXE"}, {"size": 0}, {"size": 10 * MEGABYTE + 1}]
)
def test_the_database_refuses_other_documents(application, change):
    fields = {"number": 3, "kind": "PDF", "name": "x", "size": 1, "file": "x"} | change
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.create(application=application, **fields)


def test_nothing_is_half_stored_while_storage_is_away(client_of, pending, storage_away):
    page = client_of(pending).post(APPLY, SENT | {"documents": pdf_file()})
    assert page.status_code == 422
    assert "지금은 서류를 저장할 수 없어 신청을 받지 못했습니다." in page.text
    assert 'value="새빛당"' in page.text
    assert not Application.objects.exists()


def test_a_failure_after_the_first_file_takes_it_away(pending, private_files, monkeypatch):
    documents = validate_documents([pdf_file(), pdf_file()])
    storage, written = Document.file.field.storage, []
    save = storage._save

    def fail_the_second_time(name, content):
        if written:
            raise StorageAway("full")
        written.append(name)
        return save(name, content)

    monkeypatch.setattr(storage, "_save", fail_the_second_time)
    with pytest.raises(ValidationError, match="저장할 수 없어"):
        apply_as_politician(Application(**SENT), by=pending, documents=documents)
    assert private_files() == []
    assert not Document.objects.exists()


# Forms -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ([], "증빙 서류를 한 개 이상 올려 주세요."),
        ([upload(b"MZ", "virus.pdf")], "virus.pdf: 온전한 PDF 파일이 아닙니다."),
        ([pdf_file(size=11 * MEGABYTE)], "10MB 이하여야 합니다."),
        ([upload(b"", "empty.pdf")], "empty.pdf: 온전한 PDF"),
    ],
)
def test_a_refused_file_loses_nothing_that_was_typed(client_of, pending, files, message):
    for file in files:
        file.seek(0)
    page = client_of(pending).post(APPLY, SENT | {"documents": files, "wants_mail": "on"})
    assert page.status_code == 422
    assert message in page.text
    assert 'value="새빛당"' in page.text
    assert ("다시 골라 주세요." in text_of(page)) is bool(files)
    assert not Application.objects.exists()


def test_three_documents_of_ten_megabytes_pass(client_of, pending, private_files):
    files = [pdf_file(f"{number}.pdf", size=10 * MEGABYTE) for number in range(3)]
    answer = client_of(pending).post(APPLY, SENT | {"documents": files})
    assert answer.status_code == 302
    assert len(private_files()) == 3


@pytest.mark.parametrize(
    ("address", "length", "status"),
    [
        (SIGNUP, 31 * MEGABYTE, 422),
        (SIGNUP, 33 * MEGABYTE, 413),
        (APPLY, 33 * MEGABYTE, 413),
        ("/login/", 7 * MEGABYTE, 413),
        ("/free/write/", 31 * MEGABYTE, 413),
    ],
)
def test_only_addresses_that_take_documents_take_large_bodies(client, address, length, status):
    body = {"data": b"x", "content_type": "text/plain"}
    answer = client.post(address, **body, headers={"content-length": str(length)})
    assert answer.status_code == status


def signup_data(politician=None, **changes):
    data = {
        "email": "office@example.com",
        "password": PASSWORD,
        "password_again": PASSWORD,
        "role": "self",
        "nickname": "한가람국회의원",
        "affiliation": "새빛당",
        "terms": "on",
        "privacy": "on",
    }
    return data | ({"politician": politician.public_id} if politician else {}) | changes


def test_signing_up_brings_documents_along(client, private_files, politician):
    page = client.post(SIGNUP, signup_data(send_code="1"))
    assert "인증코드가 전송되었습니다." in page.text
    code = mailed_code()
    page = client.post(SIGNUP, signup_data(code=code))
    assert page.status_code == 422
    assert page.context["form"].errors == {"documents": ["증빙 서류를 한 개 이상 올려 주세요."]}
    data = signup_data(politician, code=code, documents=[pdf_file(), picture_file()])
    assert client.post(SIGNUP, data)["Location"] == "/signup/politician/done/"
    application = Application.objects.get()
    assert (application.state, application.politician) == ("WAITING", politician)
    assert application.documents.count() == len(private_files()) == 2
    assert application.member.has_agreed


def test_signing_up_while_storage_is_away_joins_nobody_and_keeps_the_code(client, storage_away, private_files):
    client.post(SIGNUP, signup_data(send_code="1"))
    code = mailed_code()
    page = client.post(SIGNUP, signup_data(code=code, documents=[pdf_file()]))
    assert page.status_code == 422
    assert "지금은 서류를 저장할 수 없어" in page.text
    assert not Member.objects.exists()
    assert private_files() == []


def test_a_claim_of_a_claimed_politician_is_refused_at_once(client, client_of, politician, politician_member, pending):
    page = client.post(SIGNUP, signup_data(politician, documents=[pdf_file()]))
    assert page.context["form"].errors["politician"] == [TAKEN]
    assert "hello@polibat.com" in page.text
    page = client_of(pending).post(APPLY, SENT | {"politician": politician.public_id, "documents": pdf_file()})
    assert page.context["form"].errors["politician"] == [TAKEN]
    with pytest.raises(ValidationError, match="이미 다른 회원이"):
        apply_as_politician(
            Application(**SENT, politician=politician), by=pending, documents=validate_documents([pdf_file()])
        )
    # Aides of the same politician are welcome.
    page = client.post(SIGNUP, signup_data(role="aide", assisted=politician.public_id, documents=[pdf_file()]))
    assert set(page.context["form"].errors) == {"code"}


def test_a_claim_of_somebody_who_left_holds_no_longer(politician, politician_member, pending):
    Member.objects.filter(pk=politician_member.pk).update(status="BANNED")
    documents = validate_documents([pdf_file()])
    assert apply_as_politician(Application(**SENT, politician=politician), by=pending, documents=documents).pk


def test_a_waiting_claim_can_still_be_refused_once_another_was_approved(pending, politician, admin_member):
    documents = validate_documents([pdf_file()])
    application = apply_as_politician(Application(**SENT, politician=politician), by=pending, documents=documents)
    factories.speaker_for(politician)
    refuse_application(application, by=admin_member, reason="다른 분이 본인으로 확인되었습니다.")
    assert application.state == Application.State.REFUSED


def test_the_applicant_sees_names_and_state_but_no_file(client_of, application, pending, admin_member):
    page = client_of(pending).get(APPLY)
    for words in ("접수일", "처리 상태", "승인대기", "재직증명서.pdf", "30일 뒤에 지웁니다"):
        assert words in page.text
    refuse_application(application, by=admin_member, reason="사진이 흐립니다.")
    page = client_of(pending).get(APPLY)
    assert "사진이 흐립니다." in page.text
    assert "다시 신청하기" in page.text
    assert 'enctype="multipart/form-data"' in page.text


# Who looks -------------------------------------------------------------------------------------------------------


def address(application, number=1):
    return reverse("admin:politicians_application_document", args=[application.pk, number])


def test_staff_who_decide_take_it_away_and_each_look_is_on_record(client_of, application, admin_member):
    browser = client_of(admin_member)
    page = browser.get(reverse("admin:politicians_application_change", args=[application.pk]))
    assert address(application, 1) in page.text
    assert address(application, 2) in page.text
    for number, kind in ((1, "application/pdf"), (2, "image/webp"), (1, "application/pdf")):
        answer = browser.get(address(application, number))
        assert answer["Content-Type"] == kind
        assert answer["Content-Disposition"].startswith("attachment; filename=")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer["Cache-Control"]
        assert answer["Content-Security-Policy"].startswith("sandbox")
        assert answer.content
    looks = DocumentAccess.objects.order_by("pk")
    assert [(look.number, look.by) for look in looks] == [(1, admin_member), (2, admin_member), (1, admin_member)]
    listed = browser.get(reverse("admin:politicians_documentaccess_changelist"))
    assert "관리하는운영자" in listed.text


@pytest.mark.parametrize(
    ("role", "status"),
    [("anonymous", 302), ("citizen", 302), ("pending", 302), ("moderator", 403), ("politician_member", 302)],
)
def test_nobody_else_looks(request, client_of, application, role, status):
    member = request.getfixturevalue(role)
    assert client_of(member).get(address(application)).status_code == status
    if member.is_authenticated:
        with pytest.raises(PermissionDenied):
            open_document(application.documents.first(), by=member, ip="", device="PC")
    assert not DocumentAccess.objects.exists()


def test_a_look_while_storage_is_away_says_so(client_of, application, admin_member, storage_away):
    answer = client_of(admin_member).get(address(application), follow=True)
    assert "지금은 서류를 읽을 수 없습니다." in answer.text


def test_a_document_that_is_not_there_is_not_found(client_of, application, admin_member):
    assert client_of(admin_member).get(address(application, 3)).status_code == 404


def test_a_look_is_never_taken_back(application, admin_member):
    open_document(application.documents.first(), by=admin_member, ip="127.0.0.1", device="PC")
    for change in (lambda rows: rows.delete(), lambda rows: rows.update(number=2)):
        with pytest.raises(IntegrityError, match="only ever added"), transaction.atomic():
            change(DocumentAccess.objects.all())


# When it goes ----------------------------------------------------------------------------------------------------


def test_documents_go_thirty_days_after_the_decision(
    application, admin_member, private_files, django_capture_on_commit_callbacks
):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        refuse_application(application, by=admin_member, reason="확인되지 않았습니다.")
        clock.shift(timedelta(days=30) - timedelta(seconds=1))
        with django_capture_on_commit_callbacks(execute=True):
            forget_documents(timestamp=0)
        assert len(private_files()) == 2
        clock.shift(timedelta(seconds=1))
        for _ in range(2):
            with django_capture_on_commit_callbacks(execute=True):
                forget_documents(timestamp=0)
    assert private_files() == []
    assert not application.documents.exists()


def test_documents_of_one_that_waits_stay(application, private_files):
    with time_machine.travel(timezone.now() + timedelta(days=300), tick=False):
        forget_documents(timestamp=0)
    assert application.documents.count() == len(private_files()) == 2


def test_documents_go_with_the_member(client_of, application, private_files, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = client_of(application.member).post("/me/withdraw/", {"password": PASSWORD, "sure": "on"})
    assert answer.status_code == 302
    assert private_files() == []
    assert not Document.objects.exists()


def test_documents_of_a_banned_applicant_go_at_night(application, private_files, django_capture_on_commit_callbacks):
    Member.objects.filter(pk=application.member_id).update(status="BANNED")
    with django_capture_on_commit_callbacks(execute=True):
        forget_documents(timestamp=0)
    assert private_files() == []


def test_files_without_a_row_go_after_a_day(application, private_files):
    storage = Document.file.field.storage
    storage.save("applications/lost.pdf", upload(b"x"))
    remove_strays()
    assert len(private_files()) == 3
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        remove_strays()
    assert len(private_files()) == 2
    assert "lost.pdf" not in private_files()


def test_the_tidying_works_before_the_first_document(private_files, tmp_path):
    # The folder of the documents is made with the first one.
    assert not (tmp_path / "private").exists()
    assert remove_strays() == 0
    assert private_files() == []


def test_very_many_papers_are_not_opened_in_an_hour(application, admin_member, api_of, settings, pending):
    settings.STAFF_PAPERS_AN_HOUR = 2
    client, address = api_of(admin_member), f"/api/admin/members/{pending.public_id}/documents"
    assert [client.get(f"{address}/{number}").status_code for number in (1, 2, 1)] == [200, 200, 429]
    with pytest.raises(Throttled):
        open_document(application.documents.first(), by=admin_member, ip="", device="PC")
    assert DocumentAccess.objects.count() == 2
