"""What staff took away is on record."""

from django.db import migrations

from polibat.db.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("backoffice", "0001_initial")]

    operations = [
        append_only("backoffice_staffexport", changeable=["state", "file", "rows", "tries", "expires_at"]),
    ]
