"""게시글 관리, 댓글 관리 and 신고이력 (spec L22 to L24)."""

import django_filters
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from backoffice.lists.base import Asked, StaffList, asked_for, counted_for, filter_set
from backoffice.lists.members import SHOWN
from backoffice.lists.search import MEMBER_TYPES, choice, keys_of_members, one, searched
from boards.models import Board, BoardCounter, Comment, MemberCounts, Post, UnlistedCounter
from boards.queries.staff_search import begins, keys_of_comments, keys_of_posts
from moderation.models import Report
from polibat.api.exports import Column
from polibat.api.filters import YesNoFilter, ordered
from polibat.cache.statements import CompiledQuery

# Where members write and vote; suggestions and notices have lists of their own.
BOARDS = [Board.FREE, Board.POLITICIAN, Board.POLL]
BOARD_NAMES = [("SUGGESTION", "불편/제안 접수"), ("POLITICIAN", "정치방망이!")]
STATUSES = [("PUBLISHED", "게시"), ("HIDDEN", "숨김"), ("DELETED", "삭제")]
PINNED_TOO = [("PUBLISHED", "게시"), ("PINNED", "게시(고정)"), ("HIDDEN", "숨김"), ("DELETED", "삭제")]
WRITTEN = {"created": ("작성일", "published_at"), "updated": ("최종수정일", "updated_at")}
AUTHOR = [f"author__{name}" for name in SHOWN[:5]]
COUNTS = [f"counts__{name}" for name in ("views", "likes", "dislikes", "comments")]
POST_ROW = [
    *("public_id", "board", "status", "title", "is_private", "removed_by_author", "published_at", "edited_at"),
    *AUTHOR,
    *COUNTS,
]
AROUND = [f"post__{name}" for name in ("public_id", "board", "status", "title", "counts__views")]
COMMENT_CUT = 50


_reports_on = {
    "post": counted_for(lambda keys: Report.objects.filter(post__in=keys), "post", number=Q()),
    "comment": counted_for(lambda keys: Report.objects.filter(comment__in=keys), "comment", number=Q()),
}


def with_updated(rows, created):
    """`rows` with the moment of their last change, by which they can be narrowed."""
    return rows.alias(updated_at=Coalesce("edited_at", created))


def with_reports(rows, kind):
    """`rows` of a page, each with the number of its reports, in one statement."""
    found = _reports_on[kind]([row.pk for row in rows])
    for row in rows:
        row.reported = found.get(row.pk, {"number": 0})["number"]
    return rows


# What is kept: listed posts by board; hidden and deleted posts and comments by board and status.
_listed = CompiledQuery(lambda: BoardCounter.objects.order_by().values_list("board").annotate(Sum("listed")))
_unlisted = CompiledQuery(
    lambda kind: UnlistedCounter.objects.filter(kind=kind).values_list("board", "status", "number")
)


def of_status(rows, key):
    """Rows in one status; 게시 means what everybody reads, pinned or not."""
    return rows.filter(status__in=Post.LISTED if key == "PUBLISHED" else [key])


def text_columns(author="작성자"):
    """Columns that posts and comments end with."""
    return [
        Column("신고 받음", lambda row: row.reported),
        Column(author, lambda row: row.author.nickname),
        Column(f"{author} 아이디", lambda row: row.author.public_id),
    ]


_PostFilters = filter_set(
    WRITTEN,
    search=searched(
        lambda term: begins("public_id", term) | Q(title__holds=term) | Q(author__in=keys_of_members(term))
    ),
    postId=one("public_id"),
    memberId=one("author__public_id"),
    board=choice("board", Board.choices, also=BOARD_NAMES),
    status=choice("", STATUSES, also=[("PUBLISHED", "게시(고정)")], by=of_status),
    reported=YesNoFilter(method=lambda rows, name, wanted: reported(rows, "post", wanted=wanted)),
)


def reported(rows, kind, *, wanted):
    """Rows that somebody reported, or nobody."""
    about = Report.objects.filter(**{f"{kind}__isnull": False}).values(kind)
    return rows.filter(pk__in=about) if wanted else rows.exclude(pk__in=about)


class PostFilters(_PostFilters):
    """Unless a board, a member or a post is asked for: the three boards of 게시글 관리."""

    def filter_queryset(self, queryset):
        """Narrow by the board where nothing else says which."""
        rows = super().filter_queryset(queryset)
        is_narrow = self.data.get("board") not in {None, "", "전체", "ALL"}
        if is_narrow or self.data.get("memberId") or self.data.get("postId"):
            return rows
        return rows.filter(board__in=BOARDS)


class PostList(StaffList):
    """Posts of every status."""

    key = "posts"
    is_same_for_all = True
    title = "게시글"
    permission = "boards.view_hidden_post"
    model = Post
    orders = {"createdAt": "published_at", "id": "pk"}
    filters = PostFilters
    cards = {
        "total": {},
        "published": {"status": "PUBLISHED"},
        "hidden": {"status": "HIDDEN"},
        "deleted": {"status": "DELETED"},
    }
    columns = [
        Column("게시글 아이디", lambda post: post.public_id),
        Column("게시판", lambda post: post.get_board_display()),
        Column("게시글 제목", lambda post: post.title),
        Column("게시글 상태", lambda post: post.get_status_display()),
        Column("조회수", lambda post: post.counts.views),
        Column("좋아요", lambda post: post.counts.likes),
        Column("싫어요", lambda post: post.counts.dislikes),
        Column("댓글수", lambda post: post.counts.comments),
        *text_columns(),
        Column("작성일시", lambda post: post.published_at),
        Column("최종수정일시", lambda post: post.edited_at or post.published_at),
    ]

    @classmethod
    def rows(cls, by):
        """Posts without their bodies, with numbers and author."""
        found = with_updated(Post.objects.visible_to(by), "published_at")
        return found.select_related("author", "counts").only(*POST_ROW)

    @classmethod
    def whole(cls, by):
        """The three boards of 게시글 관리, as `PostFilters` has it."""
        return cls.rows(by).filter(board__in=BOARDS)

    @classmethod
    def fill(cls, rows):
        """With the reports of each."""
        return with_reports(rows, "post")

    @classmethod
    def total_of(cls, given):
        """Kept by board and status."""
        asked = asked_for(given)
        if asked.keys() - {"board", "status"}:
            return None
        return cls._added_up(cls._kept(), asked)

    @classmethod
    def _kept(cls):
        """Board, status and number of what is kept."""
        return [*((board, "PUBLISHED", number) for board, number in _listed()), *_unlisted(kind="POST")]

    @classmethod
    def _added_up(cls, kept, asked):
        chosen = {name: cls.filters.base_filters[name].key_of(value) for name, value in asked.items()}
        boards = [chosen["board"]] if chosen.get("board") else BOARDS
        status = chosen.get("status")
        return sum(number for board, own, number in kept if board in boards and status in {None, own})

    @classmethod
    def count_cards(cls, by):
        """Kept numbers, read once."""
        kept = cls._kept()
        return {card: cls._added_up(kept, given) for card, given in cls.cards.items()}


def _comment_holds(term):
    return (
        begins("public_id", term)
        | Q(text__holds=term)
        | Q(author__in=keys_of_members(term))
        | Q(post__in=keys_of_posts(term))
    )


class CommentList(StaffList):
    """Comments of every board and status."""

    key = "comments"
    is_same_for_all = True
    title = "댓글"
    permission = "boards.view_hidden_post"
    model = Comment
    orders = {"createdAt": "created_at", "id": "pk"}
    filters = filter_set(
        {"created": ("작성일", "created_at"), "updated": ("최종수정일", "updated_at")},
        search=searched(_comment_holds),
        commentId=one("public_id"),
        postId=one("post__public_id"),
        suggestionId=one("post__public_id"),
        voteId=one("post__public_id"),
        noticeId=one("post__public_id"),
        memberId=one("author__public_id"),
        board=choice("post__board", Board.choices, also=BOARD_NAMES),
        status=choice("status", STATUSES),
        reported=YesNoFilter(method=lambda rows, name, wanted: reported(rows, "comment", wanted=wanted)),
    )
    cards = {
        "total": {},
        "published": {"status": "PUBLISHED"},
        "hidden": {"status": "HIDDEN"},
        "reported": {"reported": "true"},
    }
    columns = [
        Column("게시글 아이디", lambda comment: comment.post.public_id),
        Column("게시판", lambda comment: comment.post.get_board_display()),
        Column("게시글 상태", lambda comment: comment.post.get_status_display()),
        Column("게시글 제목", lambda comment: comment.post.title),
        Column("조회수", lambda comment: comment.post.counts.views),
        Column("댓글 아이디", lambda comment: comment.public_id),
        Column("댓글 내용", lambda comment: comment.text),
        Column("댓글 상태", lambda comment: comment.get_status_display()),
        Column("좋아요", lambda comment: comment.likes),
        Column("싫어요", lambda comment: comment.dislikes),
        *text_columns("댓글 작성자"),
        Column("작성일시", lambda comment: comment.created_at),
        Column("최종수정일시", lambda comment: comment.edited_at or comment.created_at),
    ]

    @classmethod
    def rows(cls, by):
        """Comments with author and post."""
        found = with_updated(Comment.objects.visible_to(by), "created_at").select_related("author", "post__counts")
        own = ("public_id", "text", "status", "likes", "dislikes", "removed_by_author", "created_at", "edited_at")
        return found.only(*own, "parent_id", *AUTHOR, *AROUND)

    @classmethod
    def fill(cls, rows):
        """With the reports of each."""
        return with_reports(rows, "comment")

    @classmethod
    def _numbers(cls):
        unlisted = dict.fromkeys(["HIDDEN", "DELETED"], 0)
        for _, status, number in _unlisted(kind="COMMENT"):
            unlisted[status] += number
        return MemberCounts.objects.aggregate(total=Sum("comments"))["total"] or 0, *unlisted.values()

    @classmethod
    def total(cls):
        """What members' kept totals say, and what is kept of the rest."""
        return sum(cls._numbers())

    @classmethod
    def count_cards(cls, by):
        """The same, and how many comments were ever reported."""
        published, hidden, deleted = cls._numbers()
        about = Report.objects.filter(comment__isnull=False).order_by().values("comment").distinct()
        return {
            "total": published + hidden + deleted,
            "published": published,
            "hidden": hidden,
            "reported": about.count(),
        }


def cut(text):
    """Cut the words of a comment to the 50 characters that a row shows (spec L23)."""
    return text if len(text) <= COMMENT_CUT else f"{text[:COMMENT_CUT]}..."


def of_content(rows, key):
    """Rows about posts, or about comments."""
    return rows.filter(**{f"{'post' if key == 'POST' else 'comment'}__isnull": False})


def on_board(rows, key):
    """Rows about texts on one board."""
    return rows.filter(Q(post__board=key) | Q(comment__post__board=key))


def about_text(term):
    """Rows about texts of this id or with these words."""
    return Q(post__in=keys_of_posts(term)) | Q(comment__in=keys_of_comments(term))


CONTENT = [("POST", "게시글"), ("COMMENT", "댓글")]
TEXT_FIELDS = [
    *(f"post__{name}" for name in ("public_id", "board", "status", "title", "author_id")),
    *(f"comment__{name}" for name in ("public_id", "status", "text", "author_id", "post_id")),
    *(f"comment__post__{name}" for name in ("public_id", "board", "status", "title")),
]
STILL_READ = Q(post__status__in=Post.LISTED) | Q(comment__status="PUBLISHED")


def with_content(rows):
    """`rows` of a page about texts, each with the number of reports on its text, in two statements."""
    posts = _reports_on["post"]([row.post_id for row in rows if row.post_id])
    comments = _reports_on["comment"]([row.comment_id for row in rows if row.comment_id])
    for row in rows:
        row.content = row.post or row.comment
        found = posts.get(row.post_id) if row.post_id else comments.get(row.comment_id)
        row.content.reported = found["number"] if found else 0
    return rows


def content_columns(role):
    """Columns of the text that a row is about."""
    return [
        Column(f"{role} 구분", lambda row: "게시글" if row.post_id else "댓글"),
        Column(f"{role} 아이디", lambda row: row.content.public_id),
        Column("게시판", lambda row: (row.post or row.comment.post).get_board_display()),
        Column("게시글 제목/댓글 내용", lambda row: row.post.title if row.post_id else row.comment.text),
        Column("게시글/댓글 상태", lambda row: row.content.get_status_display()),
    ]


def of_open(rows, name, wanted):
    """Reports that staff have to decide, or those that are decided."""
    return rows.open() if wanted else rows.exclude(state__in=Report.OPEN)


class ReportFilters(
    filter_set(
        {"reported": ("신고일시", "created_at")},
        search=searched(lambda term: Q(reporter__in=keys_of_members(term)) | about_text(term)),
        reportId=one("public_id"),
        postId=one("post__public_id"),
        commentId=one("comment__public_id"),
        memberId=django_filters.CharFilter(
            method=lambda rows, name, value: rows, help_text="회원 아이디; 누구인지는 type이 정합니다."
        ),
        type=choice("", [("GIVEN", "신고함"), ("RECEIVED", "신고받음")], by=lambda rows, key: rows),
        memberType=choice("reporter__kind", MEMBER_TYPES),
        reason=choice("reason", Report.Reason.choices),
        state=choice("state", Report.State.choices),
        open=YesNoFilter(method=of_open, help_text="처리할 신고만(true), 끝난 신고만(false)."),
        contentType=choice("", CONTENT, by=of_content),
        board=choice("", Board.choices, also=BOARD_NAMES, by=on_board),
        pending=YesNoFilter(
            method=lambda rows, name, wanted: rows.filter(STILL_READ) if wanted else rows.exclude(STILL_READ)
        ),
    )
):
    """Also the member with `type` (or `direction`): who reports, or whose text it is."""

    def filter_queryset(self, queryset):
        """Narrow by the member in the direction that was asked for."""
        rows = super().filter_queryset(queryset)
        wanted = (self.data.get("memberId") or "").strip().upper()
        if not wanted:
            return rows
        given = self.data.get("type") or self.data.get("direction")
        reports, reported_by = Q(reporter__public_id=wanted), Q(post__author__public_id=wanted)
        received = reported_by | Q(comment__author__public_id=wanted)
        if given in {"RECEIVED", "received", "신고받음"}:
            return rows.filter(received)
        return rows.filter(reports) if given in {"GIVEN", "given", "신고함"} else rows.filter(reports | received)


class ReportList(StaffList):
    """Reports, the newest first; by `urgency` as the queue of the back office has them."""

    key = "reports"
    title = "신고이력"
    permission = "moderation.view_report"
    model = Report
    orders = {"reportedAt": "created_at", "id": "pk", "urgency": "rank"}
    default_order = "reportedAt"
    filters = ReportFilters
    cards = {
        "total": {},
        "posts": {"contentType": "POST"},
        "comments": {"contentType": "COMMENT"},
        "pending": {"pending": "true"},
    }
    columns = [
        Column("신고 아이디", lambda report: report.public_id),
        Column("신고한 회원", lambda report: report.reporter.public_id),
        Column("닉네임", lambda report: report.reporter.nickname),
        *content_columns("신고받은 콘텐츠"),
        Column("신고받음", lambda report: report.content.reported),
        Column("신고사유", lambda report: report.get_reason_display()),
        Column("상세 내용", lambda report: report.text),
        Column("조치여부", lambda report: report.get_state_display()),
        Column("신고일시", lambda report: report.created_at),
    ]

    @classmethod
    def rows(cls, by):
        """Reports with the reporter and the text in question."""
        related = Report.objects.select_related("reporter", "post", "comment__post")
        own = ("public_id", "reason", "text", "state", "created_at")
        return related.only(*own, *(f"reporter__{name}" for name in SHOWN[:5]), *TEXT_FIELDS)

    @classmethod
    def asked(cls, by, given):
        """As every list; `urgency` is several columns, which are counted and therefore have page numbers, no cursor."""
        if given.get("sortBy") != "urgency":
            return super().asked(by, given)
        rows = ordered(Asked(given), cls.filtered(by, given).with_urgency(), cls.orders, default=cls.default_order)
        # Written out: what reads on in batches looks at the columns, which `reverse()` leaves as they are.
        is_reversed = given.get("sortOrder") == "asc"
        return rows.order_by(*(Report.LEAST_URGENT_FIRST if is_reversed else Report.MOST_URGENT_FIRST))

    @classmethod
    def fill(cls, rows):
        """With how often each text was reported."""
        return with_content(rows)
