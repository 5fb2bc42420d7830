"""Pictures that browsers put into the storage by themselves, until they are taken."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import boards.models.image


class Migration(migrations.Migration):
    dependencies = [
        ("boards", "0013_unread_comments_index"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="IncomingImage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "token",
                    models.CharField(default=boards.models.image.new_token, editable=False, max_length=32, unique=True),
                ),
                (
                    "content_type",
                    models.CharField(
                        choices=[
                            ("image/jpeg", "image/jpeg"),
                            ("image/png", "image/png"),
                            ("image/gif", "image/gif"),
                            ("image/webp", "image/webp"),
                        ],
                        error_messages={
                            "blank": "이미지 파일만 업로드 가능합니다. (jpg, png, gif, webp)",
                            "invalid_choice": "이미지 파일만 업로드 가능합니다. (jpg, png, gif, webp)",
                        },
                        max_length=20,
                    ),
                ),
                ("created_at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="boards.image",
                    ),
                ),
            ],
            options={
                "verbose_name": "올리는 중인 이미지",
                "verbose_name_plural": "올리는 중인 이미지",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("content_type__in", ["image/jpeg", "image/png", "image/gif", "image/webp"])
                        ),
                        name="incoming_image_type",
                    )
                ],
            },
        ),
    ]
