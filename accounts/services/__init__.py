"""What happens to members: one verb per consequence."""

from accounts.services import two_factor
from accounts.services.agreement import agree, documents_to_agree, record_consents
from accounts.services.codes import (
    check_signup_code,
    make_enrolment_code,
    request_reset_code,
    request_signup_code,
    send_enrolment_code,
    use_enrolment_code,
)
from accounts.services.data_export import request_export
from accounts.services.email import change_email_key, index_address, own_email, queue_member_mail, reveal_email
from accounts.services.login import check_second_factor, find_for_log_in
from accounts.services.nickname import change_nickname, suggest_nickname
from accounts.services.password import change_password, reset_password
from accounts.services.signup import sign_up
from accounts.services.staff import change_staff_level, create_staff_member
from accounts.services.status import change_member_status
from accounts.services.tokens import close_api_session, open_api_session, rotate
from accounts.services.withdrawal import end_sessions, withdraw

__all__ = [
    "agree",
    "change_email_key",
    "change_member_status",
    "change_nickname",
    "change_password",
    "change_staff_level",
    "check_second_factor",
    "check_signup_code",
    "close_api_session",
    "create_staff_member",
    "documents_to_agree",
    "end_sessions",
    "find_for_log_in",
    "index_address",
    "make_enrolment_code",
    "open_api_session",
    "own_email",
    "queue_member_mail",
    "record_consents",
    "request_export",
    "request_reset_code",
    "request_signup_code",
    "reset_password",
    "reveal_email",
    "rotate",
    "send_enrolment_code",
    "sign_up",
    "suggest_nickname",
    "two_factor",
    "use_enrolment_code",
    "withdraw",
]
