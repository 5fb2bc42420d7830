"""How the lower apps ask for somebody to look, without knowing who does: a job by its name, queued on commit with them.

The apps import downwards only, and moderation stands above those in which things happen. Each of these is one insert in
the caller's transaction; whether anything is worth a flag is decided later, by the worker.
"""

from polibat.jobs.names import Job, queue_job
from polibat.security.encryption import keyed_hash


def report_conspicuous(kind, *, count, member=None, network=""):
    """Queue a flag of `kind` about a member, or about a network as a keyed hash: no address stands in a job or a row.

    Called when a counter reaches a number, thus once a window.
    """
    address_hash = keyed_hash(network, purpose="abuse").hex() if network else ""
    queue_job(
        Job.RAISE_FLAG, kind=kind, count=count, member_id=member.pk if member else None, address_hash=address_hash
    )


def ask_for_a_look(kind, pk):
    """Queue the screening of a new or changed text (`kind` is `post` or `comment`)."""
    queue_job(Job.SCREEN_TEXT, kind=kind, pk=pk)
