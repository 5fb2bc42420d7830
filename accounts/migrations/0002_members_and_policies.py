import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("policies", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="consent",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="consents",
                to="policies.policyversion",
                verbose_name="정책 버전",
            ),
        ),
        migrations.AddField(
            model_name="dataexport",
            name="member",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="data_exports",
                to=settings.AUTH_USER_MODEL,
                verbose_name="회원",
            ),
        ),
        migrations.AddField(
            model_name="emailaccess",
            name="by",
            field=models.ForeignKey(
                help_text="비어 있으면 시스템",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="열람자",
            ),
        ),
        migrations.AddField(
            model_name="emailaccess",
            name="member",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="email_accesses",
                to=settings.AUTH_USER_MODEL,
                verbose_name="열람 대상",
            ),
        ),
        migrations.AddConstraint(
            model_name="emailcode",
            constraint=models.UniqueConstraint(
                condition=models.Q(("used_at__isnull", True)),
                fields=("purpose", "email_index"),
                name="emailcode_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="emailcode",
            constraint=models.CheckConstraint(
                condition=models.Q(("purpose__in", ["SIGNUP", "RESET"])), name="emailcode_purpose"
            ),
        ),
        migrations.AddConstraint(
            model_name="emailcode",
            constraint=models.CheckConstraint(condition=models.Q(("tries__lte", 5)), name="emailcode_five_tries"),
        ),
        migrations.AddField(
            model_name="nicknamechange",
            name="member",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="nickname_changes",
                to=settings.AUTH_USER_MODEL,
                verbose_name="회원",
            ),
        ),
        migrations.AddField(
            model_name="statuschange",
            name="by",
            field=models.ForeignKey(
                help_text="비어 있으면 시스템",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="처리자",
            ),
        ),
        migrations.AddField(
            model_name="statuschange",
            name="member",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="status_changes",
                to=settings.AUTH_USER_MODEL,
                verbose_name="회원",
            ),
        ),
        migrations.AddField(
            model_name="twofactor",
            name="member",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="two_factor",
                to=settings.AUTH_USER_MODEL,
                verbose_name="회원",
            ),
        ),
        migrations.AddField(
            model_name="recoverycode",
            name="two_factor",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="recovery_codes", to="accounts.twofactor"
            ),
        ),
        migrations.AddField(
            model_name="twofactorchange",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="처리자",
            ),
        ),
        migrations.AddField(
            model_name="twofactorchange",
            name="member",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="two_factor_changes",
                to=settings.AUTH_USER_MODEL,
                verbose_name="회원",
            ),
        ),
        migrations.AddIndex(
            model_name="member",
            index=django.contrib.postgres.indexes.GinIndex(fields=["nickname_words"], name="member_nickname_words"),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["NORMAL", "POLITICIAN", "ASSISTANT", "ADMIN"])), name="member_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["APPROVED", "PENDING", "SUSPENDED", "BANNED", "WITHDRAWN"])),
                name="member_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "SUSPENDED"), ("suspended_until__isnull", False)),
                    models.Q(models.Q(("status", "SUSPENDED"), _negated=True), ("suspended_until__isnull", True)),
                    _connector="OR",
                ),
                name="member_suspension_has_an_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("email_cipher__isnull", True), ("email_index__isnull", True)),
                    models.Q(("email_cipher__isnull", False), ("email_index__isnull", False)),
                    _connector="OR",
                ),
                name="member_email_both_or_neither",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("email_index__isnull", True), ("nickname_key__isnull", True), ("status", "WITHDRAWN")),
                    models.Q(
                        models.Q(("status", "WITHDRAWN"), _negated=True),
                        ("email_index__isnull", False),
                        ("nickname_key__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="member_left_is_erased",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["NORMAL", "ADMIN"]), ("status", "PENDING"), _negated=True),
                name="member_pending_kinds",
            ),
        ),
        migrations.AddIndex(
            model_name="apisession",
            index=models.Index(fields=["expires_at"], name="apisession_age"),
        ),
        migrations.AddConstraint(
            model_name="apisession",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("ended_because", "")),
                    models.Q(("ended_at__isnull", False), ("ended_because__in", ["LOGGED_OUT", "REUSED", "STANDING"])),
                    _connector="OR",
                ),
                name="apisession_ends_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.UniqueConstraint(fields=("member", "version"), name="consent_once"),
        ),
        migrations.AddIndex(
            model_name="dataexport",
            index=models.Index(fields=["member", "-id"], name="dataexport_member"),
        ),
        migrations.AddConstraint(
            model_name="dataexport",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "MAKING")),
                fields=("member",),
                name="dataexport_one_at_a_time",
                violation_error_code="making",
                violation_error_message="이미 만들고 있습니다. 준비되면 알려 드립니다.",
            ),
        ),
        migrations.AddConstraint(
            model_name="dataexport",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["MAKING", "READY", "EXPIRED", "FAILED"])), name="dataexport_state"
            ),
        ),
        migrations.AddConstraint(
            model_name="dataexport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("expires_at__isnull", False), ("state", "READY"), models.Q(("file", ""), _negated=True)),
                    models.Q(models.Q(("state", "READY"), _negated=True), ("file", "")),
                    _connector="OR",
                ),
                name="dataexport_ready_has_a_file",
            ),
        ),
        migrations.AddIndex(
            model_name="emailaccess",
            index=models.Index(fields=["member", "-created_at"], name="emailaccess_member"),
        ),
        migrations.AddIndex(
            model_name="statuschange",
            index=models.Index(fields=["-created_at", "-id"], name="statuschange_date"),
        ),
        migrations.AddConstraint(
            model_name="statuschange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("after__in", ["APPROVED", "PENDING", "SUSPENDED", "BANNED", "WITHDRAWN"]),
                    ("before__in", ["", "APPROVED", "PENDING", "SUSPENDED", "BANNED", "WITHDRAWN"]),
                ),
                name="statuschange_statuses",
            ),
        ),
        migrations.AddConstraint(
            model_name="recoverycode",
            constraint=models.UniqueConstraint(fields=("two_factor", "code_hash"), name="recoverycode_once"),
        ),
        migrations.AddConstraint(
            model_name="twofactorchange",
            constraint=models.CheckConstraint(
                condition=models.Q(("verb__in", ["ENROLLED", "NEW_CODES", "CODE_USED", "RESET"])),
                name="twofactorchange_verb",
            ),
        ),
    ]
