"""Members and what is kept about them."""

from accounts.models.api_session import ApiSession
from accounts.models.data_export import DataExport
from accounts.models.email import EmailAccess, EmailCode, Tombstone
from accounts.models.history import Consent, NicknameChange, StatusChange
from accounts.models.member import Member, Viewer
from accounts.models.staff_read import StaffRead
from accounts.models.two_factor import RecoveryCode, TwoFactor, TwoFactorChange

__all__ = [
    "ApiSession",
    "Consent",
    "DataExport",
    "EmailAccess",
    "EmailCode",
    "Member",
    "NicknameChange",
    "RecoveryCode",
    "StaffRead",
    "StatusChange",
    "Tombstone",
    "TwoFactor",
    "TwoFactorChange",
    "Viewer",
]
