"""Posts whose comments wait to be read are found by an index, made while the site serves."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("boards", "0012_summaries")]

    operations = [
        AddIndexConcurrently(
            model_name="postcounts",
            index=models.Index(condition=models.Q(("is_unread", True)), fields=["post"], name="post_counts_unread"),
        ),
    ]
