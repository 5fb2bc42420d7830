"""Logging: one JSON object a line on standard output, with the request's id and without personal data."""

import contextvars
import logging
import re

from pythonjsonlogger import json
from pythonjsonlogger.core import RESERVED_ATTRS

request_id = contextvars.ContextVar("request_id", default="-")

# Django's request logger attaches the whole request and response: these carry cookies and bodies, so they never go out.
UNWANTED = ("request", "response", "server_time")
ADDRESS = re.compile(r"[^\s<>\"'(),:;@]+@[^\s<>\"'(),:;@]+")


def without_addresses(text: str) -> str:
    """`text` without what looks like an e-mail address: mail servers like to repeat them in their replies."""
    return ADDRESS.sub("(주소)", text)


class RequestIdFilter(logging.Filter):
    """Puts the id of the request being served on every record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through, with the id."""
        record.request_id = request_id.get()
        return True


class JsonFormatter(json.JsonFormatter):
    """A record as one line of JSON: time (UTC), level, logger, message, request id and the `extra` values."""

    def __init__(self):
        super().__init__(
            ["levelname", "name", "message", "request_id"],
            timestamp="time",
            rename_fields={"levelname": "level", "name": "logger", "request_id": "request", "exc_info": "exception"},
            reserved_attrs=[*RESERVED_ATTRS, *UNWANTED],
            json_ensure_ascii=False,
        )
