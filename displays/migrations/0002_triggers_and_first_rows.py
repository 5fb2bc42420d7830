"""Ids of banners and popups, and history that is only ever added to."""

from django.db import migrations

from polibat.db.append_only import append_only
from polibat.db.ids import create_sequences


class Migration(migrations.Migration):
    dependencies = [("displays", "0001_initial")]

    operations = [
        *create_sequences("BN", "PU"),
        append_only("displays_displaychange"),
    ]
