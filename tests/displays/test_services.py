"""Banners and popups: valid rows, states by the clock, and what the verbs do with them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from PIL import Image as Picture

from displays.models import Banner, DisplayChange, DisplayState, Popup, validate_target
from displays.services import (
    change_banner,
    change_popup,
    delete_display,
    move_banner,
    publish_banner,
    publish_popup,
    restore_display,
    resume_display,
    stop_display,
)
from tests import factories

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 25, 3, tzinfo=UTC)
SECOND = timedelta(seconds=1)
GOOD_TARGETS = [
    *("https://example.org", "https://example.org/", "https://example.org:8443/a?b=c#d", "https://한글.example/가"),
    *("/", "/free/", "/polls/VP000001/?page=2#comments", "/a//b"),
]
BAD_TARGETS = [
    *("http://example.org/", "javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "ftp://example.org"),
    *("//example.org", "/\\example.org", "\\\\example.org", "/\t/example.org", "example.org", "https://", "https:///x"),
    *("https://good.example@evil.example/", "https://example.org\\@evil.example", "https://a b.example"),
    *('/"><script>', "/a\nb", " ", "https:/example.org", "https:example.org"),
]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def files(media):
    return sorted(path.name for path in media.rglob("*") if path.is_file())


def codes_of(error):
    return {(field, one.code) for field, errors in error.value.error_dict.items() for one in errors}


@pytest.mark.parametrize("target", GOOD_TARGETS)
def test_target_inside_or_by_https_is_stored(admin_member, target):
    assert factories.banner(admin_member, target=target).target == target
    assert factories.popup(admin_member, target=target).target == target


@pytest.mark.parametrize("target", BAD_TARGETS)
def test_target_elsewhere_is_refused_by_form_verb_and_database(admin_member, target):
    with pytest.raises(ValidationError):
        validate_target(target)
    banner = factories.banner(admin_member)
    with pytest.raises(IntegrityError, match="banner_target"), transaction.atomic():
        Banner.objects.filter(pk=banner.pk).update(target=target)
    if target.strip() and "\n" not in target and "\t" not in target:
        with pytest.raises(ValidationError) as error:
            factories.banner(admin_member, target=target)
        assert codes_of(error) == {("target", "target")}


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"ends_at": NOON, "starts_at": NOON}, "banner_ends_after_start"),
        ({"public_id": "BN999999"}, "public_id"),
        ({"order": 99}, "banner_order_once"),
        ({"position": "TOP"}, "banner_position"),
        ({"audience": "ADMIN"}, "banner_audience"),
        ({"rotates_after": 1}, "banner_rotates_after"),
    ],
)
def test_banner_constraints(admin_member, fields, constraint):
    first, second = factories.banner(admin_member), factories.banner(admin_member)
    Banner.objects.filter(pk=first.pk).update(public_id="BN999999", order=99)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Banner.objects.filter(pk=second.pk).update(**fields)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"ends_at": NOON, "starts_at": NOON}, "popup_ends_after_start"),
        ({"target": "javascript:alert(1)"}, "popup_target"),
        ({"position": "EVERYWHERE"}, "popup_position"),
        ({"audience": "ADMIN"}, "popup_audience"),
        ({"kind": "OTHER"}, "popup_kind"),
        ({"closes_after": 4}, "popup_closes_after"),
    ],
)
def test_popup_constraints(admin_member, fields, constraint):
    popup = factories.popup(admin_member)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Popup.objects.filter(pk=popup.pk).update(**fields)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({}, "displaychange_one_target"),
        ({"banner": True, "popup": True}, "displaychange_one_target"),
        ({"banner": True, "verb": "GONE"}, "displaychange_verb"),
        ({"banner": True, "verb": "STOP"}, "displaychange_has_a_reason"),
    ],
)
def test_change_constraints(admin_member, fields, constraint):
    rows = {"banner": factories.banner(admin_member), "popup": factories.popup(admin_member)}
    fields = {"verb": "CHANGE"} | {name: rows.get(name, value) for name, value in fields.items()}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        DisplayChange.objects.create(by=admin_member, **fields)


def test_changes_are_only_ever_added(admin_member):
    factories.banner(admin_member)
    with pytest.raises(IntegrityError, match="only ever added"), transaction.atomic():
        DisplayChange.objects.update(reason="아니었습니다")
    with pytest.raises(IntegrityError, match="only ever added"), transaction.atomic():
        DisplayChange.objects.all()._raw_delete("default")


@pytest.mark.parametrize("make", [factories.banner, factories.popup])
@pytest.mark.parametrize(
    ("at", "state"),
    [
        (NOON - SECOND, "UPCOMING"),
        (NOON, "SHOWN"),
        (NOON + timedelta(days=1) - SECOND, "SHOWN"),
        (NOON + timedelta(days=1), "EXPIRED"),
    ],
)
def test_state_follows_the_clock_for_rows_and_querysets_alike(admin_member, time_machine, make, at, state):
    time_machine.move_to(NOON, tick=False)
    rows = {
        "going": make(admin_member, starts=0, ends=1),
        "STOPPED": make(admin_member, starts=0, ends=1),
        "DELETED": make(admin_member, starts=0, ends=1),
    }
    stop_display(rows["STOPPED"], by=admin_member, reason="점검")
    stop_display(rows["DELETED"], by=admin_member, reason="점검")
    delete_display(rows["DELETED"], by=admin_member, reason="잘못 올림")
    time_machine.move_to(at, tick=False)

    expected = {rows["going"].pk: state, rows["STOPPED"].pk: "STOPPED", rows["DELETED"].pk: "DELETED"}
    manager = type(rows["going"]).objects
    assert {row.pk: row.state for row in manager.all()} == expected
    for each in DisplayState.values:
        found = set(manager.in_state(each).values_list("pk", flat=True))
        assert found == {pk for pk, one in expected.items() if one == each}
    assert set(manager.shown()) == set(manager.in_state("SHOWN"))


def test_visible_to_shows_everybody_what_is_shown_and_staff_all(anonymous, citizen, moderator, admin_member):
    shown = factories.banner(admin_member)
    later = factories.banner(admin_member, starts=1)
    assert set(Banner.objects.visible_to(anonymous)) == set(Banner.objects.visible_to(citizen)) == {shown}
    assert set(Banner.objects.visible_to(moderator)) == {shown, later}


def test_publish_banner_keeps_webp_without_what_came_along(admin_member, media):
    given = Picture.new("RGB", (2400, 1200), "navy")
    given.info["comment"] = "비밀"
    upload = media.parent / "크다.jpg"
    given.save(upload, "JPEG", exif=Picture.Exif())
    banner = Banner(title="  여름\u202e  캠페인 ", target="/free/", starts_at=NOON, ends_at=NOON + SECOND)
    sent = SimpleUploadedFile("크다.jpg", Path(upload).read_bytes(), "image/jpeg")
    publish_banner(banner, pc_image=sent, mobile_image=factories.upload(), by=admin_member)

    banner = Banner.objects.get()
    assert banner.title == "여름 캠페인"
    assert banner.public_id.startswith("BN")
    assert len(banner.public_id) == 8
    with Picture.open(banner.pc_image.path) as stored:
        assert (stored.format, stored.size) == ("WEBP", (1600, 800))
    assert banner.pc_image.name.startswith("images/banners/")
    change = DisplayChange.objects.get()
    assert (change.verb, change.banner, change.by) == ("PUBLISH", banner, admin_member)


def test_publish_refuses_in_words_and_leaves_no_file(admin_member, media):
    banner = Banner(title="배너", target="/free/", starts_at=NOON, ends_at=NOON + SECOND)
    text = SimpleUploadedFile("a.png", b"<script>alert(1)</script>", "image/png")
    with pytest.raises(ValidationError) as error:
        publish_banner(banner, pc_image=factories.upload(), mobile_image=text, by=admin_member)
    assert codes_of(error) == {("mobile_image", "not_a_picture")}
    banner.starts_at, banner.title = NOON + SECOND, "가" * 61
    with pytest.raises(ValidationError) as error:
        publish_banner(banner, pc_image=factories.upload(), mobile_image=factories.upload(), by=admin_member)
    assert codes_of(error) == {("ends_at", "dates"), ("title", "too_long")}
    assert files(media) == []
    assert not Banner.objects.exists()


def test_a_row_that_cannot_be_stored_takes_its_files_along(admin_member, media):
    number = int(factories.popup(admin_member).public_id[2:])
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('public_id_pu', %s, false)", [number])
    popup = Popup(title="팝업", text="내용", starts_at=NOON, ends_at=NOON + SECOND)
    with pytest.raises(IntegrityError, match="public_id"), transaction.atomic():
        publish_popup(popup, image=factories.upload(), by=admin_member)
    assert files(media) == []


@pytest.mark.parametrize("role", ["anonymous", "citizen", "politician_member", "moderator"])
def test_verbs_are_for_admins(request, admin_member, role):
    by = request.getfixturevalue(role)
    banner, popup = factories.banner(admin_member), factories.popup(admin_member)
    for call in (
        lambda: factories.banner(by),
        lambda: factories.popup(by),
        lambda: change_banner(banner, by=by),
        lambda: change_popup(popup, by=by),
        lambda: move_banner(banner, by=by, to=1),
        *(
            lambda verb=verb, row=row: verb(row, by=by, reason="이유")
            for verb in (stop_display, resume_display, delete_display, restore_display)
            for row in (banner, popup)
        ),
    ):
        with pytest.raises(PermissionDenied):
            call()
    assert DisplayChange.objects.count() == 2


def test_change_banner_replaces_a_picture_and_says_what_changed(
    admin_member, media, django_capture_on_commit_callbacks
):
    banner = factories.banner(admin_member)
    before = banner.pc_image.name
    kept = banner.mobile_image.name
    banner.title = "가을 이야기"
    with django_capture_on_commit_callbacks(execute=True):
        assert change_banner(banner, by=admin_member, pc_image=factories.upload(colour="red"))
    banner.refresh_from_db()
    assert banner.title == "가을 이야기"
    assert banner.pc_image.name != before
    assert files(media) == sorted(Path(name).name for name in (banner.pc_image.name, kept))
    assert DisplayChange.objects.first().fields == "제목, PC 이미지"
    assert banner.updated_at > banner.created_at


def test_change_without_a_change_leaves_no_record(admin_member):
    banner = factories.banner(admin_member)
    assert change_banner(banner, by=admin_member) is False
    assert DisplayChange.objects.count() == 1


def test_change_keeps_clicks_that_came_meanwhile(admin_member):
    banner = factories.banner(admin_member)
    Banner.objects.filter(pk=banner.pk).update(clicks=7)
    banner.title = "새 제목"
    change_banner(banner, by=admin_member)
    banner.refresh_from_db()
    assert (banner.title, banner.clicks) == ("새 제목", 7)


def test_change_popup_takes_its_picture_away(admin_member, media, django_capture_on_commit_callbacks):
    popup = factories.popup(admin_member)
    with django_capture_on_commit_callbacks(execute=True):
        change_popup(popup, by=admin_member, image=factories.upload())
    assert len(files(media)) == 1
    with django_capture_on_commit_callbacks(execute=True):
        change_popup(popup, by=admin_member, remove_image=True)
    popup.refresh_from_db()
    assert not popup.image
    assert files(media) == []


@pytest.mark.parametrize("make", [factories.banner, factories.popup])
def test_stop_resume_delete_restore(admin_member, make):
    display = make(admin_member)
    story = [
        (stop_display, "STOPPED"),
        (resume_display, "SHOWN"),
        (stop_display, "STOPPED"),
        (delete_display, "DELETED"),
        (restore_display, "STOPPED"),
    ]
    for verb, state in story:
        assert verb(display, by=admin_member, reason="이유가 있습니다") is True
        assert type(display).objects.get().state == display.state == state
        assert verb(display, by=admin_member, reason="또") is False
    verbs = [change.verb for change in display.changes.all()][::-1]
    assert verbs == ["PUBLISH", "STOP", "RESUME", "STOP", "DELETE", "RESTORE"]


@pytest.mark.parametrize("reason", ["", "  \n", "\u200b", "가" * 501])
def test_a_verb_without_a_sound_reason_changes_nothing(admin_member, reason):
    banner = factories.banner(admin_member)
    with pytest.raises(ValidationError):
        stop_display(banner, by=admin_member, reason=reason)
    assert Banner.objects.get().state == "SHOWN"


def test_what_is_deleted_is_restored_before_it_is_changed(admin_member):
    banner = factories.banner(admin_member)
    delete_display(banner, by=admin_member, reason="잘못 올림")
    banner.title = "다시"
    for call in (
        lambda: change_banner(banner, by=admin_member),
        lambda: stop_display(banner, by=admin_member, reason="점검"),
        lambda: move_banner(banner, by=admin_member, to=1),
    ):
        with pytest.raises(ValidationError, match="먼저 복원"):
            call()


def test_move_banner_closes_up(admin_member):
    first, second, gone, third = (factories.banner(admin_member, title=title) for title in "가나다라")
    delete_display(gone, by=admin_member, reason="지움")

    def order():
        return list(Banner.objects.exclude(pk=gone.pk).order_by("order"))

    assert order() == [first, second, third]
    assert move_banner(third, by=admin_member, to=1)
    assert order() == [third, first, second]
    assert move_banner(third, by=admin_member, to=99)
    assert order() == [first, second, third]
    assert move_banner(third, by=admin_member, to=3) is False
    assert Banner.objects.values("order").distinct().count() == 4
    assert third.changes.first().fields == "3번째"
