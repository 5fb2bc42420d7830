"""What happens to banners and popups: one verb per consequence."""

from displays.services.displays import (
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

__all__ = [
    "change_banner",
    "change_popup",
    "delete_display",
    "move_banner",
    "publish_banner",
    "publish_popup",
    "restore_display",
    "resume_display",
    "stop_display",
]
