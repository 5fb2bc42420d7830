"""The documents' ids, the first terms and privacy policy, and versions in effect that stay as they are."""

from datetime import UTC, datetime

from django.db import connection, migrations

from polibat.db.append_only import append_only
from polibat.db.ids import create_sequences

EFFECTIVE = datetime(2026, 10, 31, 15, 0, tzinfo=UTC)  # 1 November 2026 in Seoul
TERMS = """\
1. 서비스 이용 계약
정치방망이(이하 “회사”)는 시민과 정치인이 공개된 자리에서 소통하는 서비스를 제공합니다. 회원이 되려는 사람은 이메일을 인증하고 이 약관에 동의하여 가입합니다.
일반회원은 가입과 동시에 이용할 수 있습니다. 정치인과 보좌진은 운영자가 신청을 승인한 뒤에 글을 쓸 수 있습니다.

2. 회원의 의무
회원은 다른 사람의 권리를 존중하며 글을 씁니다. 욕설과 비하, 음란물, 허위정보, 홍보와 도배, 다른 사람의 개인정보를 올리는 행위를 하지 않습니다.
계정을 다른 사람에게 빌려주지 않고, 다른 사람이나 정치인을 사칭하지 않습니다.

3. 회사의 의무
회사는 어느 정당이나 정치인에게도 치우치지 않고 서비스를 운영합니다. 글을 숨기거나 지울 때에는 그 사유를 작성자에게 알립니다.
회사는 회원의 이메일을 공개하지 않으며, 개인정보 처리방침에 따라 보호합니다.

4. 서비스 이용 제한
약관을 어긴 글은 숨기거나 지울 수 있고, 약관을 되풀이하여 어기는 회원의 이용을 일정 기간 정지하거나 끝낼 수 있습니다. 정지와 강퇴는 사유와 함께 이메일로 알립니다.
서로 다른 회원의 신고가 다섯 건 쌓인 글과 개인정보침해로 신고된 글은 운영자가 확인할 때까지 자동으로 숨겨집니다.

5. 지적재산권
회원이 쓴 글의 권리는 회원에게 있습니다. 회사는 서비스를 운영하고 알리는 데 필요한 범위에서 글을 보여 줄 수 있습니다. 그 밖의 서비스 화면과 상징물의 권리는 회사에 있습니다.

6. 약관의 변경
약관을 바꿀 때에는 시행일 7일 전에 서비스 안에서 알립니다. 회원에게 불리한 변경은 30일 전에 알립니다. 지난 약관은 제·개정일을 선택하여 언제든지 볼 수 있습니다.

7. 회원 탈퇴
회원은 언제든지 마이페이지에서 탈퇴할 수 있습니다. 탈퇴하면 이메일과 닉네임은 바로 지워지고, 쓴 글과 댓글은 ‘탈퇴한 회원’의 글로 남습니다. 남기고 싶지 않은 글은 탈퇴하기 전에 지워 주세요.
같은 이메일로는 탈퇴한 날부터 30일 동안 다시 가입할 수 없습니다.
"""
PRIVACY = """\
1. 개인정보의 처리(수집 및 이용) 목적
회원을 구별하고, 비밀번호를 다시 정하고, 회원에게 필요한 소식을 알리는 데에만 개인정보를 씁니다. 다른 목적으로 쓰거나 다른 곳에 제공하지 않습니다.

2. 수집하는 개인정보 항목
이메일 주소만 수집합니다. 이메일 주소는 AES-256-GCM으로 암호화하여 보관하고, 열람할 때마다 누가, 언제, 어떤 기기에서, 무슨 목적으로 보았는지 기록합니다. 한꺼번에 열람하는 방법은 없습니다.
이름, 전화번호, 주소는 수집하지 않습니다. 비밀번호는 되돌릴 수 없는 형태(Argon2)로만 저장합니다.

3. 개인정보의 보유 및 이용기간
이메일 주소는 탈퇴할 때 바로 지웁니다. 같은 주소로 곧바로 다시 가입하는 것을 막기 위하여, 주소를 되돌릴 수 없게 바꾼 표식만 남깁니다.
접속 IP 주소는 로그인과 가입을 지나치게 자주 시도하지 못하게 하는 데에만 쓰고 한 시간 안에 지웁니다. 이메일을 열람한 운영자의 IP 주소는 열람 기록에 남습니다.

4. 쿠키 정책
로그인 상태를 유지하고 양식을 보호하기 위한 쿠키만 씁니다. ‘로그인 상태 유지’를 선택하면 14일, 선택하지 않으면 브라우저를 닫을 때까지 유지됩니다. 광고나 방문자 추적을 위한 쿠키는 쓰지 않습니다.
개인정보에 관한 문의는 hello@polibat.com으로 보내 주세요.
"""
STAYS = """
CREATE FUNCTION policyversion_in_effect_stays() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE
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
CREATE TRIGGER policyversion_in_effect_stays BEFORE UPDATE OR DELETE ON policies_policyversion
    FOR EACH ROW EXECUTE FUNCTION policyversion_in_effect_stays();
"""
UNDO = """
DROP TRIGGER policyversion_in_effect_stays ON policies_policyversion;
DROP FUNCTION policyversion_in_effect_stays();
"""


def create_policies(apps, schema_editor):
    """Make both templates with a version each."""
    template_model = apps.get_model("policies", "PolicyTemplate")
    version_model = apps.get_model("policies", "PolicyVersion")
    documents = (("terms", "이용약관", "MEMBERS", TERMS), ("privacy", "개인정보 처리방침", "ALL", PRIVACY))
    for slug, name, target, body in documents:
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval('public_id_tp')")
            public_id = f"TP{cursor.fetchone()[0]:04d}"
        template = template_model.objects.create(
            public_id=public_id, slug=slug, name=name, target=target, version_serial=1
        )
        version_model.objects.create(
            public_id=f"{public_id}-VN0001", template=template, summary="제정", body=body, effective_at=EFFECTIVE
        )


def remove_policies(apps, schema_editor):
    """Remove them again."""
    apps.get_model("policies", "PolicyVersion").objects.all().delete()
    apps.get_model("policies", "PolicyTemplate").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("policies", "0001_initial")]

    operations = [
        *create_sequences("TP"),
        migrations.RunPython(create_policies, remove_policies),
        migrations.RunSQL(STAYS, UNDO),
        append_only("policies_policychange"),
    ]
