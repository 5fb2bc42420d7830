"""The lists of the back office, by their names in addresses (spec L17 to L30)."""

from insights.lists.audit import EmailAccessList, OperatorList
from insights.lists.history import BallotList, ReactionList
from insights.lists.made_by_staff import NoticeList, SuggestionList, VoteList
from insights.lists.members import MemberList, PoliticianMemberList, StatusChangeList
from insights.lists.policies import PolicyList, TemplateList
from insights.lists.texts import CommentList, PostList, ReportList

PAGES = (
    *(MemberList, PoliticianMemberList, StatusChangeList, ReactionList, BallotList, PostList, CommentList),
    *(ReportList, VoteList, SuggestionList, NoticeList, TemplateList, PolicyList),
    *(OperatorList, EmailAccessList),
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
    "OperatorList",
    "PolicyList",
    "PoliticianMemberList",
    "PostList",
    "ReactionList",
    "ReportList",
    "StatusChangeList",
    "SuggestionList",
    "TemplateList",
    "VoteList",
]
