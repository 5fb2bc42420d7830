"""Prove the constraints of 0003 on the rows that were there, in a transaction of its own: nobody waits meanwhile."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("boards", "0003_all_boards")]

    operations = [
        ValidateConstraint("post", name)
        for name in (
            "post_board",
            "post_private_suggestions_only",
            "post_free_names_nobody",
            "post_by_politician_names_them",
        )
    ]
