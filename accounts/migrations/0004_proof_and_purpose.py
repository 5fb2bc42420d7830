from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_triggers_and_first_rows")]

    operations = [
        migrations.AddField(
            model_name="apisession",
            name="proved_at",
            field=models.DateTimeField(null=True, verbose_name="본인 확인"),
        ),
        migrations.AddField(
            model_name="emailaccess",
            name="kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("INQUIRY", "문의 답변"),
                    ("IDENTITY", "본인 확인"),
                    ("CASE", "신고·분쟁 처리"),
                    ("LAW", "법령에 따른 요청"),
                    ("FAULT", "오류·보안 확인"),
                    ("OTHER", "기타"),
                ],
                db_default="",
                default="",
                max_length=10,
                verbose_name="열람 구분",
            ),
        ),
        # Validated apart: each mail that was ever sent has a row here.
        AddConstraintNotValid(
            "emailaccess",
            models.CheckConstraint(
                condition=models.Q(("kind__in", ["", "INQUIRY", "IDENTITY", "CASE", "LAW", "FAULT", "OTHER"])),
                name="emailaccess_kind",
            ),
        ),
    ]
