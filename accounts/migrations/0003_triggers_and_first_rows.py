"""The members' ids, history that is only ever added to, and the levels of staff."""

from django.db import migrations

from polibat.db.append_only import append_only
from polibat.db.ids import create_sequences

LEVELS = ["moderator", "admin"]


def create_levels(apps, schema_editor):
    """Make the groups."""
    for name in LEVELS:
        apps.get_model("auth", "Group").objects.get_or_create(name=name)


def remove_levels(apps, schema_editor):
    """Remove them again."""
    apps.get_model("auth", "Group").objects.filter(name__in=LEVELS).delete()


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_members_and_policies"), ("admin", "0003_logentry_add_action_flag_choices")]

    operations = [
        *create_sequences("NM", "PM", "PA", "AD"),
        append_only("accounts_statuschange"),
        append_only("accounts_emailaccess"),
        append_only("accounts_twofactorchange"),
        append_only("django_admin_log"),
        migrations.RunPython(create_levels, remove_levels),
    ]
