"""Mail in the embedded run: told on the console and kept as files that `/dev/mail/` shows."""

import time
import uuid

from django.conf import settings
from django.core.mail.backends.console import EmailBackend as ConsoleBackend


class DevMailBackend(ConsoleBackend):
    """Tells each message on the console, readably, and keeps it in EMAIL_FILE_PATH, instead of sending it."""

    def write_message(self, message):
        """Print whom `message` tells what, and keep it as one file."""
        self.stream.write(f"[메일] {', '.join(message.to)} · {message.subject}\n{message.body.strip()}\n\n")
        folder = settings.EMAIL_FILE_PATH
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = f"{time.time_ns()}-{uuid.uuid4().hex[:8]}.eml"
        partial = folder / f"{name}.part"
        partial.write_bytes(message.message().as_bytes())
        partial.rename(folder / name)
