"""Everything said is a post on a board."""

from django.apps import AppConfig


class BoardsConfig(AppConfig):
    """Posts, comments, reactions, search."""

    name = "boards"
    verbose_name = "게시판"

    def ready(self):
        """Hear of what happens to members, and answer for drafts."""
        from accounts import events  # noqa: PLC0415 - models are loaded only now
        from boards.queries.personal_data import personal_data  # noqa: PLC0415
        from boards.services.drafts import forget_drafts, is_drafted  # noqa: PLC0415
        from pictures.events import image_needed_asked  # noqa: PLC0415

        events.personal_data_requested.subscribe(personal_data)
        events.member_left.subscribe(forget_drafts)
        image_needed_asked.subscribe(is_drafted)
