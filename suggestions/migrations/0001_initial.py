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
            name="Notice",
            fields=[
                (
                    "post",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="notice",
                        serialize=False,
                        to="boards.post",
                        verbose_name="게시글",
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("GUIDE", "이용안내"),
                            ("UPDATE", "업데이트"),
                            ("NEWS", "소통소식"),
                            ("OUTSIDE", "외부활동"),
                        ],
                        max_length=10,
                        verbose_name="말머리",
                    ),
                ),
                (
                    "pinned_slot",
                    models.PositiveSmallIntegerField(editable=False, null=True, unique=True, verbose_name="고정 자리"),
                ),
            ],
            options={
                "verbose_name": "공지사항",
                "verbose_name_plural": "공지사항",
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("category__in", ["GUIDE", "UPDATE", "NEWS", "OUTSIDE"])),
                        name="notice_category",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pinned_slot__isnull", True),
                            models.Q(("pinned_slot__gte", 1), ("pinned_slot__lte", 5)),
                            _connector="OR",
                        ),
                        name="notice_five_pinned",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Suggestion",
            fields=[
                (
                    "post",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="suggestion",
                        serialize=False,
                        to="boards.post",
                        verbose_name="게시글",
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[("FEATURE", "기능제안"), ("COMPLAINT", "불편사항"), ("VOTE_PROPOSAL", "투표제안")],
                        error_messages={
                            "blank": "구분을 선택해주세요.",
                            "invalid_choice": "구분을 선택해주세요.",
                            "null": "구분을 선택해주세요.",
                        },
                        max_length=14,
                        verbose_name="구분",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("PENDING", "접수대기"),
                            ("REVIEWING", "검토중"),
                            ("DONE", "처리완료"),
                            ("IMPOSSIBLE", "처리불가"),
                            ("LATER", "추후검토"),
                        ],
                        default="PENDING",
                        editable=False,
                        max_length=10,
                        verbose_name="조치여부",
                    ),
                ),
                ("reply", models.TextField(blank=True, editable=False, verbose_name="운영자 답변")),
                ("replied_at", models.DateTimeField(editable=False, null=True, verbose_name="답변일시")),
                (
                    "replied_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="답변한 운영자",
                    ),
                ),
            ],
            options={
                "verbose_name": "불편/제안",
                "verbose_name_plural": "불편/제안",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="SuggestionChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "before",
                    models.CharField(
                        choices=[
                            ("PENDING", "접수대기"),
                            ("REVIEWING", "검토중"),
                            ("DONE", "처리완료"),
                            ("IMPOSSIBLE", "처리불가"),
                            ("LATER", "추후검토"),
                        ],
                        max_length=10,
                        verbose_name="이전",
                    ),
                ),
                (
                    "after",
                    models.CharField(
                        choices=[
                            ("PENDING", "접수대기"),
                            ("REVIEWING", "검토중"),
                            ("DONE", "처리완료"),
                            ("IMPOSSIBLE", "처리불가"),
                            ("LATER", "추후검토"),
                        ],
                        max_length=10,
                        verbose_name="이후",
                    ),
                ),
                ("reply", models.TextField(verbose_name="조치 내역")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="처리일시")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="처리자",
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="suggestions.suggestion",
                        verbose_name="불편/제안",
                    ),
                ),
            ],
            options={
                "verbose_name": "불편/제안 처리 이력",
                "verbose_name_plural": "불편/제안 처리 이력",
                "ordering": ["-pk"],
            },
        ),
        migrations.AddIndex(
            model_name="suggestion",
            index=models.Index(fields=["category", "-post"], name="suggestion_category"),
        ),
        migrations.AddIndex(
            model_name="suggestion",
            index=models.Index(fields=["state", "-post"], name="suggestion_state"),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(("category__in", ["FEATURE", "COMPLAINT", "VOTE_PROPOSAL"])),
                name="suggestion_category_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["PENDING", "REVIEWING", "DONE", "IMPOSSIBLE", "LATER"])),
                name="suggestion_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "DONE"), _negated=True), models.Q(("reply", ""), _negated=True), _connector="OR"
                ),
                name="suggestion_done_has_a_reply",
                violation_error_message="처리완료에는 답변이 필요합니다.",
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("replied_at__isnull", True), ("replied_by__isnull", True), ("reply", "")),
                    models.Q(
                        models.Q(("reply", ""), _negated=True),
                        ("replied_at__isnull", False),
                        ("replied_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="suggestion_reply_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestionchange",
            constraint=models.CheckConstraint(
                condition=models.Q(("reply", ""), _negated=True), name="suggestionchange_says_what"
            ),
        ),
    ]
