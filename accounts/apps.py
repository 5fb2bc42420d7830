"""Members: who speaks here."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Members, their statuses, addresses and consents."""

    name = "accounts"
    verbose_name = "회원"
