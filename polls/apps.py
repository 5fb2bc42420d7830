"""Polls: questions of staff, ballots of members."""

from django.apps import AppConfig

from accounts.events import personal_data_requested
from boards.events import kept_counts_asked, pictures_shown_asked, post_status_changing, search_words_asked


class PollsConfig(AppConfig):
    """Polls: questions of staff, ballots of members."""

    name = "polls"
    verbose_name = "투표"

    def ready(self):
        """Keep polls with ballots from being deleted, and answer what belongs to polls."""
        # The models are there only now.
        from polls.queries.personal_data import personal_data  # noqa: PLC0415
        from polls.queries.pictures import pictures_beside  # noqa: PLC0415
        from polls.queries.search import option_words  # noqa: PLC0415
        from polls.services.counts import poll_counts  # noqa: PLC0415
        from polls.services.polls import refuse_to_delete_ballots  # noqa: PLC0415

        post_status_changing.subscribe(refuse_to_delete_ballots)
        search_words_asked.subscribe(option_words)
        pictures_shown_asked.subscribe(pictures_beside)
        kept_counts_asked.subscribe(poll_counts)
        personal_data_requested.subscribe(personal_data)
