"""The database between tests that commit: emptied, and filled with what migrations made.

Django truncates every table, which makes new files for each and for its indexes, and then saves row by row. Here the
tables that have rows are emptied and the rows copied back, which takes a small part of that time. It needs the rights
of a superuser, as on the tests' own server; on another server Django's way is taken.
"""

from contextlib import contextmanager, nullcontext

import pytest
from django.db import connection, transaction
from django.db.backends.postgresql.creation import DatabaseCreation
from django.db.backends.postgresql.operations import DatabaseOperations
from psycopg import sql


def keeper():
    """A context in which the database is emptied and filled the quick way, with the rows that it has now."""
    if not _is_superuser():
        return nullcontext()
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return _quick(tables, {table: _rows(table) for table in _filled(connection, tables)})


@contextmanager
def _quick(tables, made):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", lambda self, _: _renew(self.connection, tables, made))
        patch.setattr(DatabaseCreation, "deserialize_db_from_string", lambda self, _: _fill(self.connection, made))
        yield


def _is_superuser():
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        return cursor.fetchone()[0]


def _filled(connection, tables):
    """Those of `tables` that have rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("SELECT {}").format(
                sql.SQL(", ").join(sql.SQL("EXISTS (SELECT FROM {})").format(sql.Identifier(table)) for table in tables)
            )
        )
        return [table for table, has_rows in zip(tables, cursor.fetchone(), strict=True) if has_rows]


def _rows(table):
    """The command that copies rows into `table`, and the rows; what PostgreSQL computes it will compute again."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname FROM pg_attribute"
            " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''",
            [f'"{table}"'],
        )
        columns = sql.SQL(", ").join(sql.Identifier(name) for (name,) in cursor.fetchall())
        told = sql.SQL("COPY {} ({}) {}")
        with cursor.copy(told.format(sql.Identifier(table), columns, sql.SQL("TO STDOUT"))) as copy:
            return told.format(sql.Identifier(table), columns, sql.SQL("FROM STDIN")), b"".join(copy)


def _renew(connection, tables, made):
    """Leave what migrations made: a test that rolls back may come next on this process, and fills nothing in."""
    _empty(connection, tables)
    _fill(connection, made)


def _empty(connection, tables):
    with transaction.atomic(), connection.cursor() as cursor:
        _leave_triggers_out(cursor)
        for table in _filled(connection, tables):
            cursor.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))


def _fill(connection, made):
    with transaction.atomic(), connection.cursor() as cursor:
        _leave_triggers_out(cursor)
        for table, (command, rows) in made.items():
            # After a test that rolled back they are there still.
            cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608 - a table of ours
            with cursor.copy(command) as copy:
                copy.write(rows)


def _leave_triggers_out(cursor):
    """Neither foreign keys nor triggers (some tables may only grow) until the transaction ends."""
    cursor.execute("SET LOCAL session_replication_role = replica")
