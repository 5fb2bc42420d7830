"""Files that are made behind the page and kept for a while: which are over, and which nobody makes any more.

Their models have the states MAKING, READY, EXPIRED and FAILED, `tries`, `requested_at`, `expires_at`, and the constants
KEPT, LONGEST_MAKING and TRIES. `polibat.files.background` makes the files.
"""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone


class GeneratedFileQuerySet(models.QuerySet):
    """What a job has to look after."""

    def over(self):
        """Those whose file has to go: its time is up."""
        return self.filter(state=self.model.State.READY, expires_at__lte=timezone.now())

    def stuck(self):
        """Those that nobody makes any more, e.g. because the worker died over them."""
        late = timezone.now() - self.model.LONGEST_MAKING
        return self.filter(state=self.model.State.MAKING, requested_at__lt=late)


class GeneratedFile:
    """A row about one file."""

    State: Any
    pk: int
    state: Any
    expires_at: Any
    file: ClassVar[models.FileField]
    file_name: str

    @property
    def is_ready(self):
        """Whether it can be fetched: a link ends by its time, not by the job that deletes the file."""
        return self.state == self.State.READY and self.expires_at > timezone.now()
