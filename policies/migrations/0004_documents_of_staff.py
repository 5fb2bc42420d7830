"""Staff add documents; versions end, are drafts, are stopped and put away; all of it goes on record."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from polibat.history import append_only

# What took effect stays word by word; from then on it can only be stopped, once, and its downloads are counted.
STAYS = """
CREATE OR REPLACE FUNCTION policyversion_in_effect_stays() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE
    beside CONSTANT text[] := ARRAY['created_at', 'updated_at', 'downloads'];
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - beside = to_jsonb(OLD) - beside THEN RETURN NEW; END IF;
    IF OLD.effective_at <= now() AND OLD.deleted_at IS NULL
            AND (OLD.stopped_at IS NULL OR OLD.stopped_at >= OLD.effective_at) THEN
        IF TG_OP = 'UPDATE' AND OLD.stopped_at IS NULL AND NEW.stopped_at >= OLD.effective_at
                AND to_jsonb(NEW) - beside - 'stopped_at' = to_jsonb(OLD) - beside - 'stopped_at' THEN RETURN NEW; END IF;
        RAISE EXCEPTION 'a policy version in effect never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
"""
BEFORE = """
CREATE OR REPLACE FUNCTION policyversion_in_effect_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'created_at' = to_jsonb(OLD) - 'created_at' THEN RETURN NEW; END IF;
    IF OLD.effective_at <= now() THEN
        RAISE EXCEPTION 'a policy version in effect never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
"""
# The two documents that are there have their names, and are as old as their first version.
NAMES = """
UPDATE policies_policytemplate AS template SET
    name = CASE slug WHEN 'terms' THEN '이용약관' ELSE '개인정보 처리방침' END,
    created_at = coalesce((SELECT min(created_at) FROM policies_policyversion WHERE template_id = template.id), now()),
    updated_at = coalesce((SELECT max(created_at) FROM policies_policyversion WHERE template_id = template.id), now());
UPDATE policies_policyversion SET updated_at = created_at;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("policies", "0003_agreement_anew"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PolicyChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("CREATE", "등록"),
                            ("DRAFT", "임시저장"),
                            ("PUBLISH", "게시"),
                            ("CHANGE", "수정"),
                            ("STOP", "중지"),
                            ("DELETE", "삭제"),
                            ("RESTORE", "복원"),
                        ],
                        max_length=10,
                        verbose_name="조치",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="사유")),
                ("fields", models.CharField(blank=True, max_length=300, verbose_name="바뀐 항목")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="처리일시")),
            ],
            options={
                "verbose_name": "서비스정책 이력",
                "verbose_name_plural": "서비스정책 이력",
                "ordering": ["-pk"],
            },
        ),
        migrations.AlterModelOptions(
            name="policytemplate",
            options={
                "ordering": ["public_id"],
                "verbose_name": "서비스정책 템플릿",
                "verbose_name_plural": "서비스정책 템플릿",
            },
        ),
        migrations.AlterModelOptions(
            name="policyversion",
            options={
                "ordering": ["-effective_at", "-pk"],
                "verbose_name": "서비스정책",
                "verbose_name_plural": "서비스정책",
            },
        ),
        migrations.RemoveConstraint(
            model_name="policyversion",
            name="policyversion_one_a_moment",
        ),
        migrations.AddField(
            model_name="policytemplate",
            name="created_at",
            field=models.DateTimeField(
                db_default=django.db.models.functions.datetime.Now(),
                default=django.utils.timezone.now,
                editable=False,
                verbose_name="작성일",
            ),
        ),
        migrations.AddField(
            model_name="policytemplate",
            name="name",
            field=models.CharField(
                default="",
                error_messages={"blank": "템플릿명을 입력해 주세요."},
                max_length=50,
                verbose_name="서비스정책 템플릿명",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="policytemplate",
            name="updated_at",
            field=models.DateTimeField(
                db_default=django.db.models.functions.datetime.Now(),
                default=django.utils.timezone.now,
                editable=False,
                verbose_name="최종수정일",
            ),
        ),
        migrations.AddField(
            model_name="policyversion",
            name="approved_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="승인일시"),
        ),
        migrations.AddField(
            model_name="policyversion",
            name="approved_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="승인자",
            ),
        ),
        migrations.AddField(
            model_name="policyversion",
            name="created_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="생성자",
            ),
        ),
        migrations.AddField(
            model_name="policyversion",
            name="deleted_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="삭제일시"),
        ),
        migrations.AddField(
            model_name="policyversion",
            name="downloads",
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False, verbose_name="다운로드"),
        ),
        migrations.AddField(
            model_name="policyversion",
            name="ends_at",
            field=models.DateTimeField(
                blank=True,
                help_text="비워 두면 다음 버전이 시행될 때까지입니다.",
                null=True,
                verbose_name="게시 종료일",
            ),
        ),
        migrations.AddField(
            model_name="policyversion",
            name="is_downloadable",
            field=models.BooleanField(
                db_default=True,
                default=True,
                help_text="켜면 정책 화면에서 글 파일로 내려받을 수 있습니다.",
                verbose_name="다운로드 가능",
            ),
        ),
        migrations.AddField(
            model_name="policyversion",
            name="shows_number",
            field=models.BooleanField(
                db_default=True,
                default=True,
                help_text="켜면 정책 화면에 v2.0처럼 표시합니다.",
                verbose_name="버전 표시",
            ),
        ),
        migrations.AddField(
            model_name="policyversion",
            name="stopped_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="중지일시"),
        ),
        migrations.AddField(
            model_name="policyversion",
            name="tells_members",
            field=models.BooleanField(
                db_default=True,
                default=True,
                help_text="켜면 시행 전에 적용 대상인 회원에게 메일을 보냅니다.",
                verbose_name="변경 알림",
            ),
        ),
        migrations.AddField(
            model_name="policyversion",
            name="updated_at",
            field=models.DateTimeField(
                db_default=django.db.models.functions.datetime.Now(),
                default=django.utils.timezone.now,
                editable=False,
                verbose_name="수정일",
            ),
        ),
        migrations.AlterField(
            model_name="policytemplate",
            name="is_mandatory",
            field=models.BooleanField(
                default=True,
                help_text="켜면 적용 대상인 회원은 이 문서에 동의해야 가입하고 글을 쓸 수 있습니다.",
                verbose_name="필수 동의",
            ),
        ),
        migrations.AlterField(
            model_name="policytemplate",
            name="slug",
            field=models.CharField(
                choices=[("terms", "이용약관"), ("privacy", "개인정보 처리방침")],
                editable=False,
                max_length=20,
                null=True,
                unique=True,
                verbose_name="문서",
            ),
        ),
        migrations.AlterField(
            model_name="policytemplate",
            name="target",
            field=models.CharField(
                choices=[
                    ("ALL", "전체"),
                    ("MEMBERS", "회원전체"),
                    ("NORMAL", "일반회원"),
                    ("POLITICIANS", "정치인회원"),
                ],
                default="ALL",
                max_length=12,
                verbose_name="적용 대상",
            ),
        ),
        migrations.AlterField(
            model_name="policyversion",
            name="body",
            field=models.TextField(
                validators=[django.core.validators.MaxLengthValidator(60000)], verbose_name="정책 내용"
            ),
        ),
        migrations.AlterField(
            model_name="policyversion",
            name="created_at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="작성일"),
        ),
        migrations.AlterField(
            model_name="policyversion",
            name="effective_at",
            field=models.DateTimeField(help_text="시행일입니다. 등록하면 바로 예고됩니다.", verbose_name="게시 시작일"),
        ),
        migrations.AlterField(
            model_name="policyversion",
            name="is_mandatory",
            field=models.BooleanField(
                db_default=True,
                default=True,
                help_text="켜면 회원은 시행 뒤 처음 글을 쓰거나 반응하기 전에 이 버전에 동의해야 합니다.",
                verbose_name="필수 동의",
            ),
        ),
        migrations.AlterField(
            model_name="policyversion",
            name="public_id",
            field=models.CharField(editable=False, max_length=30, unique=True, verbose_name="서비스정책 아이디"),
        ),
        migrations.AlterField(
            model_name="policyversion",
            name="summary",
            field=models.CharField(
                help_text="무엇을 제정하거나 개정했는지 적습니다.", max_length=200, verbose_name="서비스정책명"
            ),
        ),
        migrations.AlterField(
            model_name="policyversion",
            name="template",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="policies.policytemplate",
                verbose_name="서비스정책 템플릿명",
            ),
        ),
        migrations.RunSQL(STAYS, BEFORE),
        migrations.RunSQL(NAMES, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="policytemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="policytemplate_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="policytemplate",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("name"),
                name="policytemplate_name_once",
                violation_error_code="unique",
                violation_error_message="같은 이름의 템플릿이 이미 있습니다.",
            ),
        ),
        migrations.AddConstraint(
            model_name="policyversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("deleted_at", None), ("stopped_at", None)),
                fields=("template", "effective_at"),
                name="policyversion_one_a_moment",
                violation_error_code="unique",
                violation_error_message="같은 날 시행되는 버전이 이미 있습니다. 시행일을 다르게 정해 주세요.",
            ),
        ),
        migrations.AddConstraint(
            model_name="policyversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at", None), ("ends_at__gt", models.F("effective_at")), _connector="OR"),
                name="policyversion_ends_after_start",
                violation_error_code="dates",
                violation_error_message="종료일은 시행일보다 늦어야 합니다.",
            ),
        ),
        migrations.AddConstraint(
            model_name="policyversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("deleted_at", None), ("stopped_at__lt", models.F("effective_at")), _connector="OR"),
                name="policyversion_in_effect_is_not_deleted",
            ),
        ),
        migrations.AddField(
            model_name="policychange",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="처리자",
            ),
        ),
        migrations.AddField(
            model_name="policychange",
            name="template",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="changes",
                to="policies.policytemplate",
                verbose_name="템플릿",
            ),
        ),
        migrations.AddField(
            model_name="policychange",
            name="version",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="changes",
                to="policies.policyversion",
                verbose_name="서비스정책",
            ),
        ),
        migrations.AddConstraint(
            model_name="policychange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("template__isnull", False), ("version", None)),
                    models.Q(("template", None), ("version__isnull", False)),
                    _connector="OR",
                ),
                name="policychange_one_target",
            ),
        ),
        migrations.AddConstraint(
            model_name="policychange",
            constraint=models.CheckConstraint(
                condition=models.Q(("verb__in", ["CREATE", "DRAFT", "PUBLISH", "CHANGE", "STOP", "DELETE", "RESTORE"])),
                name="policychange_verb",
            ),
        ),
        migrations.AddConstraint(
            model_name="policychange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("verb__in", ["STOP", "DELETE", "RESTORE"]), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="policychange_has_a_reason",
                violation_error_code="required",
                violation_error_message="사유를 입력해 주세요.",
            ),
        ),
        append_only("policies_policychange"),
    ]
