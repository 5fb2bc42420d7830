"""Reports, decisions and objections that stay as they were made, and the first words of the list."""

from django.db import migrations

from polibat.db.append_only import append_only

DECIDED_BY_ANOTHER = """
    CREATE FUNCTION moderation_objection_is_decided() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF OLD.state <> 'WAITING' THEN
            RAISE EXCEPTION 'an objection is decided once' USING ERRCODE = 'restrict_violation';
        END IF;
        IF NEW.by_id = (SELECT by_id FROM moderation_decision WHERE id = NEW.decision_id) THEN
            RAISE EXCEPTION 'an objection is decided by somebody else' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER moderation_objection_is_decided BEFORE UPDATE ON moderation_objection
        FOR EACH ROW EXECUTE FUNCTION moderation_objection_is_decided();
"""
UNDO = "DROP TRIGGER moderation_objection_is_decided ON moderation_objection; DROP FUNCTION moderation_objection_is_decided();"

WORDS = """
    멍청이 멍청한_놈 등신 머저리 얼간이 또라이 찌질이 쓰레기_같은_놈 미친_놈 미친_년 미친_새끼 개소리 개새끼 이_새끼 그_새끼 저_새끼 이런_새끼
    저런_새끼 새끼야 새끼가 새끼들 지랄 병신 시발 씨발 씨바 ㅅㅂ ㅆㅂ 존나 닥쳐 꺼져라 썅 빌어먹을 엿먹어 뒈져 주둥아리
"""
EXCEPTIONS = """
    새끼손가락 새끼고양이 내새끼가 내새끼들 제새끼들 우스개소리 병신체 들이닥쳐 닥쳐오 닥쳐온 닥쳐올 닥쳐와 닥쳐왔 닥쳐봐야 시발점 시발역
    시발택시 시발자동차 시발전 시발표 시발생 시발급 시발행 시발견 시발송
"""


def add_words(apps, schema_editor):
    word_model = apps.get_model("moderation", "WatchWord")
    rows = [
        word_model(word=word.replace("_", " "), key=word.replace("_", ""), is_exception=is_exception)
        for words, is_exception in ((WORDS, False), (EXCEPTIONS, True))
        for word in words.split()
    ]
    word_model.objects.bulk_create(rows, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("moderation", "0001_initial")]

    operations = [
        append_only("moderation_decision"),
        append_only("moderation_report", changeable=["state"]),
        append_only("moderation_rightchange"),
        append_only("moderation_objection", changeable=["state", "by_id", "reason", "decided_at"]),
        migrations.RunSQL(DECIDED_BY_ANOTHER, UNDO),
        migrations.RunPython(add_words, migrations.RunPython.noop),
    ]
