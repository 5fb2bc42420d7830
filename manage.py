#!/usr/bin/env python
"""Django's command line; it brings its own servers when DATABASE_URL or REDIS_URL is unset."""

import os
import sys

from django.core.management import execute_from_command_line

from dev.embedded import EmbeddedError, servers


def main():
    """Run the command on the servers that the environment names, or on the embedded ones."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "polibat.settings")
    try:
        with servers("site", say=lambda line: sys.stderr.write(f"{line}\n")):
            execute_from_command_line(sys.argv)
    except EmbeddedError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
