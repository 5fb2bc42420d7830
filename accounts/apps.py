"""Members: who speaks here."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class AccountsConfig(AppConfig):
    """Members, their statuses, addresses and consents."""

    name = "accounts"
    verbose_name = "회원"

    def ready(self):
        """Ask staff for their password again before dangerous acts, and note what they see of members."""
        from accounts.admin.reauthentication import reauthentication_page  # noqa: PLC0415 - models are loaded only now
        from accounts.services.login import note_log_in  # noqa: PLC0415
        from accounts.services.staff_reads import note_staff_read  # noqa: PLC0415
        from polibat.staff.admin import dangerous_act_requested  # noqa: PLC0415
        from polibat.staff.people import people_shown  # noqa: PLC0415

        dangerous_act_requested.subscribe(reauthentication_page)
        user_logged_in.connect(note_log_in, dispatch_uid="note_log_in")
        people_shown.subscribe(note_staff_read)
