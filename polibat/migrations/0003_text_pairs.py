"""`text_pairs(text)`: the pairs of neighbouring characters of a text, by which an index finds a part of it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("polibat", "0002_repeatable_requests")]

    operations = [
        migrations.RunSQL(
            """
            CREATE FUNCTION text_pairs(given text) RETURNS text[]
            LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
            RETURN (
                SELECT array_agg(DISTINCT substr(folded, place, 2))
                FROM (SELECT lower(normalize(given)) AS folded OFFSET 0) AS texts,
                    generate_series(1, length(folded) - 1) AS place
            )
            """,
            "DROP FUNCTION text_pairs(text)",
        )
    ]
