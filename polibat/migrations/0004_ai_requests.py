"""What was asked of a language model: the day's budget, and a log without words."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("polibat", "0003_text_pairs"),
    ]

    operations = [
        migrations.CreateModel(
            name="AiDay",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False, verbose_name="날짜")),
                ("tokens", models.PositiveIntegerField(default=0, verbose_name="토큰")),
                ("requests", models.PositiveIntegerField(default=0, verbose_name="요청")),
            ],
            options={
                "verbose_name": "AI 하루 사용량",
                "verbose_name_plural": "AI 하루 사용량",
                "ordering": ["-day"],
            },
        ),
        migrations.CreateModel(
            name="AiRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("purpose", models.CharField(max_length=20, verbose_name="용도")),
                ("prompt_version", models.CharField(max_length=20, verbose_name="지시문")),
                ("model", models.CharField(max_length=60, verbose_name="모델")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("OK", "성공"),
                            ("INVALID", "형식 오류"),
                            ("TIMEOUT", "시간 초과"),
                            ("LIMITED", "요청 제한(429)"),
                            ("FAILED", "서버 오류"),
                            ("REFUSED", "거절"),
                        ],
                        max_length=10,
                        verbose_name="결과",
                    ),
                ),
                ("prompt_tokens", models.PositiveIntegerField(default=0, verbose_name="보낸 토큰")),
                ("answer_tokens", models.PositiveIntegerField(default=0, verbose_name="받은 토큰")),
                ("duration_ms", models.PositiveIntegerField(default=0, verbose_name="걸린 시간(ms)")),
                ("content_hash", models.CharField(max_length=64, verbose_name="내용 해시")),
                (
                    "made_at",
                    models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name="시각"),
                ),
            ],
            options={
                "verbose_name": "AI 요청",
                "verbose_name_plural": "AI 요청",
                "ordering": ["-pk"],
            },
        ),
    ]
