"""The two policies with their first versions, so that nobody joins without something to agree to."""

from datetime import UTC, datetime

from django.db import connection, migrations

EFFECTIVE = datetime(2026, 10, 31, 15, 0, tzinfo=UTC)  # 1 November 2026 in Seoul

TERMS = """\
제1조 (목적)
이 약관은 정치방망이(이하 “사이트”)가 제공하는 소통 서비스를 이용하는 조건과 절차, 회원과 사이트의 권리와 의무를 정합니다.

제2조 (서비스 이용 계약)
회원이 되려는 사람은 이메일을 인증하고 이 약관에 동의하여 가입합니다. 일반회원은 가입과 동시에 이용할 수 있고, 정치인과 보좌진은 운영자가 신청을 승인한 뒤에 이용할 수 있습니다.

제3조 (회원의 의무)
회원은 다른 사람의 권리를 존중하며 글을 씁니다. 욕설과 비하, 허위정보, 홍보와 도배, 다른 사람의 개인정보를 올리는 행위를 하지 않습니다. 계정을 다른 사람에게 빌려주지 않습니다.

제4조 (사이트의 의무)
사이트는 어느 정당이나 정치인에게도 치우치지 않고 서비스를 운영합니다. 글을 숨기거나 지울 때에는 그 사유를 작성자에게 알립니다.

제5조 (서비스 이용 제한)
약관을 어긴 글은 숨기거나 지울 수 있고, 되풀이하는 회원의 이용을 일정 기간 정지하거나 끝낼 수 있습니다. 신고가 다섯 건 쌓인 글은 운영자가 확인할 때까지 자동으로 숨겨집니다.

제6조 (게시물의 권리)
회원이 쓴 글의 권리는 회원에게 있습니다. 사이트는 서비스를 운영하고 알리는 데 필요한 범위에서 글을 보여 줄 수 있습니다.

제7조 (약관의 변경)
약관을 바꿀 때에는 시행일 7일 전에 알립니다. 회원에게 불리한 변경은 30일 전에 알립니다.

제8조 (회원 탈퇴)
회원은 언제든지 탈퇴할 수 있습니다. 탈퇴하면 이메일과 닉네임은 지워지고, 쓴 글은 ‘탈퇴한 회원’의 글로 남습니다. 남기고 싶지 않은 글은 탈퇴하기 전에 지워 주세요.
"""

PRIVACY = """\
1. 개인정보의 처리(수집 및 이용) 목적
회원을 구별하고, 비밀번호를 다시 정하고, 회원에게 필요한 소식을 알리는 데에만 개인정보를 씁니다.

2. 수집하는 개인정보 항목
이메일 주소만 수집합니다. 이메일 주소는 AES-256-GCM으로 암호화하여 보관하고, 운영자가 열람할 때마다 누가, 언제, 무슨 목적으로 보았는지 기록합니다. 이름, 전화번호, 주소는 수집하지 않습니다.

3. 개인정보의 보유 및 이용기간
이메일 주소는 탈퇴할 때 바로 지웁니다. 같은 주소로 곧바로 다시 가입하는 것을 막기 위하여, 되돌릴 수 없게 바꾼 표식만 남깁니다.

4. 쿠키 정책
로그인 상태를 유지하고 양식을 보호하기 위한 쿠키만 씁니다. 광고나 방문자 추적을 위한 쿠키는 쓰지 않습니다.

5. 문의
개인정보에 관한 문의는 hello@polibat.com으로 보내 주세요.
"""


def create_policies(apps, schema_editor):
    """Make both templates with a version each."""
    template_model = apps.get_model("policies", "PolicyTemplate")
    version_model = apps.get_model("policies", "PolicyVersion")
    for slug, target, body in (("terms", "MEMBERS", TERMS), ("privacy", "ALL", PRIVACY)):
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval('public_id_tp')")
            public_id = f"TP{cursor.fetchone()[0]:04d}"
        template = template_model.objects.create(public_id=public_id, slug=slug, target=target, version_serial=1)
        version_model.objects.create(
            public_id=f"{public_id}-VN0001", template=template, summary="제정", body=body, effective_at=EFFECTIVE
        )


def remove_policies(apps, schema_editor):
    """Remove them again."""
    apps.get_model("policies", "PolicyVersion").objects.all().delete()
    apps.get_model("policies", "PolicyTemplate").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("policies", "0001_initial")]

    operations = [migrations.RunPython(create_policies, remove_policies)]
