"""The pairs of letters of a text, by which staff find titles (see `polibat.text.bigrams.Pairs`)."""

from django.db import migrations

PAIRS = """
            CREATE FUNCTION text_pairs(given text) RETURNS text[]
            LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
            RETURN (
                SELECT array_agg(DISTINCT substr(folded, place, 2))
                FROM (SELECT lower(normalize(given)) AS folded OFFSET 0) AS texts,
                    generate_series(1, length(folded) - 1) AS place
            )
            """


class Migration(migrations.Migration):
    dependencies = [("polibat", "0001_initial")]

    operations = [
        migrations.RunSQL(PAIRS, "DROP FUNCTION text_pairs(text)"),
    ]
