"""The record of what staff look at about members: only added to, and given away after two years."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from polibat.db.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_mailboxes_codes_and_nicknames")]

    operations = [
        migrations.CreateModel(
            name="StaffRead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(max_length=40, verbose_name="본 것")),
                (
                    "members",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), size=None, verbose_name="회원"
                    ),
                ),
                ("ip", models.GenericIPAddressField(null=True, verbose_name="IP")),
                ("device", models.CharField(blank=True, max_length=10, verbose_name="기기")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="일시")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="운영자",
                    ),
                ),
            ],
            options={
                "verbose_name": "회원정보 열람 이력",
                "verbose_name_plural": "회원정보 열람 이력",
                "ordering": ["-pk"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["members"], name="staffread_members"),
                    models.Index(fields=["by", "-id"], name="staffread_by"),
                    models.Index(fields=["created_at"], name="staffread_date"),
                ],
            },
        ),
        append_only("accounts_staffread", kept_days=730),
    ]
