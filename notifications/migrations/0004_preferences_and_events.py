import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0003_notification_actor"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="NotificationPreference",
            fields=[
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="notification_preference",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="회원",
                    ),
                ),
                (
                    "muted",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="끈 알림",
                    ),
                ),
            ],
            options={
                "verbose_name": "알림 설정",
                "verbose_name_plural": "알림 설정",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("muted__overlap", ["DECISION", "APPLICATION", "STAFF"]), _negated=True),
                        name="notification_preference_keeps_what_is_due",
                        violation_error_message="회원 자격과 운영 조치 알림은 끌 수 없습니다.",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="notification",
            name="event",
            field=models.CharField(blank=True, editable=False, max_length=120, null=True, verbose_name="사건"),
        ),
    ]
