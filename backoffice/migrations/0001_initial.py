import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import backoffice.models.staff_export
import polibat.files.generated
import polibat.files.private


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="StaffExport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "token",
                    models.CharField(
                        default=backoffice.models.staff_export.new_token,
                        editable=False,
                        max_length=32,
                        unique=True,
                        verbose_name="번호",
                    ),
                ),
                ("page", models.CharField(max_length=30, verbose_name="목록")),
                ("filters", models.JSONField(default=dict, verbose_name="조건")),
                (
                    "kind",
                    models.CharField(choices=[("csv", "CSV"), ("xlsx", "XLSX")], max_length=4, verbose_name="형식"),
                ),
                (
                    "rows",
                    models.PositiveIntegerField(
                        help_text="비어 있으면 아직 만드는 중", null=True, verbose_name="행 수"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("SENT", "바로 받음"),
                            ("MAKING", "만드는 중"),
                            ("READY", "준비됨"),
                            ("EXPIRED", "만료됨"),
                            ("FAILED", "만들지 못함"),
                        ],
                        max_length=8,
                        verbose_name="상태",
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        editable=False,
                        storage=polibat.files.private.private_storage,
                        upload_to="staff-exports/",
                        verbose_name="파일",
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="시도")),
                (
                    "requested_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="요청일시"),
                ),
                ("expires_at", models.DateTimeField(editable=False, null=True, verbose_name="만료일시")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="내보낸 운영자",
                    ),
                ),
            ],
            options={
                "verbose_name": "내보내기 이력",
                "verbose_name_plural": "내보내기 이력",
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["by", "-id"], name="staffexport_by")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["SENT", "MAKING", "READY", "EXPIRED", "FAILED"])),
                        name="staffexport_state",
                    ),
                    models.CheckConstraint(condition=models.Q(("kind__in", ["csv", "xlsx"])), name="staffexport_kind"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("expires_at__isnull", False), ("state", "READY"), models.Q(("file", ""), _negated=True)
                            ),
                            models.Q(models.Q(("state", "READY"), _negated=True), ("file", "")),
                            _connector="OR",
                        ),
                        name="staffexport_ready_has_a_file",
                    ),
                ],
            },
            bases=(polibat.files.generated.GeneratedFile, models.Model),
        ),
    ]
