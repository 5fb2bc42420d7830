"""Summaries, moods, briefings; two narrow columns that lists read."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("boards", "0011_what_staff_look_for"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Briefing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(unique=True, verbose_name="날짜")),
                ("title", models.CharField(max_length=200, verbose_name="제목")),
                ("body", models.TextField(verbose_name="내용")),
                ("public_ids", models.JSONField(default=list, verbose_name="글")),
                (
                    "state",
                    models.CharField(
                        choices=[("DRAFT", "초안"), ("RELEASED", "공지함")],
                        default="DRAFT",
                        max_length=10,
                        verbose_name="상태",
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="만든 때")),
            ],
            options={
                "verbose_name": "하루 브리핑 초안",
                "verbose_name_plural": "하루 브리핑 초안",
                "ordering": ["-day"],
            },
        ),
        migrations.CreateModel(
            name="CommentReading",
            fields=[
                (
                    "comment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="reading",
                        serialize=False,
                        to="boards.comment",
                    ),
                ),
                (
                    "mood",
                    models.CharField(
                        choices=[("POSITIVE", "긍정"), ("NEUTRAL", "중립"), ("NEGATIVE", "부정")],
                        max_length=10,
                        verbose_name="온도",
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("AI", "AI"),
                            ("EXTRACT", "자동 발췌"),
                            ("MODEL", "학습한 통계 모형"),
                            ("LEXICON", "낱말 사전"),
                        ],
                        max_length=10,
                        verbose_name="방식",
                    ),
                ),
            ],
            options={
                "verbose_name": "댓글 읽기",
                "verbose_name_plural": "댓글 읽기",
            },
        ),
        migrations.CreateModel(
            name="Summary",
            fields=[
                (
                    "post",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="summary",
                        serialize=False,
                        to="boards.post",
                        verbose_name="게시글",
                    ),
                ),
                ("content_hash", models.CharField(blank=True, editable=False, max_length=64)),
                ("lines", models.JSONField(blank=True, default=list, verbose_name="요약")),
                (
                    "method",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("AI", "AI"),
                            ("EXTRACT", "자동 발췌"),
                            ("MODEL", "학습한 통계 모형"),
                            ("LEXICON", "낱말 사전"),
                        ],
                        max_length=10,
                        verbose_name="방식",
                    ),
                ),
                ("model", models.CharField(blank=True, max_length=60, verbose_name="모델")),
                ("prompt_version", models.CharField(blank=True, max_length=20, verbose_name="지시문")),
                ("made_at", models.DateTimeField(null=True, verbose_name="만든 때")),
                ("claimed_until", models.DateTimeField(editable=False, null=True)),
                ("is_withdrawn", models.BooleanField(default=False, verbose_name="내림")),
                ("withdrawn_reason", models.CharField(blank=True, max_length=500, verbose_name="내린 이유")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="내린 때")),
            ],
            options={
                "verbose_name": "AI 요약",
                "verbose_name_plural": "AI 요약",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="SummaryComplaint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content_hash", models.CharField(editable=False, max_length=64)),
                ("lines", models.JSONField(default=list, verbose_name="그때의 요약")),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("WRONG", "글의 내용과 달라요"),
                            ("BIASED", "한쪽으로 치우쳤어요"),
                            ("MISSING", "중요한 내용이 빠졌어요"),
                            ("OTHER", "기타"),
                        ],
                        max_length=10,
                        verbose_name="이유",
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=300, verbose_name="자세한 내용")),
                ("is_open", models.BooleanField(default=True, verbose_name="처리 전")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="접수일")),
            ],
            options={
                "verbose_name": "요약 신고",
                "verbose_name_plural": "요약 신고",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Thermometer",
            fields=[
                (
                    "post",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="thermometer",
                        serialize=False,
                        to="boards.post",
                        verbose_name="게시글",
                    ),
                ),
                ("positive", models.PositiveIntegerField(default=0, verbose_name="긍정")),
                ("neutral", models.PositiveIntegerField(default=0, verbose_name="중립")),
                ("negative", models.PositiveIntegerField(default=0, verbose_name="부정")),
                (
                    "method",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("AI", "AI"),
                            ("EXTRACT", "자동 발췌"),
                            ("MODEL", "학습한 통계 모형"),
                            ("LEXICON", "낱말 사전"),
                        ],
                        max_length=10,
                        verbose_name="방식",
                    ),
                ),
                ("measured_at", models.DateTimeField(null=True, verbose_name="잰 때")),
                ("is_frozen", models.BooleanField(default=False, verbose_name="멈춤")),
            ],
            options={
                "verbose_name": "AI 온도계",
                "verbose_name_plural": "AI 온도계",
                "ordering": ["-pk"],
            },
        ),
        migrations.AddField(
            model_name="post",
            name="summary_is_ai",
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.AddField(
            model_name="post",
            name="summary_line",
            field=models.CharField(blank=True, db_default="", default="", editable=False, max_length=160),
        ),
        migrations.AddField(
            model_name="postcounts",
            name="is_unread",
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.AddField(
            model_name="briefing",
            name="notice",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="boards.post",
                verbose_name="공지",
            ),
        ),
        migrations.AddField(
            model_name="briefing",
            name="released_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="공지한 운영자",
            ),
        ),
        migrations.AddField(
            model_name="commentreading",
            name="post",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="comment_readings", to="boards.post"
            ),
        ),
        migrations.AddField(
            model_name="summary",
            name="withdrawn_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="내린 운영자",
            ),
        ),
        migrations.AddField(
            model_name="summarycomplaint",
            name="member",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="회원",
            ),
        ),
        migrations.AddField(
            model_name="summarycomplaint",
            name="post",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="summary_complaints",
                to="boards.post",
                verbose_name="게시글",
            ),
        ),
        migrations.AddConstraint(
            model_name="briefing",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["DRAFT", "RELEASED"])), name="briefing_state"
            ),
        ),
        migrations.AddConstraint(
            model_name="briefing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("notice__isnull", True), ("state", "DRAFT")),
                    models.Q(("notice__isnull", False), ("state", "RELEASED")),
                    _connector="OR",
                ),
                name="briefing_released_has_notice",
            ),
        ),
        migrations.AddConstraint(
            model_name="commentreading",
            constraint=models.CheckConstraint(
                condition=models.Q(("mood__in", ["POSITIVE", "NEUTRAL", "NEGATIVE"])), name="reading_mood"
            ),
        ),
        migrations.AddIndex(
            model_name="summarycomplaint",
            index=models.Index(
                condition=models.Q(("is_open", True)), fields=["post", "-id"], name="summary_complaint_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="summarycomplaint",
            constraint=models.UniqueConstraint(
                fields=("post", "content_hash", "member"), name="summary_complaint_once_a_member_and_text"
            ),
        ),
        migrations.AddConstraint(
            model_name="summarycomplaint",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__in", ["WRONG", "BIASED", "MISSING", "OTHER"])),
                name="summary_complaint_reason",
            ),
        ),
    ]
