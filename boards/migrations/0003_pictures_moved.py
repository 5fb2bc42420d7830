from django.db import migrations


class Migration(migrations.Migration):
    """Pictures and their uploads stand in an app of their own, which took over the tables."""

    dependencies = [
        ("boards", "0002_triggers_and_first_rows"),
        ("pictures", "0001_initial"),
        ("polls", "0003_pictures_moved"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel("IncomingImage"), migrations.DeleteModel("Image")]
        )
    ]
