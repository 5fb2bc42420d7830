"""Telling the log what a verb did."""

import logging
from functools import partial
from typing import Any

from django.db import transaction


def log_deed(logger: logging.Logger, message: str, *, extra: dict[str, Any]) -> None:
    """Log what was done once it holds: what is refused later or taken back (a trial) never happened."""
    transaction.on_commit(partial(logger.info, message, extra=extra), robust=True)
