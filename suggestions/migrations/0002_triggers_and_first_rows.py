"""Ids of notices and suggestions, and history that is only ever added to."""

from django.db import migrations

from polibat.db.append_only import append_only
from polibat.db.ids import create_sequences


class Migration(migrations.Migration):
    dependencies = [("suggestions", "0001_initial")]

    operations = [
        *create_sequences("NT", "RC", "RS"),
        append_only("suggestions_suggestionchange"),
    ]
