"""Policies with a past and a future: an amendment of each in effect, which everybody agreed to, and one announced."""

from datetime import timedelta

from django.utils import timezone

from polibat.db.ids import child_public_id
from policies.models import PolicyTemplate, PolicyVersion
from policies.queries import consent_requirements

# What the amendments changed: the words before and after, and a line that was added below an article.
TERMS = (
    "신고를 되풀이하여 잘못한 회원의 처리와 투표에 관한 조항을 더함",
    (
        ("회원에게 불리한 변경은 30일 전에 알립니다.", "회원에게 불리한 변경은 30일 전에 이메일로도 알립니다."),
        (
            "계정을 다른 사람에게 빌려주지 않고,",
            "한 사람이 한 표만 던지며, 계정을 다른 사람에게 빌려주거나 사고팔지 않고,",
        ),
        (
            "자동으로 숨겨집니다.",
            "자동으로 숨겨집니다.\n사실과 다른 신고를 세 번 되풀이한 회원은 신고할 수 없게 됩니다.",
        ),
    ),
)
PRIVACY = (
    "정치인 가입 신청 때 내는 증빙 서류의 보관 기간을 밝힘",
    (
        (
            "이름, 전화번호, 주소는 수집하지 않습니다.",
            "이름, 전화번호, 주소는 수집하지 않습니다. 정치인과 보좌진의 가입 신청에서는 확인할 서류를 함께 받습니다.",
        ),
        (
            "이메일을 열람한 운영자의 IP 주소는",
            "신청 서류는 운영자만 볼 수 있고, 처리한 날부터 30일 뒤에 지웁니다.\n이메일을 열람한 운영자의 IP 주소는",
        ),
    ),
)
NEXT_TERMS = (
    "글을 옮겨 쓸 때의 출처 표시를 더함",
    (("그 밖의 서비스 화면과", "다른 곳에 옮겨 쓸 때에는 쓴 사람과 출처를 밝힙니다. 그 밖의 서비스 화면과"),),
)


def amend_policies():
    """Leave what publishing them in time would have left: both amended last week, the terms once more in two weeks."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    terms = _amend("terms", TERMS, midnight - timedelta(days=7))
    _amend("privacy", PRIVACY, midnight - timedelta(days=7))
    _amend("terms", NEXT_TERMS, midnight + timedelta(days=14), base=terms)
    consent_requirements.clear_cache()


def _amend(slug, amendment, moment, *, base=None):
    """Store the version that changes the last one (or `base`); never before the one that it changes."""
    template = PolicyTemplate.objects.get(slug=slug)
    base = base or template.versions.order_by("effective_at").last()
    summary, changes = amendment
    body = base.body
    for before, after in changes:
        body = body.replace(before, after)
    template.version_serial += 1
    template.save(update_fields=["version_serial"])
    moment = max(moment, base.effective_at + timedelta(days=1))
    return PolicyVersion.objects.create(
        template=template,
        public_id=child_public_id(template.public_id, "VN", template.version_serial),
        summary=summary,
        body=body,
        effective_at=moment,
        created_at=moment - timedelta(days=30),
    )
