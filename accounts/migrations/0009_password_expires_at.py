"""Temporary passwords end by themselves."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0008_staff_reads")]

    operations = [
        migrations.AddField(
            "member",
            "password_expires_at",
            models.DateTimeField("임시 비밀번호 만료", null=True, editable=False),
        ),
    ]
