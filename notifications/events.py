"""Which mails there are: what each is called, which can be switched off, how long each is worth sending."""

from datetime import timedelta

# Every mail, by its template, as people read it.
MAIL_WORDS = {
    "welcome": "가입 환영",
    "signup_code": "가입 인증번호",
    "reset_code": "비밀번호 찾기 인증코드",
    "reset_mismatch": "비밀번호 찾기 안내",
    "already_member": "이미 가입된 이메일 안내",
    "left_recently": "재가입 안내",
    "temporary_password": "임시 비밀번호",
    "password_changed": "비밀번호 변경 안내",
    "status_changed": "회원 상태 변경 안내",
    "application_received": "가입 신청 접수",
    "application_refused": "가입 신청 결과",
    "politician_named": "정치인 지목",
    "comment": "내 글의 댓글",
    "reply": "내 댓글의 답글",
    "answer": "정치인의 답변",
    "report_result": "신고 결과",
    "suggestion_answered": "불편/제안 답변",
    "moderation_decision": "운영 조치",
    "policy_notice": "정책 변경 안내",
    "digest": "하루 소식",
}
# The mail that tells of a kind of notification; other kinds have mails of their own, or are told in the site alone.
MAIL_OF_KIND = {
    "COMMENT": "comment",
    "REPLY": "reply",
    "ANSWER": "answer",
    "REPORT": "report_result",
    "SUGGESTION": "suggestion_answered",
    "DECISION": "moderation_decision",
}
# What carries a link to unsubscribe: everything but mail about the account.
OPTIONAL = {*MAIL_OF_KIND.values(), "politician_named", "digest"}
# What somebody asked for this minute: it goes to an address that bounced before, too.
ASKED_FOR = {"signup_code", "reset_code", "reset_mismatch", "already_member", "left_recently", "temporary_password"}
# What a member who may not sign in is told all the same: that, and the way back to a password.
TOLD_THE_SUSPENDED = {"status_changed", "temporary_password", "password_changed"}
# What comes at most once in so long to one recipient; the rest of the time it gathers and comes as one mail.
BUNDLED = {"politician_named": timedelta(minutes=10)}
WORTH_SENDING = timedelta(hours=24)
WORTH_SENDING_OF = dict.fromkeys(("signup_code", "reset_code"), timedelta(minutes=10))
