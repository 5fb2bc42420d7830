"""The two staff levels are groups (spec M5)."""

from django.db import migrations

LEVELS = ["moderator", "admin"]


def create_levels(apps, schema_editor):
    """Make the groups."""
    for name in LEVELS:
        apps.get_model("auth", "Group").objects.get_or_create(name=name)


def remove_levels(apps, schema_editor):
    """Remove them again."""
    apps.get_model("auth", "Group").objects.filter(name__in=LEVELS).delete()


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunPython(create_levels, remove_levels)]
