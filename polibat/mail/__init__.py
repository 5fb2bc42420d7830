"""Mail: made from templates, sealed on its way, handed to one outbox."""

from polibat.mail.outgoing import SEAL, compose_mail, mail_queued, queue_mail, seal, send_mail, text_of, unseal

__all__ = [
    "SEAL",
    "compose_mail",
    "mail_queued",
    "queue_mail",
    "seal",
    "send_mail",
    "text_of",
    "unseal",
]
