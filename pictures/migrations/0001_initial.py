import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import pictures.models


class Migration(migrations.Migration):
    """The tables are those that the boards made; they keep their names and rows."""

    initial = True

    dependencies = [
        ("boards", "0002_triggers_and_first_rows"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Image",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "token",
                            models.CharField(
                                default=pictures.models.new_token, editable=False, max_length=32, unique=True
                            ),
                        ),
                        ("page_file", models.ImageField(upload_to="images/", verbose_name="본문 크기")),
                        ("list_file", models.ImageField(upload_to="images/", verbose_name="목록 크기")),
                        ("width", models.PositiveIntegerField(verbose_name="너비")),
                        ("height", models.PositiveIntegerField(verbose_name="높이")),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="등록일")),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="images",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="올린 회원",
                            ),
                        ),
                        (
                            "post",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="images",
                                to="boards.post",
                                verbose_name="게시글",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "이미지",
                        "verbose_name_plural": "이미지",
                        "db_table": "boards_image",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("post__isnull", True)), fields=["created_at"], name="image_orphan"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IncomingImage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "token",
                            models.CharField(
                                default=pictures.models.new_token, editable=False, max_length=32, unique=True
                            ),
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "image",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="pictures.image",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "올리는 중인 이미지",
                        "verbose_name_plural": "올리는 중인 이미지",
                        "db_table": "boards_incomingimage",
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
        )
    ]
