import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import polibat.files.private


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Party",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, unique=True, verbose_name="이름")),
            ],
            options={
                "verbose_name": "정당",
                "verbose_name_plural": "정당",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Speaker",
            fields=[],
            options={
                "verbose_name": "정치인 회원",
                "verbose_name_plural": "정치인 회원",
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("accounts.member",),
        ),
        migrations.CreateModel(
            name="Application",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_aide", models.BooleanField(default=False, verbose_name="보좌진")),
                ("stated_name", models.CharField(max_length=60, verbose_name="정치인 이름과 직책")),
                ("affiliation", models.CharField(max_length=60, verbose_name="정당 또는 소속")),
                ("wants_mail", models.BooleanField(default=False, verbose_name="지목 알림 메일")),
                (
                    "state",
                    models.CharField(
                        choices=[("WAITING", "승인대기"), ("APPROVED", "승인"), ("REFUSED", "거절"), ("ENDED", "종료")],
                        default="WAITING",
                        max_length=10,
                        verbose_name="상태",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="사유")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="처리일시")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="신청일시")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="처리자",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="회원",
                    ),
                ),
            ],
            options={
                "verbose_name": "가입 신청",
                "verbose_name_plural": "가입 신청",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="DocumentAccess",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="서류 번호")),
                ("ip", models.GenericIPAddressField(null=True, verbose_name="IP")),
                ("device", models.CharField(blank=True, max_length=10, verbose_name="기기")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="열람일시")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="document_accesses",
                        to="politicians.application",
                        verbose_name="가입 신청",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="열람자",
                    ),
                ),
            ],
            options={
                "verbose_name": "가입 신청 서류 열람 이력",
                "verbose_name_plural": "가입 신청 서류 열람 이력",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Politician",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(editable=False, max_length=20, unique=True, verbose_name="아이디")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ASSEMBLY", "국회의원"),
                            ("PRESIDENT_OFFICE", "대통령실"),
                            ("PRIME_MINISTER_OFFICE", "국무총리실"),
                            ("MINISTRY", "부처"),
                            ("LOCAL_GOVERNMENT", "지방자치단체"),
                            ("OTHER", "기타"),
                        ],
                        default="ASSEMBLY",
                        max_length=24,
                        verbose_name="구분",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="이름")),
                ("hanja", models.CharField(blank=True, max_length=60, verbose_name="한자 이름")),
                ("english", models.CharField(blank=True, max_length=120, verbose_name="영문 이름")),
                ("position", models.CharField(default="국회의원", max_length=60, verbose_name="직책")),
                ("district", models.CharField(blank=True, max_length=120, verbose_name="선거구")),
                ("committees", models.TextField(blank=True, verbose_name="위원회")),
                (
                    "gender",
                    models.CharField(blank=True, choices=[("F", "여"), ("M", "남")], max_length=1, verbose_name="성별"),
                ),
                ("birth_date", models.DateField(blank=True, null=True, verbose_name="생년월일")),
                ("office_phone", models.CharField(blank=True, max_length=40, verbose_name="사무실 전화")),
                ("office_email", models.EmailField(blank=True, max_length=254, verbose_name="사무실 이메일")),
                (
                    "homepage",
                    models.URLField(
                        blank=True,
                        max_length=300,
                        validators=[
                            django.core.validators.URLValidator(
                                message="http:// 또는 https://로 시작하는 올바른 주소를 입력해 주세요.",
                                schemes=["http", "https"],
                            )
                        ],
                        verbose_name="홈페이지",
                    ),
                ),
                ("photo", models.ImageField(blank=True, upload_to="politicians/", verbose_name="사진")),
                ("is_in_office", models.BooleanField(default=True, verbose_name="재직 중")),
                (
                    "mona_cd",
                    models.CharField(blank=True, max_length=20, null=True, unique=True, verbose_name="의원 코드"),
                ),
                ("words", django.contrib.postgres.search.SearchVectorField(editable=False, null=True)),
                ("chosung", models.CharField(blank=True, editable=False, max_length=60)),
                (
                    "party",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="politicians",
                        to="politicians.party",
                        verbose_name="정당",
                    ),
                ),
            ],
            options={
                "verbose_name": "정치인",
                "verbose_name_plural": "정치인",
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="NameCard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="이메일")),
                (
                    "website",
                    models.URLField(
                        blank=True,
                        max_length=300,
                        validators=[
                            django.core.validators.URLValidator(
                                message="http:// 또는 https://로 시작하는 올바른 주소를 입력해 주세요.",
                                schemes=["http", "https"],
                            )
                        ],
                        verbose_name="공식 웹사이트",
                    ),
                ),
                (
                    "youtube",
                    models.URLField(
                        blank=True,
                        max_length=300,
                        validators=[
                            django.core.validators.URLValidator(
                                message="http:// 또는 https://로 시작하는 올바른 주소를 입력해 주세요.",
                                schemes=["http", "https"],
                            ),
                            django.core.validators.RegexValidator(
                                "^https?://((www|m)\\.)?(youtube\\.com|youtu\\.be)/",
                                "유튜브 주소를 입력해 주세요. (예: https://www.youtube.com/@채널이름)",
                                code="youtube",
                            ),
                        ],
                        verbose_name="유튜브 채널",
                    ),
                ),
                ("youtube_name", models.CharField(blank=True, max_length=60, verbose_name="유튜브 채널 이름")),
                (
                    "bank_account",
                    models.CharField(
                        blank=True,
                        max_length=100,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[가-힣A-Za-z0-9 ().,·&-]*\\Z",
                                "은행 이름과 계좌번호, 예금주를 한글, 영문, 숫자와 - ( ) . , · &만으로 적어 주세요.",
                                code="bank_account",
                            )
                        ],
                        verbose_name="후원 계좌번호",
                    ),
                ),
                ("motto", models.CharField(blank=True, max_length=200, verbose_name="정치 철학/모토")),
                (
                    "politician",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="card",
                        to="politicians.politician",
                        verbose_name="정치인",
                    ),
                ),
            ],
            options={
                "verbose_name": "명함카드",
                "verbose_name_plural": "명함카드",
            },
        ),
        migrations.AddField(
            model_name="application",
            name="politician",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="applications",
                to="politicians.politician",
                verbose_name="정치인",
            ),
        ),
        migrations.CreateModel(
            name="Region",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(editable=False, max_length=20, unique=True, verbose_name="아이디")),
                (
                    "level",
                    models.CharField(
                        choices=[("PROVINCE", "시도"), ("CITY", "시군구"), ("DISTRICT", "선거구")],
                        max_length=10,
                        verbose_name="단계",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="이름")),
                ("key", models.CharField(editable=False, max_length=120, verbose_name="맞추는 이름")),
                ("code", models.CharField(blank=True, max_length=20, verbose_name="코드")),
                ("is_official", models.BooleanField(default=False, verbose_name="자료에 있음")),
                (
                    "cities",
                    models.ManyToManyField(
                        blank=True, related_name="districts", to="politicians.region", verbose_name="걸친 시군구"
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="politicians.region",
                        verbose_name="시도",
                    ),
                ),
            ],
            options={
                "verbose_name": "지역",
                "verbose_name_plural": "지역",
                "ordering": ["level", "name", "pk"],
            },
        ),
        migrations.AddField(
            model_name="politician",
            name="region",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="politicians",
                to="politicians.region",
                verbose_name="지역",
            ),
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("assembly", models.PositiveSmallIntegerField(verbose_name="대수")),
                (
                    "earlier_parties",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="이전 정당",
                    ),
                ),
                ("district", models.CharField(blank=True, max_length=120, verbose_name="선거구")),
                ("is_proportional", models.BooleanField(default=False, verbose_name="비례대표")),
                ("committees", models.TextField(blank=True, verbose_name="위원회")),
                ("seniority", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="선수")),
                (
                    "party",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="politicians.party",
                        verbose_name="정당",
                    ),
                ),
                (
                    "party_elected",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="politicians.party",
                        verbose_name="당선 당시 정당",
                    ),
                ),
                (
                    "politician",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="terms",
                        to="politicians.politician",
                        verbose_name="정치인",
                    ),
                ),
            ],
            options={
                "verbose_name": "임기",
                "verbose_name_plural": "임기",
                "ordering": ["-assembly", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(editable=False, verbose_name="번호")),
                (
                    "kind",
                    models.CharField(
                        choices=[("PDF", "PDF"), ("PICTURE", "이미지")],
                        editable=False,
                        max_length=8,
                        verbose_name="형식",
                    ),
                ),
                ("name", models.CharField(editable=False, max_length=100, verbose_name="파일 이름")),
                ("size", models.PositiveIntegerField(editable=False, verbose_name="크기")),
                (
                    "file",
                    models.FileField(
                        editable=False,
                        storage=polibat.files.private.private_storage,
                        upload_to="applications/",
                        verbose_name="파일",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="접수일시"),
                ),
                (
                    "application",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="politicians.application",
                        verbose_name="가입 신청",
                    ),
                ),
            ],
            options={
                "verbose_name": "가입 신청 서류",
                "verbose_name_plural": "가입 신청 서류",
                "ordering": ["application", "number"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("kind__in", ["PDF", "PICTURE"])), name="document_kind"),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1), ("number__lte", 3)), name="document_three_an_application"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("size__gte", 1), ("size__lte", 10485760)), name="document_size"
                    ),
                    models.UniqueConstraint(fields=("application", "number"), name="document_number"),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["WAITING", "APPROVED", "REFUSED", "ENDED"])), name="application_state"
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "APPROVED"), _negated=True), ("politician__isnull", False), _connector="OR"
                ),
                name="application_approved_names_a_politician",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "REFUSED"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="application_refusal_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_aide", False), ("state", "APPROVED")),
                fields=("politician",),
                name="application_one_member_a_politician",
                violation_error_message="이미 다른 회원이 등록한 정치인입니다. 본인이라면 hello@polibat.com으로 문의해 주세요.",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["WAITING", "APPROVED"])),
                fields=("member",),
                name="application_one_open_a_member",
                violation_error_message="이미 신청하셨습니다. 결과를 기다려 주세요.",
            ),
        ),
        migrations.AddConstraint(
            model_name="region",
            constraint=models.UniqueConstraint(
                fields=("parent", "level", "key"),
                name="region_once",
                nulls_distinct=False,
                violation_error_message="같은 지역이 이미 있습니다.",
            ),
        ),
        migrations.AddConstraint(
            model_name="region",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__in", ["PROVINCE", "CITY", "DISTRICT"])), name="region_level"
            ),
        ),
        migrations.AddConstraint(
            model_name="region",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("level", "PROVINCE"), ("parent__isnull", True)),
                    models.Q(models.Q(("level", "PROVINCE"), _negated=True), ("parent__isnull", False)),
                    _connector="OR",
                ),
                name="region_lies_in_a_province",
                violation_error_message="시도가 아닌 지역은 시도 안에 있어야 합니다.",
            ),
        ),
        migrations.AddConstraint(
            model_name="region",
            constraint=models.CheckConstraint(condition=models.Q(("key", ""), _negated=True), name="region_has_a_name"),
        ),
        migrations.AddIndex(
            model_name="politician",
            index=django.contrib.postgres.indexes.GinIndex(fields=["words"], name="politician_words"),
        ),
        migrations.AddIndex(
            model_name="politician",
            index=models.Index(fields=["chosung"], name="politician_chosung", opclasses=["text_pattern_ops"]),
        ),
        migrations.AddIndex(
            model_name="politician",
            index=models.Index(fields=["-is_in_office", "name", "id"], name="politician_order"),
        ),
        migrations.AddIndex(
            model_name="politician",
            index=models.Index(fields=["name", "birth_date"], name="politician_name_birth"),
        ),
        migrations.AddConstraint(
            model_name="politician",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "ASSEMBLY",
                            "PRESIDENT_OFFICE",
                            "PRIME_MINISTER_OFFICE",
                            "MINISTRY",
                            "LOCAL_GOVERNMENT",
                            "OTHER",
                        ],
                    )
                ),
                name="politician_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="politician",
            constraint=models.CheckConstraint(
                condition=models.Q(("gender__in", ["", "F", "M"])), name="politician_gender"
            ),
        ),
        migrations.AddConstraint(
            model_name="term",
            constraint=models.UniqueConstraint(fields=("politician", "assembly"), name="term_once_an_assembly"),
        ),
    ]
