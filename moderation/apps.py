"""Keeping order."""

from django.apps import AppConfig

from accounts.events import mailbox_shared, signups_surged
from boards.events import reactions_surged, text_edited, text_published
from notifications.events import notification_mailed


class ModerationConfig(AppConfig):
    """Reports and decisions."""

    name = "moderation"
    verbose_name = "신고와 조치"

    def ready(self):
        """Hear of texts and of members: what is about to be published, what was, and what comes in a rush."""
        # Models are loaded only now.
        from accounts.events import personal_data_requested  # noqa: PLC0415
        from moderation.queries.personal_data import personal_data  # noqa: PLC0415
        from moderation.services import screening  # noqa: PLC0415
        from moderation.services.report_mails import words_of_report  # noqa: PLC0415
        from moderation.services.word_filter import words_in  # noqa: PLC0415
        from polibat.web.rethink import text_about_to_be_published  # noqa: PLC0415

        notification_mailed.subscribe(words_of_report)
        text_about_to_be_published.subscribe(words_in)
        personal_data_requested.subscribe(personal_data)
        text_published.subscribe(screening.screen_later)
        text_edited.subscribe(screening.screen_later)
        reactions_surged.subscribe(screening.flag_reactions)
        signups_surged.subscribe(screening.flag_signups)
        mailbox_shared.subscribe(screening.flag_mailbox)
