"""Reports, decisions and objections, who looks into what, and what waits for a look."""

from moderation.models.claim import Claim
from moderation.models.decision import Decision
from moderation.models.flag import AbuseFlag, ReviewFlag
from moderation.models.objection import Objection
from moderation.models.report import Report
from moderation.models.right import FALSE_REPORTS, Reporter, RightChange
from moderation.models.target import AboutText, target_key
from moderation.models.word import WatchWord

__all__ = [
    "FALSE_REPORTS",
    "AboutText",
    "AbuseFlag",
    "Claim",
    "Decision",
    "Objection",
    "Report",
    "Reporter",
    "ReviewFlag",
    "RightChange",
    "WatchWord",
    "target_key",
]
