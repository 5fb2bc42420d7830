"""Documents of applications with the record of each look at them, and what may stand in a bank account."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import polibat.storage
from polibat.history import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("politicians", "0002_history_of_parties"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="namecard",
            name="bank_account",
            field=models.CharField(
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
                        storage=polibat.storage.private_storage,
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
        append_only("politicians_documentaccess"),
    ]
