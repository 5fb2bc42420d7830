"""Pairs of letters without regard to width and form (NFKC), as search compares them; their indexes are made anew.

Writing goes on meanwhile. Until an index is done, staff find titles with full-width letters by these letters alone.
"""

from django.db import migrations

PAIRS = """
            CREATE OR REPLACE FUNCTION text_pairs(given text) RETURNS text[]
            LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
            RETURN (
                SELECT array_agg(DISTINCT substr(folded, place, 2))
                FROM (SELECT lower(normalize(given{form})) AS folded OFFSET 0) AS texts,
                    generate_series(1, length(folded) - 1) AS place
            )
            """
INDEXES = """
    SELECT objid::regclass::text FROM pg_depend
    WHERE classid = 'pg_class'::regclass AND refclassid = 'pg_proc'::regclass
    AND refobjid = 'text_pairs(text)'::regprocedure
"""


def make_indexes_anew(apps, schema_editor):
    """Build the indexes over pairs again; whichever apps have some."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(INDEXES)
        for (index,) in cursor.fetchall():
            cursor.execute(f"REINDEX INDEX CONCURRENTLY {index}")


class Migration(migrations.Migration):
    # What is made concurrently stands in no transaction.
    atomic = False
    dependencies = [("polibat", "0002_functions")]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, make_indexes_anew),
        migrations.RunSQL(PAIRS.format(form=", NFKC"), PAIRS.format(form="")),
        migrations.RunPython(make_indexes_anew, migrations.RunPython.noop),
    ]
