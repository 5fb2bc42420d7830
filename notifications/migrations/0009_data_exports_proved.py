"""Prove the kinds of the notifications that were there, in a transaction of its own: nobody waits meanwhile."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("notifications", "0008_data_exports")]

    operations = [ValidateConstraint("notification", "notification_kind")]
