"""The posts' ids, how their tables are stored, and the one row of flushed views."""

from django.db import migrations

from polibat.db.ids import create_sequences


def narrow(table):
    """Leave room in the pages of `table`, whose rows change often, so that they change in place."""
    return migrations.RunSQL(f"ALTER TABLE {table} SET (fillfactor = 80)", f"ALTER TABLE {table} RESET (fillfactor)")


class Migration(migrations.Migration):
    dependencies = [("boards", "0001_initial")]

    operations = [
        *create_sequences("FB", "PB"),
        narrow("boards_postcounts"),
        narrow("boards_comment"),
        narrow("boards_boardcounter"),
        narrow("boards_mentioncounter"),
        migrations.RunSQL(
            "ALTER TABLE boards_searchdocument SET (toast_tuple_target = 128)",
            "ALTER TABLE boards_searchdocument RESET (toast_tuple_target)",
        ),
        migrations.RunSQL("INSERT INTO boards_viewflush (id, batch) VALUES (1, '')", "DELETE FROM boards_viewflush"),
    ]
