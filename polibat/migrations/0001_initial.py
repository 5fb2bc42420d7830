import django.utils.timezone
import rest_framework.utils.encoders
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("procrastinate", "0041_post_retry_failed_job"),
    ]

    operations = [
        migrations.CreateModel(
            name="TroubledJob",
            fields=[],
            options={
                "verbose_name": "문제가 있는 작업",
                "verbose_name_plural": "문제가 있는 작업",
                "managed": False,
                "proxy": True,
            },
            bases=("procrastinate.procrastinatejob",),
        ),
        migrations.CreateModel(
            name="JobFailure",
            fields=[
                ("job_id", models.BigIntegerField(primary_key=True, serialize=False, verbose_name="작업")),
                ("task_name", models.CharField(max_length=128, verbose_name="이름")),
                ("kind", models.CharField(max_length=200, verbose_name="오류")),
            ],
            options={
                "verbose_name": "작업 오류",
                "verbose_name_plural": "작업 오류",
            },
        ),
        migrations.CreateModel(
            name="LimitWindow",
            fields=[
                ("key", models.CharField(max_length=200, primary_key=True, serialize=False)),
                ("count", models.PositiveIntegerField()),
                ("ends_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "제한 기록",
                "verbose_name_plural": "제한 기록",
            },
        ),
        migrations.CreateModel(
            name="RepeatableRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asker", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=64)),
                ("digest", models.BinaryField(max_length=32)),
                ("status", models.PositiveSmallIntegerField(null=True)),
                ("answer", models.JSONField(encoder=rest_framework.utils.encoders.JSONEncoder, null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "되풀이할 수 있는 요청",
                "verbose_name_plural": "되풀이할 수 있는 요청",
                "indexes": [models.Index(fields=["created_at"], name="repeatablerequest_age")],
                "constraints": [models.UniqueConstraint(fields=("asker", "key"), name="repeatablerequest_once")],
            },
        ),
    ]
