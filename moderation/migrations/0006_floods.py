"""A post can be flagged for a flood."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("boards", "0013_unread_comments_index"),
        ("moderation", "0005_reports_and_decisions_by_date"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="abuseflag",
            name="abuseflag_one_open",
        ),
        migrations.RemoveConstraint(
            model_name="abuseflag",
            name="abuseflag_kind",
        ),
        migrations.RemoveConstraint(
            model_name="abuseflag",
            name="abuseflag_of_a_member_or_an_address",
        ),
        migrations.AddField(
            model_name="abuseflag",
            name="post",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="abuse_flags",
                to="boards.post",
                verbose_name="게시글",
            ),
        ),
        migrations.AlterField(
            model_name="abuseflag",
            name="kind",
            field=models.CharField(
                choices=[
                    ("REACTIONS", "1분에 반응 50번"),
                    ("REPORTS", "1시간에 신고 10번"),
                    ("ACCOUNTS", "1시간에 한 주소에서 가입 여러 번"),
                    ("FLOOD", "10분에 한 글에 댓글이나 반응이 몰림"),
                ],
                max_length=12,
                verbose_name="종류",
            ),
        ),
        migrations.AddConstraint(
            model_name="abuseflag",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "OPEN")),
                fields=("kind", "member", "address_hash", "post"),
                name="abuseflag_one_open",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="abuseflag",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["REACTIONS", "REPORTS", "ACCOUNTS", "FLOOD"])), name="abuseflag_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="abuseflag",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("address_hash", ""), ("member__isnull", False), ("post", None)),
                    models.Q(("member", None), ("post", None), models.Q(("address_hash", ""), _negated=True)),
                    models.Q(("address_hash", ""), ("kind", "FLOOD"), ("member", None), ("post__isnull", False)),
                    _connector="OR",
                ),
                name="abuseflag_of_one_thing",
            ),
        ),
    ]
