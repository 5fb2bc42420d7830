"""What members show in their texts."""

from django.apps import AppConfig


class PicturesConfig(AppConfig):
    """Pictures, from the browser into the storage."""

    name = "pictures"
    verbose_name = "이미지"

    def ready(self):
        """Answer what is held about members."""
        from accounts.events import personal_data_requested  # noqa: PLC0415 - models are loaded only now
        from pictures.queries import personal_data  # noqa: PLC0415

        personal_data_requested.subscribe(personal_data)
