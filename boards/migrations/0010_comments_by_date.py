"""Comments are counted by day, built while the site goes on writing."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("boards", "0009_suggestion_changes_are_kept")]

    operations = [
        AddIndexConcurrently("comment", models.Index(fields=["-created_at", "-id"], name="comment_date")),
    ]
