"""The template database of the tests: migrated once for each state of the migrations, copied by every test process.

It stays on the tests' own server, so that a run begins at once unless a migration is new. On another server each
process migrates a database of its own.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.apps import apps
from psycopg import sql

from dev.embedded.data_directory import PROJECT, DataDirectory
from dev.embedded.file_locks import exclusive

PREFIX = "template_polibat_"


def template():
    """The name of the template database, made when it is not there; None on a server that is not the tests' own."""
    if os.environ.get("EMBEDDED") != "1":
        return None
    name = PREFIX + _state_of_migrations()
    with (
        exclusive(DataDirectory.find().lock("test.template")),
        psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection,
    ):
        there = [row for (row,) in connection.execute("SELECT datname FROM pg_database")]
        if name not in there:
            for old in there:
                if old.startswith(PREFIX):
                    connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(old)))
            _make(connection, name)
    return name


def _state_of_migrations():
    """What differs whenever migrating an empty database would end differently."""
    digest = hashlib.sha256()
    for app in apps.get_app_configs():
        folder = Path(app.path) / "migrations"
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".py", ".sql"}:
                digest.update(f"{app.label}/{path.relative_to(folder)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _make(connection, name):
    """Make the database under another name first: a process that is ended half-way leaves no half template."""
    draft = f"{PREFIX}draft"
    connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(draft)))
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{draft}").geturl()
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--noinput", "--verbosity", "0"],
        cwd=PROJECT,
        env={**os.environ, "DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(draft), sql.Identifier(name)))
