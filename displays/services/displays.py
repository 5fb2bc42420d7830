"""Putting banners and popups on the first page, changing them, and taking them off again."""

import logging
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import TypeAlias

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import Member
from displays.models import Banner, DisplayChange, Popup
from displays.queries.active_displays import invalidate_active_displays
from polibat.cache.pages import invalidate
from polibat.cache.tags import Tag
from polibat.db.deeds import log_deed
from polibat.db.ids import next_public_id
from polibat.files import drop_files
from polibat.files.images import decode_picture, webp_bytes
from polibat.security.permission import require
from polibat.text import clean_line, clean_lines
from polibat.text.reason import require_reason

logger = logging.getLogger(__name__)

PC_LONGEST, MOBILE_LONGEST, POPUP_LONGEST = 1600, 1080, 800
# Whoever gives places waits for who does so at the moment: the constraint on places would else refuse one of them.
PLACES = "SELECT pg_advisory_xact_lock(hashtext('displays_banner.order'))"
MOVED = "그사이 다른 운영자가 순서를 바꾸었습니다. 새로고침해서 지금 순서를 확인해 주세요."
Verb = DisplayChange.Verb
# Uploads that may replace pictures, with the longest side that is kept, by the names of their fields.
Pictures: TypeAlias = Mapping[str, tuple[UploadedFile | None, int]]
COMMON = ["title", "target", "position", "audience", "starts_at", "ends_at"]
OF_BANNERS = [*COMMON, "description", "new_window", "tracks_clicks", "on_mobile", "rotates_after"]
OF_POPUPS = [*COMMON, "text", "kind", "can_be_hidden", "closes_after"]


def publish_banner(banner: Banner, *, pc_image: UploadedFile, mobile_image: UploadedFile, by: Member) -> Banner:
    """Store a new banner with its two pictures (uploads), at the last place.

    Raises PermissionDenied and ValidationError (also at `pc_image` and `mobile_image`).
    """
    require(by, "displays.add_banner")
    _clean(banner, ("public_id", "order"))
    pictures = {"pc_image": (pc_image, PC_LONGEST), "mobile_image": (mobile_image, MOBILE_LONGEST)}
    with _stored_pictures(banner, pictures), transaction.atomic():
        _lock_places()
        banner.order = (Banner.objects.aggregate(last=Max("order"))["last"] or 0) + 1
        _insert(banner, by=by)
    return banner


def change_banner(
    banner: Banner, *, by: Member, pc_image: UploadedFile | None = None, mobile_image: UploadedFile | None = None
) -> bool:
    """Store what was changed in a banner, its period included; a picture (an upload) replaces the one it had.

    Raises PermissionDenied and ValidationError (`deleted`, and what `publish_banner` raises).
    """
    pictures = {"pc_image": (pc_image, PC_LONGEST), "mobile_image": (mobile_image, MOBILE_LONGEST)}
    return _change(banner, OF_BANNERS, pictures, by=by)


def publish_popup(popup: Popup, *, by: Member, image: UploadedFile | None = None) -> Popup:
    """Store a new popup, with a picture or without; see `publish_banner`."""
    require(by, "displays.add_popup")
    _clean(popup, ("public_id",))
    with _stored_pictures(popup, {"image": (image, POPUP_LONGEST)}), transaction.atomic():
        _insert(popup, by=by)
    return popup


def change_popup(popup: Popup, *, by: Member, image: UploadedFile | None = None, remove_image: bool = False) -> bool:
    """Store what was changed in a popup; `remove_image` takes its picture away. See `change_banner`."""
    remove = ["image"] if remove_image else []
    return _change(popup, OF_POPUPS, {"image": (image, POPUP_LONGEST)}, by=by, remove=remove)


def stop_display(display: Banner | Popup, *, by: Member, reason: str) -> bool:
    """Take a banner or popup off the page, whatever its period says. False when it is stopped already.

    Raises PermissionDenied and ValidationError (no reason, or `deleted`).
    """
    return _move(display, Verb.STOP, "stopped_at", timezone.now(), by=by, reason=reason)


def resume_display(display: Banner | Popup, *, by: Member, reason: str) -> bool:
    """Let a stopped banner or popup follow its period again; see `stop_display`."""
    return _move(display, Verb.RESUME, "stopped_at", None, by=by, reason=reason)


def delete_display(display: Banner | Popup, *, by: Member, reason: str) -> bool:
    """Mark a banner or popup as deleted; it stays on record. See `stop_display`."""
    return _move(display, Verb.DELETE, "deleted_at", timezone.now(), by=by, reason=reason)


def restore_display(display: Banner | Popup, *, by: Member, reason: str) -> bool:
    """Bring a deleted banner or popup back as it was; see `stop_display`."""
    return _move(display, Verb.RESTORE, "deleted_at", None, by=by, reason=reason)


@transaction.atomic
def move_banner(banner: Banner, *, by: Member, to: int, seen: int | None = None) -> bool:
    """Put a banner at place `to` (1: the first) among those that are not deleted; the others close up.

    `seen` is the `order` it had for whoever decided: of several who move it at once only the first one does.
    False when it stands there already. Raises PermissionDenied and ValidationError (`deleted`, `changed`).
    """
    require(by, "displays.change_banner")
    _lock_places()
    stored = Banner.objects.get(pk=banner.pk)
    _refuse_deleted(stored)
    if seen is not None and stored.order != seen:
        raise ValidationError(MOVED, code="changed")
    # Locked in the order of their keys, as whoever brings in counts locks them.
    kept = Banner.objects.filter(deleted_at__isnull=True).select_for_update().order_by("pk")
    before = sorted(kept, key=lambda other: other.order)
    after = [other for other in before if other != stored]
    after.insert(max(0, to - 1), stored)
    if after == before:
        return False
    # The places that these banners have, given out anew; deleted ones keep theirs.
    for place, moved in zip([other.order for other in before], after, strict=True):
        Banner.objects.filter(pk=moved.pk).update(order=place)
    banner.refresh_from_db(fields=["order"])
    _record(banner, Verb.MOVE, by=by, fields=f"{after.index(stored) + 1}번째")
    return True


def _clean(display: Banner | Popup, exclude: Iterable[str]) -> None:
    display.title = clean_line(display.title)
    display.target = clean_line(display.target)
    if isinstance(display, Banner):
        display.description = clean_line(display.description)
    if isinstance(display, Popup):
        display.text = clean_lines(display.text)
    display.full_clean(exclude=exclude)


def _lock_places() -> None:
    with connection.cursor() as cursor:
        cursor.execute(PLACES)


def _insert(display: Banner | Popup, *, by: Member) -> None:
    display.public_id = next_public_id(display.prefix)
    display.save(force_insert=True)
    _record(display, Verb.PUBLISH, by=by)


def _change(
    display: Banner | Popup, fields: list[str], pictures: Pictures, *, by: Member, remove: Iterable[str] = ()
) -> bool:
    """Store `fields` and the pictures that were given; the files of replaced ones go once the change is certain."""
    require(by, f"displays.change_{display._meta.model_name}")
    _clean(display, ("public_id", "order"))
    with _stored_pictures(display, pictures) as given, transaction.atomic():
        stored = type(display).objects.select_for_update().get(pk=display.pk)
        _refuse_deleted(stored)
        for field in remove:
            if field not in given:
                setattr(display, field, "")
        # Only the pictures that this change is about: somebody else may have replaced another one meanwhile.
        fields = [*fields, *(name for name in pictures if name in given or name in remove)]
        changed = [field for field in fields if getattr(display, field) != getattr(stored, field)]
        if not changed:
            return False
        display.updated_at = timezone.now()
        display.save(update_fields=[*changed, "updated_at"])
        _record(display, Verb.CHANGE, by=by, fields=", ".join(_label(display, field) for field in changed))
        for old in (getattr(stored, field) for field in pictures if field in changed):
            if old:
                transaction.on_commit(lambda file=old: drop_files([file]))
    return True


def _move(
    display: Banner | Popup, verb: DisplayChange.Verb, field: str, value: datetime | None, *, by: Member, reason: str
) -> bool:
    """Set or clear the moment that takes `display` off the page, with its record."""
    require(by, f"displays.change_{display._meta.model_name}")
    reason = require_reason(reason, in_lines=True)
    with transaction.atomic():
        stored = type(display).objects.select_for_update().get(pk=display.pk)
        if field != "deleted_at":
            _refuse_deleted(stored)
        if bool(getattr(stored, field)) == bool(value):
            return False
        setattr(display, field, value)
        display.updated_at = timezone.now()
        display.save(update_fields=[field, "updated_at"])
        _record(display, verb, by=by, reason=reason)
    return True


def _refuse_deleted(stored: Banner | Popup) -> None:
    if stored.deleted_at:
        raise ValidationError("삭제된 것은 바꿀 수 없습니다. 먼저 복원해 주세요.", code="deleted")


def _record(
    display: Banner | Popup, verb: DisplayChange.Verb, *, by: Member, reason: str = "", fields: str = ""
) -> None:
    target = {"banner" if isinstance(display, Banner) else "popup": display}
    change = DisplayChange(verb=verb, by=by, reason=clean_lines(reason), fields=fields, **target)
    change.full_clean()
    change.save(force_insert=True)
    invalidate(Tag.HOME, Tag.BANNERS)
    invalidate_active_displays()
    log_deed(logger, "display changed", extra={"display": display.public_id, "verb": verb, "by": by.pk})


def _label(display: Banner | Popup, field: str) -> str:
    return next(str(one.verbose_name) for one in display._meta.fields if one.name == field)


@contextmanager
def _stored_pictures(display: Banner | Popup, pictures: Pictures) -> Iterator[set[str]]:
    """Re-encode and write the pictures that were given; take them away again when what follows fails.

    They are written before the row, so that no row lacks its files. Gives the names of their fields.
    """
    contents = _encoded(pictures)
    written = []
    try:
        for name, content in contents.items():
            field = getattr(display, name)
            field.save(f"{secrets.token_urlsafe(16)}.webp", ContentFile(content), save=False)
            written.append(field)
        yield set(contents)
    except BaseException:
        drop_files(written)
        raise


def _encoded(pictures: Pictures) -> dict[str, bytes]:
    """The given uploads as WebP, by the names of their fields; every refusal is told at once."""
    contents, errors = {}, {}
    for name, (upload, longest) in pictures.items():
        if not upload:
            continue
        try:
            contents[name] = webp_bytes(decode_picture(upload, longest=longest), longest)
        except ValidationError as error:
            errors[name] = error.error_list
    if errors:
        raise ValidationError(errors)
    return contents
