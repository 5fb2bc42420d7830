"""Changes of status are counted by day, built while the site goes on writing."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("accounts", "0006_agreed_upto_from_consents")]

    operations = [
        AddIndexConcurrently("statuschange", models.Index(fields=["-created_at", "-id"], name="statuschange_date")),
    ]
