"""Mail in the embedded run: told in var/log/mail.log and kept as files that `/dev/mail/` shows."""

import os
import time
import uuid

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend


class DevMailBackend(BaseEmailBackend):
    """Writes each message to the end of MAIL_LOG, readably, and keeps it in EMAIL_FILE_PATH, instead of sending it."""

    def send_messages(self, messages):
        """Keep `messages`; how many they were."""
        for message in messages:
            self._tell(message)
            self._keep(message)
        return len(messages)

    def _tell(self, message):
        """Say whom `message` tells what; codes stand in it, so only the owner of the log reads it."""
        settings.MAIL_LOG.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(settings.MAIL_LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a") as log:
            log.write(f"[메일] {', '.join(message.to)} · {message.subject}\n{message.body.strip()}\n\n")

    def _keep(self, message):
        """Write `message` as one file of its own, which is there whole or not at all."""
        folder = settings.EMAIL_FILE_PATH
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = f"{time.time_ns()}-{uuid.uuid4().hex[:8]}.eml"
        partial = folder / f"{name}.part"
        partial.write_bytes(message.message().as_bytes())
        partial.rename(folder / name)
