"""What became of a suggestion is only ever added to: the database refuses to change or delete it."""

from django.db import migrations

from polibat.history import append_only


class Migration(migrations.Migration):
    dependencies = [("boards", "0008_reactions_of_a_member")]

    operations = [append_only("boards_suggestionchange")]
