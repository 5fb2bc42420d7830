"""The staff lists, by their names in addresses (spec L17 to L30)."""

from backoffice.lists.audit import EmailAccessList, StaffMemberList
from backoffice.lists.ballots import BallotList
from backoffice.lists.comments import CommentList
from backoffice.lists.displays import BannerList, PopupList
from backoffice.lists.members import MemberList
from backoffice.lists.notices import NoticeList
from backoffice.lists.policies import PolicyList, TemplateList
from backoffice.lists.politicians import PoliticianMemberList
from backoffice.lists.polls import VoteList
from backoffice.lists.posts import PostList
from backoffice.lists.reactions import ReactionList
from backoffice.lists.reports import ReportList
from backoffice.lists.status_changes import StatusChangeList
from backoffice.lists.suggestions import SuggestionList

PAGES = (
    *(MemberList, PoliticianMemberList, StatusChangeList, ReactionList, BallotList, PostList, CommentList),
    *(ReportList, VoteList, SuggestionList, NoticeList, PopupList, BannerList, TemplateList, PolicyList),
    *(StaffMemberList, EmailAccessList),
)
LISTS = {page.key: page for page in PAGES}

__all__ = [
    "LISTS",
    "PAGES",
    "BallotList",
    "BannerList",
    "CommentList",
    "EmailAccessList",
    "MemberList",
    "NoticeList",
    "PolicyList",
    "PoliticianMemberList",
    "PopupList",
    "PostList",
    "ReactionList",
    "ReportList",
    "StaffMemberList",
    "StatusChangeList",
    "SuggestionList",
    "TemplateList",
    "VoteList",
]
