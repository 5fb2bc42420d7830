import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The pictures of polls stand in another app; their table and its keys are the same."""

    dependencies = [("pictures", "0001_initial"), ("polls", "0002_triggers_and_first_rows")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name=model,
                    name="picture",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pictures.image",
                        verbose_name=name,
                    ),
                )
                for model, name in (("poll", "대표 이미지"), ("polloption", "이미지"))
            ]
        )
    ]
