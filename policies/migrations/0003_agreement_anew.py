"""Versions say whether they have to be agreed to, and stay as they are once they are in effect."""

import django.core.validators
from django.db import migrations, models

STAYS = """
CREATE FUNCTION policyversion_in_effect_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'created_at' = to_jsonb(OLD) - 'created_at' THEN RETURN NEW; END IF;
    IF OLD.effective_at <= now() THEN
        RAISE EXCEPTION 'a policy version in effect never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER policyversion_in_effect_stays BEFORE UPDATE OR DELETE ON policies_policyversion
    FOR EACH ROW EXECUTE FUNCTION policyversion_in_effect_stays();
"""
UNDO = """
DROP TRIGGER policyversion_in_effect_stays ON policies_policyversion;
DROP FUNCTION policyversion_in_effect_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("policies", "0002_first_versions")]

    operations = [
        migrations.AddField(
            model_name="policyversion",
            name="is_mandatory",
            field=models.BooleanField(
                db_default=True,
                default=True,
                help_text="켜면 회원은 시행 뒤 처음 글을 쓰거나 반응하기 전에 이 버전에 동의해야 합니다.",
                verbose_name="동의 필요",
            ),
        ),
        migrations.AlterField(
            model_name="policyversion",
            name="body",
            field=models.TextField(validators=[django.core.validators.MaxLengthValidator(60000)], verbose_name="본문"),
        ),
        migrations.RunSQL(STAYS, UNDO),
    ]
