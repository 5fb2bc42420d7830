"""Public office-holders, their name cards and who speaks for them."""

from django.apps import AppConfig


class PoliticiansConfig(AppConfig):
    """Politicians exist without an account."""

    name = "politicians"
    verbose_name = "정치인"

    def ready(self):
        """Hear of what happens to members."""
        from accounts import events  # noqa: PLC0415 - models are loaded only now
        from politicians.queries.personal_data import personal_data  # noqa: PLC0415
        from politicians.services import forget_applications, why_not_called  # noqa: PLC0415

        events.personal_data_requested.subscribe(personal_data)
        events.nickname_asked.subscribe(why_not_called)
        events.member_left.subscribe(forget_applications)
