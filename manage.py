#!/usr/bin/env python
"""Django's command line; it brings its own servers when DATABASE_URL or REDIS_URL is unset."""

import importlib.util
import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command on the servers that the environment names, or on the embedded ones where `dev` is there."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "polibat.settings")
    if importlib.util.find_spec("dev") is None:
        execute_from_command_line(sys.argv)
        return
    from dev.embedded import EmbeddedError, servers  # noqa: PLC0415 - not in the image

    try:
        with servers("site", say=lambda line: sys.stderr.write(f"{line}\n")):
            execute_from_command_line(sys.argv)
    except EmbeddedError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
