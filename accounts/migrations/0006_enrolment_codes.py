"""Codes by mail before a first second factor."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_purpose_is_valid")]

    operations = [
        migrations.AlterField(
            "emailcode",
            "purpose",
            models.CharField(
                max_length=10,
                choices=[("SIGNUP", "회원가입"), ("RESET", "비밀번호 찾기"), ("ENROLMENT", "2단계 인증 등록")],
            ),
        ),
        # Codes live for minutes, so the table is small and read in a moment.
        migrations.RemoveConstraint("emailcode", "emailcode_purpose"),
        migrations.AddConstraint(
            "emailcode",
            models.CheckConstraint(
                condition=models.Q(purpose__in=["SIGNUP", "RESET", "ENROLMENT"]), name="emailcode_purpose"
            ),
        ),
    ]
