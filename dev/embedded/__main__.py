"""`python -m dev.embedded run|reset|keep`: what the Makefile calls."""

import sys

from dev.embedded.errors import EmbeddedError
from dev.embedded.reset import reset
from dev.embedded.server_process import keep
from dev.embedded.supervisor import run

COMMANDS = {"run": run, "reset": reset, "keep": keep}


def main(arguments):
    """Run the command named first; the exit code is its answer."""
    name, *rest = arguments or [""]
    if name not in COMMANDS:
        sys.stderr.write(f"사용법: python -m dev.embedded {'|'.join(COMMANDS)}\n")
        return 2
    try:
        return COMMANDS[name](*rest)
    except EmbeddedError as error:
        sys.stderr.write(f"{error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
