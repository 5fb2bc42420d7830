"""Whether the code knows the migrations that a database says it has had."""

from pathlib import Path

import psycopg

from dev.embedded.data_directory import PROJECT


def unknown_migrations(database_url: str, project: Path = PROJECT) -> list[str]:
    """The applied migrations of our apps, `app.name`, that have no file: the database comes from another history."""
    files = {(file.parts[-3], file.stem) for file in project.glob("*/migrations/[0-9]*.py")}
    apps = sorted({app for app, _name in files})
    with psycopg.connect(database_url) as connection:
        if connection.execute("SELECT to_regclass('django_migrations')").fetchone() == (None,):
            return []
        applied = connection.execute("SELECT app, name FROM django_migrations WHERE app = ANY(%s) ORDER BY id", [apps])
        return [f"{app}.{name}" for app, name in applied if (app, name) not in files]
