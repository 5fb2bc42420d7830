"""One entry for each event and member. The index is built while people go on reading and being told."""

from django.db import migrations, models

TABLE, NAME = "notifications_notification", "notification_once_an_event"


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("notifications", "0004_preferences_and_events")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    [
                        # What an attempt that broke off left behind is of no use to this one.
                        f"DROP INDEX CONCURRENTLY IF EXISTS {NAME}",
                        f"CREATE UNIQUE INDEX CONCURRENTLY {NAME} ON {TABLE} (member_id, event)",
                        f"ALTER TABLE {TABLE} ADD CONSTRAINT {NAME} UNIQUE USING INDEX {NAME}",
                    ],
                    f"ALTER TABLE {TABLE} DROP CONSTRAINT {NAME}",
                )
            ],
            state_operations=[
                migrations.AddConstraint(
                    model_name="notification",
                    constraint=models.UniqueConstraint(fields=("member", "event"), name=NAME),
                )
            ],
        )
    ]
