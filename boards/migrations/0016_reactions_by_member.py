"""Likes and dislikes of members are counted in an index, made while the site serves, in the place of a narrower one."""

import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("boards", "0015_unlisted_tallies"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        AddIndexConcurrently(
            model_name="reaction",
            index=models.Index(fields=["member", "value"], name="reaction_by_member"),
        ),
        migrations.AlterField(
            model_name="reaction",
            name="member",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reactions",
                to=settings.AUTH_USER_MODEL,
                verbose_name="회원",
            ),
        ),
    ]
