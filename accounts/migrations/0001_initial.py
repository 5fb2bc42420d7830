import uuid

import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import polibat.files.generated
import polibat.files.private


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="DataExport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("MAKING", "만드는 중"),
                            ("READY", "준비됨"),
                            ("EXPIRED", "만료됨"),
                            ("FAILED", "만들지 못함"),
                        ],
                        default="MAKING",
                        editable=False,
                        max_length=8,
                        verbose_name="상태",
                    ),
                ),
                ("token", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        editable=False,
                        storage=polibat.files.private.private_storage,
                        upload_to="exports/",
                        verbose_name="파일",
                    ),
                ),
                ("size", models.PositiveBigIntegerField(default=0, editable=False, verbose_name="크기")),
                ("tries", models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="시도")),
                (
                    "requested_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="요청일시"),
                ),
                ("expires_at", models.DateTimeField(editable=False, null=True, verbose_name="만료일시")),
            ],
            options={
                "verbose_name": "내 정보 내려받기",
                "verbose_name_plural": "내 정보 내려받기",
                "ordering": ["-pk"],
            },
            bases=(polibat.files.generated.GeneratedFile, models.Model),
        ),
        migrations.CreateModel(
            name="EmailAccess",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ip", models.GenericIPAddressField(null=True, verbose_name="IP")),
                ("device", models.CharField(blank=True, max_length=10, verbose_name="기기")),
                ("purpose", models.CharField(max_length=200, verbose_name="열람 목적")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="열람일시")),
            ],
            options={
                "verbose_name": "이메일 열람 이력",
                "verbose_name_plural": "이메일 열람 이력",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="EmailCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "purpose",
                    models.CharField(choices=[("SIGNUP", "회원가입"), ("RESET", "비밀번호 찾기")], max_length=10),
                ),
                ("email_index", models.BinaryField(db_index=True, max_length=32)),
                ("code_hash", models.BinaryField(max_length=32)),
                ("is_decoy", models.BooleanField(default=False)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "이메일 인증코드",
                "verbose_name_plural": "이메일 인증코드",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="NicknameChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("before", models.CharField(max_length=20, verbose_name="변경 전")),
                ("after", models.CharField(max_length=20, verbose_name="변경 후")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="변경일시")),
            ],
            options={
                "verbose_name": "닉네임 변경이력",
                "verbose_name_plural": "닉네임 변경이력",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="RecoveryCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code_hash", models.BinaryField(max_length=32)),
                ("used_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "복구 코드",
                "verbose_name_plural": "복구 코드",
            },
        ),
        migrations.CreateModel(
            name="StatusChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "before",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("APPROVED", "승인"),
                            ("PENDING", "승인대기"),
                            ("SUSPENDED", "정지"),
                            ("BANNED", "강퇴"),
                            ("WITHDRAWN", "탈퇴"),
                        ],
                        max_length=12,
                        verbose_name="변경 전",
                    ),
                ),
                (
                    "after",
                    models.CharField(
                        choices=[
                            ("APPROVED", "승인"),
                            ("PENDING", "승인대기"),
                            ("SUSPENDED", "정지"),
                            ("BANNED", "강퇴"),
                            ("WITHDRAWN", "탈퇴"),
                        ],
                        max_length=12,
                        verbose_name="변경 후",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="사유")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="비고")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="처리일시")),
            ],
            options={
                "verbose_name": "회원상태 변경이력",
                "verbose_name_plural": "회원상태 변경이력",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Tombstone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mark", models.BinaryField(max_length=32, unique=True)),
                ("left_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "탈퇴 표식",
                "verbose_name_plural": "탈퇴 표식",
            },
        ),
        migrations.CreateModel(
            name="TwoFactor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("secret", models.BinaryField(max_length=200)),
                ("last_step", models.BigIntegerField(default=0)),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="등록일시")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "2단계 인증",
                "verbose_name_plural": "2단계 인증",
            },
        ),
        migrations.CreateModel(
            name="TwoFactorChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("ENROLLED", "등록"),
                            ("NEW_CODES", "복구 코드 재발급"),
                            ("CODE_USED", "복구 코드 사용"),
                            ("RESET", "초기화"),
                        ],
                        max_length=10,
                        verbose_name="내용",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="사유")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="일시")),
            ],
            options={
                "verbose_name": "2단계 인증 이력",
                "verbose_name_plural": "2단계 인증 이력",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("public_id", models.CharField(editable=False, max_length=20, unique=True, verbose_name="아이디")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("NORMAL", "일반회원"),
                            ("POLITICIAN", "정치인"),
                            ("ASSISTANT", "보좌진"),
                            ("ADMIN", "운영자"),
                        ],
                        default="NORMAL",
                        editable=False,
                        max_length=12,
                        verbose_name="회원 구분",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("APPROVED", "승인"),
                            ("PENDING", "승인대기"),
                            ("SUSPENDED", "정지"),
                            ("BANNED", "강퇴"),
                            ("WITHDRAWN", "탈퇴"),
                        ],
                        editable=False,
                        max_length=12,
                        verbose_name="회원 상태",
                    ),
                ),
                (
                    "suspended_until",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="정지 종료"),
                ),
                (
                    "nickname",
                    models.CharField(
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[가-힣ㄱ-ㅎㅏ-ㅣA-Za-z0-9_]{2,20}\\Z",
                                "닉네임은 2-20자의 한글, 영문, 숫자, _만 사용할 수 있습니다.",
                                code="nickname",
                            )
                        ],
                        verbose_name="닉네임",
                    ),
                ),
                (
                    "nickname_key",
                    models.CharField(
                        editable=False,
                        error_messages={"unique": "이미 사용 중인 닉네임입니다."},
                        max_length=40,
                        null=True,
                        unique=True,
                    ),
                ),
                ("nickname_words", django.contrib.postgres.search.SearchVectorField(editable=False, null=True)),
                ("email_cipher", models.BinaryField(null=True)),
                ("email_index", models.BinaryField(max_length=32, null=True, unique=True)),
                (
                    "must_change_password",
                    models.BooleanField(default=False, editable=False, verbose_name="비밀번호 변경 필요"),
                ),
                ("session_epoch", models.PositiveIntegerField(default=0, editable=False)),
                ("agreed_upto", models.DateTimeField(editable=False, null=True, verbose_name="동의한 정책의 시행일")),
                (
                    "joined_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="가입일"),
                ),
                ("left_at", models.DateTimeField(editable=False, null=True, verbose_name="탈퇴일")),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "회원",
                "verbose_name_plural": "회원",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="ApiSession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("family", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("current", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("previous", models.UUIDField(editable=False, null=True)),
                ("epoch", models.PositiveIntegerField()),
                ("device", models.CharField(blank=True, max_length=10, verbose_name="기기")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="로그인")),
                ("used_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="마지막 갱신")),
                ("expires_at", models.DateTimeField(verbose_name="만료")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="종료")),
                (
                    "ended_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("LOGGED_OUT", "로그아웃"),
                            ("REUSED", "지난 토큰의 재사용"),
                            ("STANDING", "회원 상태나 비밀번호 변경"),
                        ],
                        max_length=12,
                        verbose_name="종료 사유",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="api_sessions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="회원",
                    ),
                ),
            ],
            options={
                "verbose_name": "API 로그인",
                "verbose_name_plural": "API 로그인",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("agreed_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="동의일시")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="회원",
                    ),
                ),
            ],
            options={
                "verbose_name": "동의 이력",
                "verbose_name_plural": "동의 이력",
                "ordering": ["-agreed_at", "-pk"],
            },
        ),
    ]
