"""Every mail with invented values, for developers to look at and for tests."""

from django.conf import settings

from notifications.models.mail_kinds import MAIL_WORDS, OPTIONAL
from polibat.mail import compose_mail

TEXT = "버스 노선이 바뀐 뒤로 학교까지 한 시간이 걸립니다. 아침에만이라도 예전 노선을 다닐 수 있을까요?"


def values():
    """What the templates show, together."""
    site = settings.SITE_URL
    told = {
        "politician": "한가람 국회의원",
        "citizen": "글쓴시민",
        "title": "통학 버스 노선에 대해 묻습니다",
        "text": TEXT,
    }
    return {
        **told,
        "nickname": "글쓴시민",
        "code": "123456",
        "password": "Ab1!Ab1!",
        "status": "정지",
        "reason": "도배 & <반복 게시>",
        "until": "26.12.01. 12:00",
        "role": "정치인",
        "politician_id": "PL000001",
        "joins_as": "PL000001",
        "policy": "이용약관",
        "summary": "신고 처리 기간을 분명히 적었습니다.",
        "effective": "2026.12.15. 00:00",
        "url": f"{site}/voice/PB000001/",
        "texts": [
            {**told, "url": f"{site}/mail/open/sample/"},
            {**told, "title": "도서관은 언제 다시 여나요?", "url": f"{site}/mail/open/sample/"},
        ],
        "entries": [
            {"text": "읽는시민 님이 회원님의 글에 댓글을 남겼습니다.", "url": f"{site}/free/FB000001/"},
            {"text": "한가람 국회의원 측이 회원님의 글에 답변했습니다.", "url": f"{site}/voice/PB000001/"},
        ],
        "more": 3,
        "is_comment": False,
    }


def mail(kind):
    """The mail called `kind` as it would be sent."""
    context = values()
    if kind in set(MAIL_WORDS) & {"comment", "reply"}:
        context["text"] = "읽는시민 님이 회원님의 글에 댓글을 남겼습니다."
    if kind in OPTIONAL:
        context["unsubscribe_url"] = f"{settings.SITE_URL}/mail/unsubscribe/sample/"
    return compose_mail(to="citizen@example.com", template=kind, context=context)


def all_mails():
    """Name, subject and text of each."""
    made = {kind: mail(kind) for kind in MAIL_WORDS}
    return [
        {"kind": kind, "words": MAIL_WORDS[kind], "subject": message.subject, "text": message.body}
        for kind, message in made.items()
    ]
