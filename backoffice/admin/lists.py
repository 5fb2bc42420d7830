"""The staff lists of the admin: each is one of `backoffice.lists`, with the pages and acts of its app.

Those of members stand in `backoffice.admin.members`.
"""

from django.contrib import admin

from accounts.admin.members import StatusChangeAdmin
from accounts.models import StatusChange
from backoffice import lists
from boards.admin.texts import ReactionAdmin
from boards.models import Comment, Post, Reaction
from displays.admin.displays import BannerAdmin, PopupAdmin
from displays.models import Banner, Popup
from moderation.admin import reports as moderated
from moderation.models import Report
from polibat.lists.table import StaffListAdmin
from policies.admin.policies import PolicyTemplateAdmin, PolicyVersionAdmin
from policies.models import PolicyTemplate, PolicyVersion
from polls.admin.polls import BallotAdmin
from polls.models import Ballot, Poll
from suggestions.models import Notice, Suggestion


@admin.register(StatusChange)
class StaffStatusChangeAdmin(StaffListAdmin, StatusChangeAdmin):
    """회원상태 변경이력."""

    staff_list = lists.StatusChangeList


@admin.register(Reaction)
class StaffReactionAdmin(StaffListAdmin, ReactionAdmin):
    """좋아요/싫어요 이력."""

    staff_list = lists.ReactionList


@admin.register(Ballot)
class StaffBallotAdmin(StaffListAdmin, BallotAdmin):
    """투표 이력."""

    staff_list = lists.BallotList


@admin.register(Post)
class StaffPostAdmin(StaffListAdmin, moderated.ModeratedPostAdmin):
    """게시글 관리."""

    staff_list = lists.PostList


@admin.register(Comment)
class StaffCommentAdmin(StaffListAdmin, moderated.ModeratedCommentAdmin):
    """댓글 관리."""

    staff_list = lists.CommentList


@admin.register(Report)
class StaffReportAdmin(StaffListAdmin, moderated.ReportAdmin):
    """신고이력: the queue, the most urgent first."""

    staff_list = lists.ReportList


@admin.register(Poll)
class StaffPollAdmin(StaffListAdmin, moderated.ModeratedPollAdmin):
    """투표관리."""

    staff_list = lists.VoteList


@admin.register(Suggestion)
class StaffSuggestionAdmin(StaffListAdmin, moderated.ModeratedSuggestionAdmin):
    """불편/제안 접수 관리."""

    staff_list = lists.SuggestionList


@admin.register(Notice)
class StaffNoticeAdmin(StaffListAdmin, moderated.ModeratedNoticeAdmin):
    """공지사항 관리."""

    staff_list = lists.NoticeList


@admin.register(Popup)
class StaffPopupAdmin(StaffListAdmin, PopupAdmin):
    """팝업 관리."""

    staff_list = lists.PopupList


@admin.register(Banner)
class StaffBannerAdmin(StaffListAdmin, BannerAdmin):
    """배너 관리."""

    staff_list = lists.BannerList


@admin.register(PolicyTemplate)
class StaffPolicyTemplateAdmin(StaffListAdmin, PolicyTemplateAdmin):
    """서비스정책 템플릿 관리."""

    staff_list = lists.TemplateList


@admin.register(PolicyVersion)
class StaffPolicyVersionAdmin(StaffListAdmin, PolicyVersionAdmin):
    """서비스정책 관리."""

    staff_list = lists.PolicyList
