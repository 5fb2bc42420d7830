"""PostgreSQL and Valkey for `make run` and `make test`, so that a clone needs no server of its own.

The pieces, from the bottom: `home` (where everything stands, which account runs it, secrets), `programs` (which
binaries), `postgres` and `valkey` (how each is prepared and started), `keeper` (the parent process of one server),
`lease` (being one of its users), `supervisor` (`make run`). Production sets `DATABASE_URL` and `REDIS_URL` and never
gets here.
"""

import os
from contextlib import ExitStack, contextmanager

from dotenv import load_dotenv

from dev.embedded.data_directory import PROJECT, DataDirectory, silent
from dev.embedded.environment import environment
from dev.embedded.errors import EmbeddedError
from dev.embedded.postgres import Postgres
from dev.embedded.server_lock import lease
from dev.embedded.valkey import Valkey

__all__ = ["EmbeddedError", "servers"]


@contextmanager
def servers(purpose, *, say=silent):
    """Set what the environment lacks of DATABASE_URL, REDIS_URL and the secrets, starting the servers they need.

    `purpose` is "site" (durable) or "test" (fast, forgets everything in a crash); `say` gets lines of progress. A
    variable that is set stays as it is and its server is not started, so nesting costs nothing; `EMBEDDED=0` turns all
    of this off. Raises EmbeddedError with one line for the person at the keyboard.
    """
    if purpose == "site":
        load_dotenv(PROJECT / ".env")
    missing = [kind for kind in (Postgres, Valkey) if not os.environ.get(kind.variable)]
    if os.environ.get("EMBEDDED") == "0" or not missing:
        yield
        return
    home = DataDirectory.find(say)
    with ExitStack() as stack:
        stack.enter_context(environment({"EMBEDDED": "1", **home.secrets()}))
        for kind in missing:
            server = stack.enter_context(lease(kind(home, purpose), say))
            stack.enter_context(environment({kind.variable: server.url}))
        yield
