from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("boards", "0001_initial"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="ViewFlush",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("batch", models.CharField(max_length=32)),
            ],
            options={"verbose_name": "조회수 반영", "verbose_name_plural": "조회수 반영"},
        ),
        migrations.RunSQL("INSERT INTO boards_viewflush (id, batch) VALUES (1, '')", "DELETE FROM boards_viewflush"),
        migrations.AlterField(
            model_name="post", name="title", field=models.CharField(max_length=1000, verbose_name="제목")
        ),
        migrations.AddField(
            model_name="comment",
            name="submission",
            field=models.UUIDField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="post",
            name="submission",
            field=models.UUIDField(blank=True, editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.UniqueConstraint(fields=("author", "submission"), name="comment_once_a_submission"),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.UniqueConstraint(fields=("author", "submission"), name="post_once_a_submission"),
        ),
        # Search counts hits in the table itself: with the long vectors stored aside, a page holds some hundred rows.
        migrations.RunSQL(
            "ALTER TABLE boards_searchdocument SET (toast_tuple_target = 128)",
            "ALTER TABLE boards_searchdocument RESET (toast_tuple_target)",
        ),
    ]
