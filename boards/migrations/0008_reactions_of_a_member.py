"""Indexes by which a member's own reactions are found, built while the site goes on writing."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("boards", "0007_member_counts")]

    operations = [
        AddIndexConcurrently(
            "reaction",
            models.Index(
                fields=["member", "value", "-id"],
                condition=models.Q(post__isnull=False),
                name="reaction_mine_post",
            ),
        ),
        AddIndexConcurrently(
            "reaction",
            models.Index(
                fields=["member", "value", "-id"],
                condition=models.Q(comment__isnull=False),
                name="reaction_mine_comment",
            ),
        ),
    ]
