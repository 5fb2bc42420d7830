"""Public ids: what people read (`FB000123`), drawn from one PostgreSQL sequence per prefix, never reused."""

from django.db import connection, migrations


def sequence_name(prefix):
    """The name of the sequence that numbers `prefix`."""
    return f"public_id_{prefix.lower()}"


def create_sequences(*prefixes):
    """Migration operations that make the sequence of each prefix."""
    return [
        migrations.RunSQL(f"CREATE SEQUENCE {sequence_name(prefix)}", f"DROP SEQUENCE {sequence_name(prefix)}")
        for prefix in prefixes
    ]


def number_of(prefix, number):
    """`FB` and 123 as `FB000123`; grows wider past 999999 instead of repeating."""
    return f"{prefix}{number:06d}"


def next_public_id(prefix):
    """Draw the next public id of `prefix`; two callers can never get the same one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s)", [sequence_name(prefix)])
        return number_of(prefix, cursor.fetchone()[0])


def child_public_id(parent_id, prefix, number):
    """The id of a thing numbered inside another: `FB000001`, `CM`, 1 as `FB000001-CM0001`."""
    return f"{parent_id}-{prefix}{number:04d}"
