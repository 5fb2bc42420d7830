"""Members: who speaks here."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Members, their statuses, addresses and consents."""

    name = "accounts"
    verbose_name = "회원"

    def ready(self):
        """Ask staff for their password again before dangerous acts."""
        from accounts.admin.reauthentication import reauthentication_page  # noqa: PLC0415 - models are loaded only now
        from polibat.staff.admin import dangerous_act_requested  # noqa: PLC0415

        dangerous_act_requested.subscribe(reauthentication_page)
