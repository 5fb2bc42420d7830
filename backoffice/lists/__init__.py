"""The lists of the back office, by their names in addresses (spec L17 to L30)."""

from backoffice.lists.audit import EmailAccessList, StaffMemberList
from backoffice.lists.history import BallotList, ReactionList
from backoffice.lists.made_by_staff import NoticeList, SuggestionList, VoteList
from backoffice.lists.members import MemberList, PoliticianMemberList, StatusChangeList
from backoffice.lists.policies import PolicyList, TemplateList
from backoffice.lists.texts import CommentList, PostList, ReportList

PAGES = (
    *(MemberList, PoliticianMemberList, StatusChangeList, ReactionList, BallotList, PostList, CommentList),
    *(ReportList, VoteList, SuggestionList, NoticeList, TemplateList, PolicyList),
    *(StaffMemberList, EmailAccessList),
)
LISTS = {page.key: page for page in PAGES}

__all__ = [
    "LISTS",
    "PAGES",
    "BallotList",
    "CommentList",
    "EmailAccessList",
    "MemberList",
    "NoticeList",
    "PolicyList",
    "PoliticianMemberList",
    "PostList",
    "ReactionList",
    "ReportList",
    "StaffMemberList",
    "StatusChangeList",
    "SuggestionList",
    "TemplateList",
    "VoteList",
]
