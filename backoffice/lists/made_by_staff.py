"""투표관리, 불편/제안 접수 관리 and 공지사항 관리 (spec L25 to L27)."""

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from backoffice.lists.base import StaffList, filter_set
from backoffice.lists.search import choice, keys_of_members, one, searched
from backoffice.lists.texts import POST_ROW, STATUSES, with_reports
from boards.models import Post
from boards.queries.staff_search import begins
from polibat.api.exports import Column
from polibat.api.filters import YesNoFilter
from polls.models import Poll, PollState
from suggestions.models import Notice, Suggestion

ON_POST = [f"post__{name}" for name in POST_ROW]
WRITTEN = {"created": ("작성일", "post__published_at"), "updated": ("최종수정일", "updated_at")}


def _post_of(term, *, authors):
    found = begins("post__public_id", term) | Q(post__title__holds=term)
    return found | Q(post__author__in=keys_of_members(term)) if authors else found


def _with_updated(rows):
    return rows.alias(updated_at=Coalesce("post__edited_at", "post__published_at"))


def _of_status(rows, key):
    return rows.filter(post__status__in=Post.LISTED if key == "PUBLISHED" else [key])


class VoteList(StaffList):
    """Polls that are not deleted (spec L25)."""

    key = "votes"
    title = "투표"
    permission = "polls.view_poll"
    model = Poll
    orders = {"id": "pk", "startsAt": "starts_at", "endsAt": "ends_at"}
    default_order = "id"
    filters = filter_set(
        {"start": ("시작일", "starts_at"), "end": ("종료일", "ends_at")},
        search=searched(lambda term: _post_of(term, authors=False)),
        voteId=one("post__public_id"),
        status=choice("", PollState.choices, by=lambda rows, key: rows.filter(pk__in=Poll.objects.in_state(key))),
    )
    cards = {
        "total": {},
        "running": {"status": "RUNNING"},
        "closed": {"status": "CLOSED"},
        "upcoming": {"status": "UPCOMING"},
    }
    columns = [
        Column("투표 아이디", lambda poll: poll.post.public_id),
        Column("투표 제목", lambda poll: poll.post.title),
        Column("투표 상태", lambda poll: poll.state.label),
        Column("시작일", lambda poll: poll.starts_at),
        Column("마감일", lambda poll: poll.ends_at),
        Column("조회수", lambda poll: poll.post.counts.views),
        Column("참여수", lambda poll: poll.voters_now),
        Column("댓글수", lambda poll: poll.post.counts.comments),
    ]

    @classmethod
    def rows(cls, by):
        """Polls with their posts and the ballots of this moment."""
        found = Poll.objects.visible_to(by).exclude(post__status=Post.Status.DELETED).with_voters()
        return found.select_related("post__author", "post__counts").only(
            *("starts_at", "ends_at", "closed_at", "close_reason", "allows_multiple", "voters"), *ON_POST
        )

    @classmethod
    def fill(cls, rows):
        """With the reports of each."""
        return with_reports(rows, "post")


class SuggestionList(StaffList):
    """Suggestions, private ones among them."""

    key = "suggestions"
    title = "불편제안"
    permission = "suggestions.view_suggestion"
    model = Suggestion
    orders = {"id": "pk"}
    default_order = "id"
    filters = filter_set(
        WRITTEN,
        search=searched(lambda term: _post_of(term, authors=True)),
        suggestionId=one("post__public_id"),
        memberId=one("post__author__public_id"),
        type=choice("category", Suggestion.Category.choices),
        status=choice("", STATUSES, by=_of_status),
        actionStatus=choice("state", Suggestion.State.choices),
    )
    cards = {
        "total": {},
        "feature": {"type": "FEATURE"},
        "complaint": {"type": "COMPLAINT"},
        "pending": {"actionStatus": "PENDING"},
    }
    columns = [
        Column("불편/제안 아이디", lambda row: row.post.public_id),
        Column("불편/제안 구분", lambda row: row.get_category_display()),
        Column("제목", lambda row: row.post.title),
        Column("불편/제안 상태", lambda row: row.post.get_status_display()),
        Column("조치여부", lambda row: row.get_state_display()),
        Column("조회수", lambda row: row.post.counts.views),
        Column("좋아요", lambda row: row.post.counts.likes),
        Column("싫어요", lambda row: row.post.counts.dislikes),
        Column("댓글수", lambda row: row.post.counts.comments),
        Column("작성자", lambda row: row.post.author.nickname),
        Column("작성자 유형", lambda row: row.post.author.get_kind_display()),
        Column("등록일시", lambda row: row.post.published_at),
    ]

    @classmethod
    def rows(cls, by):
        """Suggestions with their posts."""
        found = _with_updated(Suggestion.objects.visible_to(by)).select_related("post__author", "post__counts")
        return found.only("category", "state", "reply", "replied_at", *ON_POST)

    @classmethod
    def fill(cls, rows):
        """With the reports of each."""
        return with_reports(rows, "post")

    @classmethod
    def count_cards(cls, by):
        """All in one walk over the narrow rows."""
        return Suggestion.objects.aggregate(
            total=Count("pk"),
            feature=Count("pk", filter=Q(category="FEATURE")),
            complaint=Count("pk", filter=Q(category="COMPLAINT")),
            pending=Count("pk", filter=Q(state="PENDING")),
        )


NOTICE_STATUSES = [
    ("LIVE", "게시 중"),
    ("PUBLISHED", "게시"),
    ("PINNED", "게시(고정)"),
    ("HIDDEN", "숨김"),
    ("DELETED", "삭제"),
]


def _notice_status(rows, key):
    return rows.filter(post__status__in=Post.LISTED if key == "LIVE" else [key])


class NoticeList(StaffList):
    """Notices, the newest first; pinned ones stand where they are (spec L27)."""

    key = "notices"
    title = "공지사항"
    permission = "suggestions.view_notice"
    model = Notice
    orders = {"id": "pk"}
    default_order = "id"
    filters = filter_set(
        WRITTEN,
        search=searched(lambda term: _post_of(term, authors=False)),
        noticeId=one("post__public_id"),
        category=choice("category", Notice.Category.choices),
        status=choice("", NOTICE_STATUSES, by=_notice_status),
        pinned=YesNoFilter(field_name="pinned_slot", lookup_expr="isnull", exclude=True),
    )
    cards = {
        "total": {},
        "live": {"status": "LIVE"},
        "pinned": {"status": "PINNED"},
        "hidden": {"status": "HIDDEN"},
    }
    columns = [
        Column("공지사항 아이디", lambda row: row.post.public_id),
        Column("공지사항 구분", lambda row: row.get_category_display()),
        Column("제목", lambda row: row.post.title),
        Column("공지 상태", lambda row: row.post.get_status_display()),
        Column("조회수", lambda row: row.post.counts.views),
        Column("좋아요", lambda row: row.post.counts.likes),
        Column("싫어요", lambda row: row.post.counts.dislikes),
        Column("댓글수", lambda row: row.post.counts.comments),
        Column("작성일", lambda row: row.post.published_at),
        Column("최종수정일", lambda row: row.post.edited_at or row.post.published_at),
    ]

    @classmethod
    def rows(cls, by):
        """Notices with their posts."""
        found = _with_updated(Notice.objects.visible_to(by)).select_related("post__author", "post__counts")
        return found.only("category", "pinned_slot", *ON_POST)

    @classmethod
    def fill(cls, rows):
        """With the reports of each."""
        return with_reports(rows, "post")
