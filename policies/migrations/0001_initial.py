import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ViewFlush",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("batch", models.CharField(max_length=32)),
            ],
            options={
                "verbose_name": "서비스정책 조회 반영",
                "verbose_name_plural": "서비스정책 조회 반영",
            },
        ),
        migrations.CreateModel(
            name="PolicyTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(editable=False, max_length=20, unique=True, verbose_name="아이디")),
                (
                    "slug",
                    models.CharField(
                        choices=[("terms", "이용약관"), ("privacy", "개인정보 처리방침")],
                        editable=False,
                        max_length=20,
                        null=True,
                        unique=True,
                        verbose_name="문서",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        error_messages={"blank": "템플릿명을 입력해 주세요."},
                        max_length=50,
                        verbose_name="서비스정책 템플릿명",
                    ),
                ),
                (
                    "target",
                    models.CharField(
                        choices=[
                            ("ALL", "전체"),
                            ("MEMBERS", "회원전체"),
                            ("NORMAL", "일반회원"),
                            ("POLITICIANS", "정치인회원"),
                        ],
                        default="ALL",
                        max_length=12,
                        verbose_name="적용 대상",
                    ),
                ),
                (
                    "is_mandatory",
                    models.BooleanField(
                        default=True,
                        help_text="켜면 적용 대상인 회원은 이 문서에 동의해야 가입하고 글을 쓸 수 있습니다.",
                        verbose_name="필수 동의",
                    ),
                ),
                ("version_serial", models.PositiveIntegerField(default=0, editable=False, verbose_name="버전 번호")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        default=django.utils.timezone.now,
                        editable=False,
                        verbose_name="작성일",
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        default=django.utils.timezone.now,
                        editable=False,
                        verbose_name="최종수정일",
                    ),
                ),
            ],
            options={
                "verbose_name": "서비스정책 템플릿",
                "verbose_name_plural": "서비스정책 템플릿",
                "ordering": ["public_id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("slug__in", ["terms", "privacy"])), name="policytemplate_slug"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("target__in", ["ALL", "MEMBERS", "NORMAL", "POLITICIANS"])),
                        name="policytemplate_target",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="policytemplate_has_a_name"
                    ),
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        name="policytemplate_name_once",
                        violation_error_code="unique",
                        violation_error_message="같은 이름의 템플릿이 이미 있습니다.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PolicyVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(editable=False, max_length=30, unique=True, verbose_name="서비스정책 아이디"),
                ),
                (
                    "summary",
                    models.CharField(
                        help_text="무엇을 제정하거나 개정했는지 적습니다.", max_length=200, verbose_name="서비스정책명"
                    ),
                ),
                (
                    "body",
                    models.TextField(
                        validators=[django.core.validators.MaxLengthValidator(60000)], verbose_name="정책 내용"
                    ),
                ),
                (
                    "effective_at",
                    models.DateTimeField(
                        help_text="시행일입니다. 등록하면 바로 예고됩니다.", verbose_name="게시 시작일"
                    ),
                ),
                (
                    "ends_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="비워 두면 다음 버전이 시행될 때까지입니다.",
                        null=True,
                        verbose_name="게시 종료일",
                    ),
                ),
                (
                    "is_mandatory",
                    models.BooleanField(
                        db_default=True,
                        default=True,
                        help_text="켜면 회원은 시행 뒤 처음 글을 쓰거나 반응하기 전에 이 버전에 동의해야 합니다.",
                        verbose_name="필수 동의",
                    ),
                ),
                (
                    "is_downloadable",
                    models.BooleanField(
                        db_default=True,
                        default=True,
                        help_text="켜면 정책 화면에서 글 파일로 내려받을 수 있습니다.",
                        verbose_name="다운로드 가능",
                    ),
                ),
                (
                    "shows_number",
                    models.BooleanField(
                        db_default=True,
                        default=True,
                        help_text="켜면 정책 화면에 v2.0처럼 표시합니다.",
                        verbose_name="버전 표시",
                    ),
                ),
                (
                    "tells_members",
                    models.BooleanField(
                        db_default=True,
                        default=True,
                        help_text="켜면 시행 전에 적용 대상인 회원에게 메일을 보냅니다.",
                        verbose_name="변경 알림",
                    ),
                ),
                (
                    "views",
                    models.PositiveBigIntegerField(db_default=0, default=0, editable=False, verbose_name="조회수"),
                ),
                (
                    "downloads",
                    models.PositiveIntegerField(db_default=0, default=0, editable=False, verbose_name="다운로드"),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="작성일"),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        default=django.utils.timezone.now,
                        editable=False,
                        verbose_name="수정일",
                    ),
                ),
                ("approved_at", models.DateTimeField(editable=False, null=True, verbose_name="승인일시")),
                ("stopped_at", models.DateTimeField(editable=False, null=True, verbose_name="중지일시")),
                ("deleted_at", models.DateTimeField(editable=False, null=True, verbose_name="삭제일시")),
                (
                    "approved_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="승인자",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="생성자",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="policies.policytemplate",
                        verbose_name="서비스정책 템플릿명",
                    ),
                ),
            ],
            options={
                "verbose_name": "서비스정책",
                "verbose_name_plural": "서비스정책",
                "ordering": ["-effective_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="PolicyChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("CREATE", "등록"),
                            ("DRAFT", "임시저장"),
                            ("PUBLISH", "게시"),
                            ("CHANGE", "수정"),
                            ("STOP", "중지"),
                            ("DELETE", "삭제"),
                            ("RESTORE", "복원"),
                        ],
                        max_length=10,
                        verbose_name="조치",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="사유")),
                ("fields", models.CharField(blank=True, max_length=300, verbose_name="바뀐 항목")),
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
                    "template",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="policies.policytemplate",
                        verbose_name="템플릿",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="policies.policyversion",
                        verbose_name="서비스정책",
                    ),
                ),
            ],
            options={
                "verbose_name": "서비스정책 이력",
                "verbose_name_plural": "서비스정책 이력",
                "ordering": ["-pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="policyversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("deleted_at", None), ("stopped_at", None)),
                fields=("template", "effective_at"),
                name="policyversion_one_a_moment",
                violation_error_code="unique",
                violation_error_message="같은 날 시행되는 버전이 이미 있습니다. 시행일을 다르게 정해 주세요.",
            ),
        ),
        migrations.AddConstraint(
            model_name="policyversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at", None), ("ends_at__gt", models.F("effective_at")), _connector="OR"),
                name="policyversion_ends_after_start",
                violation_error_code="dates",
                violation_error_message="종료일은 시행일보다 늦어야 합니다.",
            ),
        ),
        migrations.AddConstraint(
            model_name="policyversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("deleted_at", None), ("stopped_at__lt", models.F("effective_at")), _connector="OR"),
                name="policyversion_in_effect_is_not_deleted",
            ),
        ),
        migrations.AddConstraint(
            model_name="policychange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("template__isnull", False), ("version", None)),
                    models.Q(("template", None), ("version__isnull", False)),
                    _connector="OR",
                ),
                name="policychange_one_target",
            ),
        ),
        migrations.AddConstraint(
            model_name="policychange",
            constraint=models.CheckConstraint(
                condition=models.Q(("verb__in", ["CREATE", "DRAFT", "PUBLISH", "CHANGE", "STOP", "DELETE", "RESTORE"])),
                name="policychange_verb",
            ),
        ),
        migrations.AddConstraint(
            model_name="policychange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("verb__in", ["STOP", "DELETE", "RESTORE"]), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="policychange_has_a_reason",
                violation_error_code="required",
                violation_error_message="사유를 입력해 주세요.",
            ),
        ),
    ]
