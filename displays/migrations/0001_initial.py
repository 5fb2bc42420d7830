import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import displays.models.displays


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DisplayFlush",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("batch", models.CharField(max_length=32)),
            ],
            options={
                "verbose_name": "배너/팝업 집계 반영",
                "verbose_name_plural": "배너/팝업 집계 반영",
            },
        ),
        migrations.CreateModel(
            name="Banner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(editable=False, max_length=20, unique=True, verbose_name="아이디")),
                ("title", models.CharField(max_length=300, verbose_name="제목")),
                ("starts_at", models.DateTimeField(verbose_name="게시 시작일시")),
                ("ends_at", models.DateTimeField(verbose_name="게시 종료일시")),
                (
                    "audience",
                    models.CharField(
                        choices=[("ALL", "전체"), ("NORMAL", "일반회원"), ("POLITICIAN", "정치인")],
                        db_default="ALL",
                        default="ALL",
                        max_length=12,
                        verbose_name="대상 사용자",
                    ),
                ),
                ("stopped_at", models.DateTimeField(editable=False, null=True, verbose_name="중지일시")),
                ("deleted_at", models.DateTimeField(editable=False, null=True, verbose_name="삭제일시")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="작성일"),
                ),
                (
                    "updated_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="최종 수정일"),
                ),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="운영자만 보는 메모입니다. 방문자에게는 제목을 읽어 줍니다.",
                        max_length=1000,
                        verbose_name="설명",
                    ),
                ),
                ("pc_image", models.ImageField(editable=False, upload_to="images/banners/", verbose_name="PC 이미지")),
                (
                    "mobile_image",
                    models.ImageField(editable=False, upload_to="images/banners/", verbose_name="모바일 이미지"),
                ),
                (
                    "target",
                    models.CharField(
                        help_text="https://로 시작하는 주소나 이 사이트의 경로(/로 시작)를 입력해 주세요.",
                        max_length=500,
                        validators=[displays.models.displays.validate_target],
                        verbose_name="링크 주소",
                    ),
                ),
                (
                    "position",
                    models.CharField(
                        choices=[
                            ("MAIN_TOP", "상단메인"),
                            ("MAIN_BOTTOM", "하단메인"),
                            ("SIDEBAR", "사이드바"),
                            ("BOARD_TOP", "게시판상단"),
                        ],
                        db_default="MAIN_TOP",
                        default="MAIN_TOP",
                        help_text="상단메인은 첫 화면의 캐러셀, 하단메인은 첫 화면 맨 아래, 게시판상단은 게시판·투표·공지사항·불편/제안 목록의 위, 사이드바는 그 목록과 글 화면의 아래에 보입니다.",
                        max_length=12,
                        verbose_name="위치",
                    ),
                ),
                ("new_window", models.BooleanField(db_default=True, default=True, verbose_name="새 창에서 열기")),
                ("tracks_clicks", models.BooleanField(db_default=True, default=True, verbose_name="클릭 추적")),
                ("on_mobile", models.BooleanField(db_default=True, default=True, verbose_name="모바일 표시")),
                (
                    "rotates_after",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        db_default=4,
                        default=4,
                        help_text="2초에서 60초. 비우면 이 배너에서 저절로 넘어가지 않습니다.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(2),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="자동 회전 (초)",
                    ),
                ),
                ("order", models.PositiveIntegerField(editable=False, verbose_name="순서")),
                (
                    "impressions",
                    models.PositiveBigIntegerField(db_default=0, default=0, editable=False, verbose_name="노출수"),
                ),
                ("clicks", models.PositiveBigIntegerField(default=0, editable=False, verbose_name="클릭수")),
            ],
            options={
                "verbose_name": "배너",
                "verbose_name_plural": "배너",
                "ordering": ["order"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="banner_ends_after_start",
                        violation_error_code="dates",
                        violation_error_message="게시 종료일시는 시작일시보다 늦어야 합니다.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["ALL", "NORMAL", "POLITICIAN"])), name="banner_audience"
                    ),
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("order",),
                        name="banner_order_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "target__regex",
                                "^(https://[^/?#@\\\\\\s<>\"']+([/?#][^\\\\\\s<>\"']*)?|/([^/\\\\\\s<>\"'][^\\\\\\s<>\"']*)?)$",
                            )
                        ),
                        name="banner_target",
                        violation_error_code="target",
                        violation_error_message="https://로 시작하는 주소나 이 사이트의 경로(/로 시작)를 입력해 주세요.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("position__in", ["MAIN_TOP", "MAIN_BOTTOM", "SIDEBAR", "BOARD_TOP"])),
                        name="banner_position",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rotates_after", None), ("rotates_after__range", (2, 60)), _connector="OR"),
                        name="banner_rotates_after",
                        violation_error_code="seconds",
                        violation_error_message="2초에서 60초 사이로 입력해 주세요.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Popup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(editable=False, max_length=20, unique=True, verbose_name="아이디")),
                ("title", models.CharField(max_length=300, verbose_name="제목")),
                ("starts_at", models.DateTimeField(verbose_name="게시 시작일시")),
                ("ends_at", models.DateTimeField(verbose_name="게시 종료일시")),
                (
                    "audience",
                    models.CharField(
                        choices=[("ALL", "전체"), ("NORMAL", "일반회원"), ("POLITICIAN", "정치인")],
                        db_default="ALL",
                        default="ALL",
                        max_length=12,
                        verbose_name="대상 사용자",
                    ),
                ),
                ("stopped_at", models.DateTimeField(editable=False, null=True, verbose_name="중지일시")),
                ("deleted_at", models.DateTimeField(editable=False, null=True, verbose_name="삭제일시")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="작성일"),
                ),
                (
                    "updated_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="최종 수정일"),
                ),
                ("text", models.TextField(max_length=1500, verbose_name="내용")),
                (
                    "image",
                    models.ImageField(blank=True, editable=False, upload_to="images/popups/", verbose_name="이미지"),
                ),
                (
                    "target",
                    models.CharField(
                        blank=True,
                        help_text="https://로 시작하는 주소나 이 사이트의 경로(/로 시작)를 입력해 주세요.",
                        max_length=500,
                        validators=[displays.models.displays.validate_target],
                        verbose_name="링크 주소",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("NOTICE", "공지사항"), ("EVENT", "이벤트"), ("AD", "광고")],
                        db_default="NOTICE",
                        default="NOTICE",
                        max_length=8,
                        verbose_name="유형",
                    ),
                ),
                (
                    "position",
                    models.CharField(
                        choices=[
                            ("BOTTOM_RIGHT", "사이드배너 (오른쪽 아래)"),
                            ("BOTTOM_LEFT", "사이드배너 (왼쪽 아래)"),
                            ("TOP_RIGHT", "사이드배너 (오른쪽 위)"),
                            ("TOP_LEFT", "사이드배너 (왼쪽 위)"),
                            ("CENTER", "중앙팝업"),
                            ("TOP", "상단배너"),
                            ("BOTTOM", "하단배너"),
                        ],
                        default="BOTTOM_RIGHT",
                        max_length=12,
                        verbose_name="위치",
                    ),
                ),
                (
                    "can_be_hidden",
                    models.BooleanField(
                        db_default=True,
                        default=True,
                        help_text="‘24시간 동안 다시 보지 않기’ 버튼을 보여 줍니다.",
                        verbose_name="오늘 하루 안보기",
                    ),
                ),
                (
                    "closes_after",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="5초에서 120초. 비우면 저절로 닫히지 않습니다. 보는 사람이 위에 머무르면 기다립니다.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(5),
                            django.core.validators.MaxValueValidator(120),
                        ],
                        verbose_name="자동 닫기 (초)",
                    ),
                ),
                (
                    "views",
                    models.PositiveBigIntegerField(db_default=0, default=0, editable=False, verbose_name="조회수"),
                ),
                (
                    "clicks",
                    models.PositiveBigIntegerField(db_default=0, default=0, editable=False, verbose_name="클릭수"),
                ),
                (
                    "closes",
                    models.PositiveBigIntegerField(db_default=0, default=0, editable=False, verbose_name="닫기수"),
                ),
            ],
            options={
                "verbose_name": "팝업",
                "verbose_name_plural": "팝업",
                "ordering": ["-pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="popup_ends_after_start",
                        violation_error_code="dates",
                        violation_error_message="게시 종료일시는 시작일시보다 늦어야 합니다.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["ALL", "NORMAL", "POLITICIAN"])), name="popup_audience"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("target", ""),
                            (
                                "target__regex",
                                "^(https://[^/?#@\\\\\\s<>\"']+([/?#][^\\\\\\s<>\"']*)?|/([^/\\\\\\s<>\"'][^\\\\\\s<>\"']*)?)$",
                            ),
                            _connector="OR",
                        ),
                        name="popup_target",
                        violation_error_code="target",
                        violation_error_message="https://로 시작하는 주소나 이 사이트의 경로(/로 시작)를 입력해 주세요.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "position__in",
                                ["BOTTOM_RIGHT", "BOTTOM_LEFT", "TOP_RIGHT", "TOP_LEFT", "CENTER", "TOP", "BOTTOM"],
                            )
                        ),
                        name="popup_position",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["NOTICE", "EVENT", "AD"])), name="popup_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closes_after", None), ("closes_after__range", (5, 120)), _connector="OR"),
                        name="popup_closes_after",
                        violation_error_code="seconds",
                        violation_error_message="5초에서 120초 사이로 입력해 주세요.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DisplayChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("PUBLISH", "등록"),
                            ("CHANGE", "수정"),
                            ("MOVE", "순서 변경"),
                            ("STOP", "중지"),
                            ("RESUME", "게시 재개"),
                            ("DELETE", "삭제"),
                            ("RESTORE", "복원"),
                        ],
                        max_length=10,
                        verbose_name="조치",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="사유")),
                ("fields", models.CharField(blank=True, max_length=200, verbose_name="바뀐 항목")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="처리일시")),
                (
                    "banner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="displays.banner",
                        verbose_name="배너",
                    ),
                ),
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
                    "popup",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="displays.popup",
                        verbose_name="팝업",
                    ),
                ),
            ],
            options={
                "verbose_name": "배너/팝업 이력",
                "verbose_name_plural": "배너/팝업 이력",
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("banner__isnull", False), ("popup__isnull", True)),
                            models.Q(("banner__isnull", True), ("popup__isnull", False)),
                            _connector="OR",
                        ),
                        name="displaychange_one_target",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verb__in", ["PUBLISH", "CHANGE", "MOVE", "STOP", "RESUME", "DELETE", "RESTORE"])
                        ),
                        name="displaychange_verb",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("verb__in", ["STOP", "RESUME", "DELETE", "RESTORE"]), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="displaychange_has_a_reason",
                        violation_error_code="required",
                        violation_error_message="사유를 입력해 주세요.",
                    ),
                ],
            },
        ),
    ]
