"""Which mails there are: what each is called, which can be switched off, how long each is worth sending."""

from datetime import timedelta

from accounts.models.email import MAILS

# Every mail, by its template, as people read it: those to members, and those to addresses that are nobody's yet.
MAIL_WORDS = {
    **MAILS,
    "signup_code": "가입 인증코드",
    "reset_unknown": "비밀번호 찾기 안내",
    "left_recently": "재가입 안내",
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
ASKED_FOR = {
    *("signup_code", "reset_code", "enrolment_code"),
    *("reset_unknown", "already_member", "left_recently", "temporary_password"),
}
# What goes first among mails that wait: somebody sits before the page that asks for it.
URGENT = 10
# What a member who may not sign in is told all the same: that, and the way back to a password.
TOLD_THE_SUSPENDED = {"status_changed", "already_member", "reset_code", "temporary_password", "password_changed"}
# What comes at most once in so long to one recipient; the rest of the time it gathers and comes as one mail.
BUNDLED = {"politician_named": timedelta(minutes=10)}
WORTH_SENDING = timedelta(hours=24)
WORTH_SENDING_OF = dict.fromkeys(("signup_code", "reset_code", "enrolment_code"), timedelta(minutes=10))
