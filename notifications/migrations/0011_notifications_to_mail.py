from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # Built beside the table, which goes on being written.
    atomic = False

    dependencies = [
        ("notifications", "0010_deliveries"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="notification",
            index=models.Index(
                condition=models.Q(("mail", ""), _negated=True), fields=["mail", "id"], name="notification_mail"
            ),
        ),
    ]
