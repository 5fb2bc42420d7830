"""What members agree to."""

from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    """Policy templates and their versions."""

    name = "policies"
    verbose_name = "서비스정책"
