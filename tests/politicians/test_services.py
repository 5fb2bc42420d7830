"""Applications decided, name cards saved."""

import io

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Member, StatusChange
from boards.models import Board
from notifications.models import Notification
from notifications.models.delivery import Delivery
from politicians.models import Application, NameCard, Politician
from politicians.services import (
    apply_as_politician,
    approve_application,
    end_application,
    refuse_application,
    save_name_card,
)
from politicians.services.uploaded_documents import validate_documents
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(pending, politician):
    """The application of somebody who says to be the politician."""
    made = Application(stated_name="한가람의원", affiliation="새빛당", politician=politician, wants_mail=True)
    return apply_as_politician(made, by=pending, documents=documents())


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """Pictures of tests go nowhere else."""
    settings.MEDIA_ROOT = tmp_path


def documents():
    """One good document."""
    return validate_documents([factories.pdf_file()])


def photo(content=None, name="me.jpg"):
    if content is None:
        stored = io.BytesIO()
        exif = Image.Exif()
        exif[0x010E] = "37.5665N"
        Image.effect_noise((900, 600), 50).convert("RGB").save(stored, "JPEG", exif=exif)
        content = stored.getvalue()
    return SimpleUploadedFile(name, content)


# Applications ----------------------------------------------------------------------------------------------------


def test_apply_as_politician_waits_for_staff(application, pending):
    assert (application.state, application.is_aide) == (Application.State.WAITING, False)
    assert Politician.objects.represented_by(pending) is None


def test_apply_as_politician_takes_one_at_a_time(application, pending):
    with pytest.raises(PermissionDenied):
        apply_as_politician(Application(stated_name="또", affiliation="또"), by=pending, documents=documents())


def test_apply_as_politician_is_for_politicians_and_aides(citizen, admin_member):
    for member in (citizen, admin_member):
        with pytest.raises(PermissionDenied):
            apply_as_politician(Application(stated_name="시민", affiliation="없음"), by=member, documents=documents())


def test_apply_as_politician_asks_an_aide_for_the_politician(db):
    aide = factories.MemberFactory(kind=Member.Kind.AIDE, status=Member.Status.PENDING)
    with pytest.raises(ValidationError) as refused:
        apply_as_politician(Application(stated_name="누구", affiliation="새빛당"), by=aide, documents=documents())
    assert refused.value.message_dict == {"politician": ["보좌하는 정치인을 선택해 주세요."]}


def test_approve_application_makes_the_member_speak(application, pending, politician, admin_member):
    approve_application(application, by=admin_member, politician=politician)
    pending.refresh_from_db()
    assert pending.status == Member.Status.APPROVED
    assert Politician.objects.represented_by(pending) == politician
    assert list(Politician.objects.speakers_of(politician)) == [pending]
    change = StatusChange.objects.get(member=pending)
    assert (change.by, change.reason) == (admin_member, f"가입 신청 승인: {politician} ({politician.public_id})")
    note = Notification.objects.get(member=pending)
    assert note.text == "가입 신청이 승인되었습니다. 이제 한가람 국회의원 본인으로 글을 쓸 수 있습니다."
    assert note.url == "/me/application/"
    assert ProcrastinateJob.objects.filter(queue_name="mail").count() == 1


def test_approve_application_names_a_politician(application, admin_member):
    with pytest.raises(ValidationError) as refused:
        approve_application(application, by=admin_member, politician=None)
    assert refused.value.message_dict == {"politician": ["승인하려면 정치인을 선택해 주세요."]}


def test_approve_application_gives_a_politician_to_one_member(application, politician, politician_member, admin_member):
    with pytest.raises(ValidationError, match="이미 다른 회원이 등록한 정치인입니다"):
        approve_application(application, by=admin_member, politician=politician)
    application.refresh_from_db()
    application.member.refresh_from_db()
    assert application.state == Application.State.WAITING
    assert application.member.status == Member.Status.PENDING


def test_approve_application_passes_on_the_place_of_who_left(application, politician, politician_member, admin_member):
    politician_member.status = Member.Status.BANNED
    politician_member.save()
    approve_application(application, by=admin_member, politician=politician)
    assert politician_member.applications.get().state == Application.State.ENDED
    assert application.state == Application.State.APPROVED


@pytest.mark.parametrize("verb", [refuse_application, end_application])
@pytest.mark.parametrize("reason", ["", "   ", "\u200b"])
def test_refusals_need_a_reason(application, politician, admin_member, verb, reason):
    if verb is end_application:
        approve_application(application, by=admin_member, politician=politician)
    with pytest.raises(ValidationError) as refused:
        verb(application, by=admin_member, reason=reason)
    assert refused.value.message_dict == {"reason": ["사유를 입력해 주세요."]}


def test_refuse_application_leaves_the_member_waiting_and_free_to_apply_again(application, pending, admin_member):
    refuse_application(application, by=admin_member, reason="의원실 이메일이 아닙니다.")
    pending.refresh_from_db()
    assert pending.status == Member.Status.PENDING
    assert application.state == Application.State.REFUSED
    assert "의원실 이메일이 아닙니다." in Notification.objects.get(member=pending).text
    assert ProcrastinateJob.objects.filter(queue_name="mail").count() == 1
    again = apply_as_politician(
        Application(stated_name="한가람의원", affiliation="새빛당"), by=pending, documents=documents()
    )
    assert again.state == Application.State.WAITING


def test_end_application_takes_the_voice_back(application, pending, politician, admin_member):
    approve_application(application, by=admin_member, politician=politician)
    end_application(application, by=admin_member, reason="임기 종료")
    pending.refresh_from_db()
    assert pending.status == Member.Status.PENDING
    assert Politician.objects.represented_by(pending) is None
    assert pending.has_perm("politicians.add_application")


def test_decisions_are_made_once(application, politician, admin_member):
    refuse_application(application, by=admin_member, reason="아닙니다")
    for verb, extra in (
        (approve_application, {"politician": politician}),
        (refuse_application, {"reason": "또"}),
        (end_application, {"reason": "또"}),
    ):
        with pytest.raises(ValidationError) as refused:
            verb(application, by=admin_member, **extra)
        assert refused.value.code == "decided"


@pytest.mark.parametrize("who", ["citizen", "moderator", "politician_member"])
def test_decisions_are_for_admins(request, application, politician, who):
    by = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        approve_application(application, by=by, politician=politician)
    with pytest.raises(PermissionDenied):
        refuse_application(application, by=by, reason="아니요")
    with pytest.raises(PermissionDenied):
        end_application(application, by=by, reason="아니요")


def test_speakers_are_those_in_good_standing(politician, politician_member, aide):
    assert set(Politician.objects.speakers_of(politician)) == {politician_member, aide}
    aide.status = Member.Status.BANNED
    aide.save()
    assert set(Politician.objects.speakers_of(politician)) == {politician_member}


def test_tell_speakers_mails_who_did_not_switch_it_off(politician, politician_member, aide, citizen):
    politician_member.applications.update(wants_mail=False)
    factories.post(citizen, Board.POLITICIAN, politician=politician)
    told = Notification.objects.filter(kind=Notification.Kind.NAMED).values_list("member_id", flat=True)
    assert set(told) == {politician_member.pk, aide.pk}
    delivery = Delivery.objects.get()
    assert (delivery.member_id, delivery.kind) == (aide.pk, "politician_named")


def test_tell_speakers_says_nothing_to_who_wrote_it(politician, politician_member, aide):
    aide.applications.update(wants_mail=False)
    factories.post(politician_member, Board.POLITICIAN, politician=politician)
    assert not ProcrastinateJob.objects.filter(queue_name="mail").exists()


# Name cards ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["politician_member", "aide", "admin_member"])
def test_save_name_card_shows_what_the_politician_says(request, politician, who, django_capture_on_commit_callbacks):
    by = request.getfixturevalue(who)
    card = NameCard(politician=politician, motto=" 함께\u200b 갑니다 ", youtube="https://youtu.be/abc")
    save_name_card(card, by=by, photo=photo())
    stored = Politician.objects.for_card().get(pk=politician.pk)
    assert stored.card.motto == "함께 갑니다"
    assert stored.photo.name.startswith("politicians/")
    assert stored.photo.name.endswith(".webp")
    with Image.open(stored.photo) as image:
        assert (image.format, image.size) == ("WEBP", (480, 320))
        assert not dict(image.getexif())
    stored.photo.seek(0)
    assert b"37.5665N" not in stored.photo.read()
    stored.photo.close()
    old = stored.photo.name
    with django_capture_on_commit_callbacks(execute=True):
        save_name_card(stored.card, by=by, remove_photo=True)
    assert Politician.objects.get(pk=politician.pk).photo_url == ""
    assert not stored.photo.storage.exists(old)


def test_save_name_card_is_for_its_own_speakers(politician, citizen, moderator):
    stranger = factories.speaker_for(factories.politician(name="강하늘"))
    for by in (citizen, moderator, stranger):
        with pytest.raises(PermissionDenied):
            save_name_card(NameCard(politician=politician, motto="내가 했다"), by=by)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("website", "javascript:alert(1)"),
        ("website", "ftp://example.com"),
        ("website", "example"),
        ("youtube", "https://example.com/@me"),
        ("youtube", "https://evil.com/https://www.youtube.com/@me"),
        ("youtube", "https://www.youtube.com.evil.com/@me"),
        ("email", "not-an-address"),
        ("motto", "가" * 201),
        ("bank_account", "1" * 101),
    ],
)
def test_save_name_card_refuses_bad_input_and_stores_nothing(politician, politician_member, field, value):
    with pytest.raises(ValidationError) as refused:
        save_name_card(NameCard(politician=politician, **{field: value}), by=politician_member, photo=photo())
    assert field in refused.value.message_dict
    assert not NameCard.objects.exists()
    assert Politician.objects.get(pk=politician.pk).photo_url == ""


@pytest.mark.parametrize(
    ("content", "name"), [(b"<svg/>", "a.svg"), (b"text", "a.jpg"), (b"x" * (5 * 1024 * 1024 + 1), "a.jpg")]
)
def test_save_name_card_refuses_what_is_no_picture(politician, politician_member, content, name):
    with pytest.raises(ValidationError) as refused:
        save_name_card(NameCard(politician=politician, motto="함께"), by=politician_member, photo=photo(content, name))
    assert list(refused.value.message_dict) == ["photo"]
    assert not NameCard.objects.exists()
