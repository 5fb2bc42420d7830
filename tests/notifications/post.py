"""A mail server on loopback that keeps what it takes, and answers as a test wants."""

import asyncio
import contextlib
import socket
import threading
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller


class Postbox:
    """Keeps mails; `answers` are given to the next recipients or texts before it says yes again."""

    def __init__(self):
        self.mails = []
        self.slow = 0
        self.sender_answers = []
        self.rcpt_answers = []
        self.data_answers = []
        # While it is closed the server takes a text and says nothing.
        self.gate = threading.Event()
        self.gate.set()

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's name
        """Take us as sender, or say what the test wants."""
        if self.sender_answers:
            return self.sender_answers.pop(0)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's name
        """Take the recipient, or say what the test wants."""
        if self.rcpt_answers:
            return self.rcpt_answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        """Take the text, or say what the test wants."""
        if self.data_answers:
            return self.data_answers.pop(0)
        await asyncio.sleep(self.slow)
        await asyncio.get_running_loop().run_in_executor(None, self.gate.wait)
        self.mails.append((envelope.rcpt_tos[0], message_from_bytes(envelope.content, policy=policy.default)))
        return "250 OK"


@contextlib.contextmanager
def post_office():
    """A running mail server: its postbox, with the port as `port`."""
    postbox = Postbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        postbox.port = probe.getsockname()[1]
    controller = Controller(postbox, hostname="127.0.0.1", port=postbox.port)
    controller.start()
    try:
        yield postbox
    finally:
        controller.stop()
