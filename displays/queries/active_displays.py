"""What of the displays is shown now: cached for seconds, so that pages and events need no look at the database."""

import re

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from accounts.models import Viewer
from displays.models import Banner, DisplayState, Popup, audiences_of
from displays.models.displays import D

IDS_KEY, BANNERS_KEY, CACHE_SECONDS = "displays:shown", "displays:banners", 10
DISPLAY_ID = re.compile(r"[A-Z]{2}[0-9]{6,12}", re.ASCII)


def shown_ids() -> set[str]:
    """The ids of all displays whose time is now."""
    return cache.get_or_set(IDS_KEY, _look_for_ids, CACHE_SECONDS) or set()


def banners_at(member: Viewer, *positions: str) -> list[Banner]:
    """The banners that `member` (or a visitor) sees now at these places, in their order; as `shown_to` gives them."""
    audiences, now = audiences_of(member), timezone.now()
    cached = cache.get_or_set(BANNERS_KEY, _look_for_banners, CACHE_SECONDS)
    return [
        banner
        for banner in cached or []
        if banner.position in positions and banner.audience in audiences and banner.state_at(now) == DisplayState.SHOWN
    ]


def chosen(member: Viewer, model: type[D], preview: str) -> D | None:
    """The banner or popup whose id is `preview`, for staff, whatever its state; None for anybody else."""
    if not preview.startswith(model.prefix) or not DISPLAY_ID.fullmatch(preview):
        return None
    return model.objects.visible_to(member).filter(public_id=preview).first()


def invalidate_active_displays() -> None:
    """Let whoever asks next look anew, once the current transaction is committed."""
    transaction.on_commit(lambda: cache.delete_many([IDS_KEY, BANNERS_KEY]))


def _look_for_ids() -> set[str]:
    return {
        public_id
        for model in (Popup, Banner)
        for public_id in model.objects.shown().values_list("public_id", flat=True)
    }


def _look_for_banners() -> list[Banner]:
    # Those of tomorrow as well: each is shown from its moment on, whenever these were looked for.
    return list(Banner.objects.filter(deleted_at=None, stopped_at=None, ends_at__gt=timezone.now()))
