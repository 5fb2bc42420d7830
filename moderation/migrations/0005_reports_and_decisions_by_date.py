"""Reports and decisions are counted by day, built while the site goes on writing."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("moderation", "0004_append_only_and_first_words")]

    operations = [
        AddIndexConcurrently("report", models.Index(fields=["-created_at", "-id"], name="report_date")),
        AddIndexConcurrently("decision", models.Index(fields=["-created_at", "-id"], name="decision_date")),
    ]
