"""Errors that are logged, as domain events: logging is set up before there are models."""

import logging

from polibat.events import Event

error_logged = Event("error.logged", "record")


class ErrorEventHandler(logging.Handler):
    """Publishes each record of an error."""

    def emit(self, record: logging.LogRecord) -> None:
        """Tell the subscribers, who raise nothing."""
        error_logged.publish(record=record)
