"""How often a version is read is counted, beside what stays as it took effect."""

from django.db import migrations, models

STAYS = """
CREATE OR REPLACE FUNCTION policyversion_in_effect_stays() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE
    beside CONSTANT text[] := ARRAY['created_at', 'updated_at', 'downloads', 'views'];
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


class Migration(migrations.Migration):
    dependencies = [("policies", "0004_documents_of_staff")]

    operations = [
        migrations.CreateModel(
            name="ViewFlush",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("batch", models.CharField(max_length=32)),
            ],
            options={"verbose_name": "서비스정책 조회 반영", "verbose_name_plural": "서비스정책 조회 반영"},
        ),
        migrations.AddField(
            model_name="policyversion",
            name="views",
            field=models.PositiveBigIntegerField("조회수", db_default=0, default=0, editable=False),
        ),
        migrations.RunSQL(STAYS, STAYS.replace(", 'views'", "")),
    ]
