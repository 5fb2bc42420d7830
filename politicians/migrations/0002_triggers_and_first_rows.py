"""Ids of politicians and places, and who looked at documents."""

from django.db import migrations

from polibat.db.append_only import append_only
from polibat.db.ids import create_sequences


class Migration(migrations.Migration):
    dependencies = [("politicians", "0001_initial")]

    operations = [
        *create_sequences("PL", "RG"),
        append_only("politicians_documentaccess"),
    ]
