import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("boards", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
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
        migrations.CreateModel(
            name="SentimentGauge",
            fields=[
                (
                    "post",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="sentiment_gauge",
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
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="내린 운영자",
                    ),
                ),
            ],
            options={
                "verbose_name": "AI 요약",
                "verbose_name_plural": "AI 요약",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Briefing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(unique=True, verbose_name="날짜")),
                ("title", models.CharField(max_length=200, verbose_name="제목")),
                ("body", models.TextField(verbose_name="내용")),
                (
                    "state",
                    models.CharField(
                        choices=[("DRAFT", "초안"), ("RELEASED", "공지함")],
                        default="DRAFT",
                        max_length=10,
                        verbose_name="상태",
                    ),
                ),
                ("public_ids", models.JSONField(default=list, verbose_name="글")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="만든 때")),
                (
                    "notice",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="boards.post",
                        verbose_name="공지",
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="공지한 운영자",
                    ),
                ),
            ],
            options={
                "verbose_name": "하루 브리핑 초안",
                "verbose_name_plural": "하루 브리핑 초안",
                "ordering": ["-day"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["DRAFT", "RELEASED"])), name="briefing_state"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("notice__isnull", True), ("state", "DRAFT")),
                            models.Q(("notice__isnull", False), ("state", "RELEASED")),
                            _connector="OR",
                        ),
                        name="briefing_released_has_notice",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SentimentLabel",
            fields=[
                (
                    "comment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="sentiment_label",
                        serialize=False,
                        to="boards.comment",
                    ),
                ),
                (
                    "sentiment",
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
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sentiment_labels", to="boards.post"
                    ),
                ),
            ],
            options={
                "verbose_name": "댓글 읽기",
                "verbose_name_plural": "댓글 읽기",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sentiment__in", ["POSITIVE", "NEUTRAL", "NEGATIVE"])),
                        name="sentimentlabel_known",
                    )
                ],
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
                (
                    "member",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="회원",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="summary_complaints",
                        to="boards.post",
                        verbose_name="게시글",
                    ),
                ),
            ],
            options={
                "verbose_name": "요약 신고",
                "verbose_name_plural": "요약 신고",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_open", True)), fields=["post", "-id"], name="summary_complaint_open"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("post", "content_hash", "member"), name="summary_complaint_once_a_member_and_text"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason__in", ["WRONG", "BIASED", "MISSING", "OTHER"])),
                        name="summary_complaint_reason",
                    ),
                ],
            },
        ),
    ]
