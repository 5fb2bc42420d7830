"""신고이력 (spec L24)."""

from functools import partial

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.html import format_html
from rest_framework import serializers

from accounts.admin.columns import member_cell, member_link
from accounts.api.serializers.staff import MemberRefSerializer
from backoffice.lists.groups import board_choice
from backoffice.lists.members import SHOWN
from backoffice.lists.refs import ContentRefSerializer
from backoffice.lists.search import MEMBER_TYPES, keys_of_members
from backoffice.lists.texts import (
    BOARD_NAMES,
    CONTENT,
    CONTENT_VALUES,
    TEXT_FIELDS,
    about_text,
    content_parts,
    moment,
    of_content,
    with_content,
)
from boards.admin.columns import board_badge, status_badge
from boards.models.visibility import LISTED, CommentStatus
from boards.queries.staff_search import begins
from moderation.admin.columns import reason_badge
from moderation.api.serializers.staff import StaffClaimSerializer
from moderation.models import Claim, Report
from moderation.services import decisions_seen_of
from polibat.api.filters import ordered
from polibat.lists.base import Asked, Card, StaffList
from polibat.lists.columns import Column, label, one_of
from polibat.lists.filters import choice, filter_set, one, searched, typed, yes_or_no
from polibat.lists.panel import Panel
from polibat.staff.columns import short_moment
from polibat.staff.links import count_link
from polibat.text import clean_line

STILL_READ = Q(post__status__in=LISTED) | Q(comment__status=CommentStatus.PUBLISHED)
OWN = ("public_id", "reason", "text", "state", "created_at")
PEOPLE = [f"{who}__{name}" for who in ("reporter", "post__author", "comment__author") for name in SHOWN[:5]]


def _holds(term):
    return begins("public_id", term) | Q(reporter__in=keys_of_members(term)) | about_text(term)


def _of_open(rows, wanted):
    """Reports that staff have to decide, or those that are decided."""
    return rows.open() if wanted else rows.exclude(state__in=Report.OPEN)


def _pending(rows, wanted):
    """Reports on texts that are still read, or on others."""
    return rows.filter(STILL_READ) if wanted else rows.exclude(STILL_READ)


def _of_author(rows, name, value):
    """Reports on the texts of one member, by the index of each kind."""
    wanted = clean_line(value).upper()
    on_posts = Report.objects.filter(post__author__public_id=wanted).order_by().values("pk")
    on_comments = Report.objects.filter(comment__author__public_id=wanted).order_by().values("pk")
    return rows.filter(Q(pk__in=on_posts) | Q(pk__in=on_comments))


class ReportFilters(
    filter_set(
        {"reported": ("신고일시", "created_at")},
        search=searched(_holds),
        reportId=one("public_id", "신고 아이디"),
        postId=one("post__public_id", "게시글 아이디"),
        commentId=one("comment__public_id", "댓글 아이디"),
        memberId=typed(
            lambda rows, name, value: rows,
            "회원 아이디; 누구인지는 type이 정합니다.",
            Panel("회원 아이디", when_asked=True),
        ),
        authorId=typed(_of_author, "신고받은 회원의 아이디.", Panel("신고받은 회원", "author", when_asked=True)),
        type=choice(
            "",
            [("GIVEN", "신고함"), ("RECEIVED", "신고받음")],
            by=lambda rows, key: rows,
            panel=Panel("구분", when_asked=True),
        ),
        memberType=choice("reporter__kind", MEMBER_TYPES),
        state=choice("state", Report.State.choices, panel=Panel("조치여부", waiting={"open": "true"})),
        reason=choice("reason", Report.Reason.choices, panel=Panel("신고사유", "reason__exact")),
        open=yes_or_no(by=_of_open, help_text="처리할 신고만(true), 끝난 신고만(false)."),
        contentType=choice("", CONTENT, by=of_content, panel=Panel("콘텐츠 유형", "kind", CONTENT_VALUES)),
        board=board_choice("post__board", "comment__post__board", also=BOARD_NAMES),
        pending=yes_or_no(
            by=_pending, panel=Panel("처리 대기", choices=[("true", "예"), ("false", "아니오")], when_asked=True)
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


def _text_cell(report):
    """The text with a link, where and whether it stands, and all that is reported about it."""
    target, post = report.content, report.post or report.comment.post
    words, kind = ("게시글", "post") if report.post_id else ("댓글", "comment")
    url = reverse(f"admin:boards_{kind}_change", args=[target.pk])
    link = format_html('<a href="{}">{} {}</a>', url, target.public_id, target)
    found = count_link(target.reported, "moderation_report", **{f"{kind}Id": target.public_id, "state": "all"})
    return format_html(
        '{} {}<br><span class="line">{} {}</span><br><span class="line">신고받음: {}</span>',
        *(words, link, board_badge(post), status_badge(target), found),
    )


class ReportList(StaffList):
    """Reports, the newest first; by `urgency` as the queue of the back office has them."""

    key = "reports"
    title = "신고이력"
    row_name = "StaffReport"
    lead = "회원들의 신고 이력을 조회하고 관리할 수 있습니다."
    search_help = "신고, 게시글, 댓글 아이디, 신고자 아이디(NM000001)나 닉네임, 신고받은 글의 제목이나 내용"
    permission = "moderation.view_report"
    model = Report
    orders = {"reportedAt": "created_at", "createdAt": "created_at", "id": "pk", "urgency": "rank"}
    default_order = "reportedAt"
    filters = ReportFilters
    cards = [
        Card("total", "전체 신고"),
        Card("posts", "게시글 신고", {"contentType": "POST"}),
        Card("comments", "댓글 신고", {"contentType": "COMMENT"}),
        Card("pending", "처리 대기", {"pending": "true"}),
    ]
    columns = [
        Column("신고 아이디", "public_id", "reportId", serializers.CharField, name="known_id", opens=True),
        Column(
            "신고한 회원",
            key="reporter",
            source="reporter",
            field=MemberRefSerializer,
            cell=lambda report: member_cell(report.reporter, with_status=True),
            name="member",
            parts=(Column("신고한 회원", "reporter.public_id"), Column("닉네임", "reporter.nickname")),
        ),
        Column(
            "신고받은 게시글/댓글",
            key="content",
            source="content",
            field=ContentRefSerializer,
            cell=_text_cell,
            name="text_cell",
            order="siblings",
            parts=(*content_parts("신고받은 콘텐츠"), Column("신고받음", "content.reported")),
        ),
        Column(
            "신고사유",
            label("reason"),
            "reason",
            one_of(Report.Reason),
            source="reason",
            cell=reason_badge,
            name="reason_badge",
        ),
        Column("상세 내용", "text", "text", serializers.CharField, in_table=False),
        Column("글쓴이", cell=lambda report: member_link(report.content.author), name="text_author"),
        Column(
            "표시",
            cell=lambda report: f"{round(report.weight * 100)}%" if report.weight else "-",
            name="flagged",
            order="weight",
        ),
        Column("조치여부", label("state"), "status", one_of(Report.State), source="state", order="state"),
        Column(
            "담당",
            key="claim",
            source="claimed",
            field=partial(StaffClaimSerializer, allow_null=True),
            cell=lambda report: report.claimed or "-",
            name="claimed",
        ),
        Column(key="othersDecisions", value="decisions_seen", field=serializers.IntegerField),
        moment("신고일시", "created_at", "createdAt", cell=lambda report: short_moment(report.created_at)),
    ]

    @classmethod
    def rows(cls, by):
        """Reports with the reporter and the text in question."""
        related = Report.objects.select_related("reporter", "post", "comment__post")
        return related.only(*OWN, *PEOPLE[:5], *TEXT_FIELDS)

    @classmethod
    def for_table(cls, rows):
        """Also with the authors of the texts, and with what orders the queue."""
        related = rows.with_urgency().select_related("post__author", "comment__author")
        return related.only(*OWN, *PEOPLE, *TEXT_FIELDS)

    @classmethod
    def table_order(cls):
        """The most urgent first."""
        return list(Report.MOST_URGENT_FIRST)

    @classmethod
    def fill_for(cls, rows, by):
        """Also with how many decisions others took about each text, which whoever decides says they knew of."""
        rows = cls.fill(rows)
        numbers = decisions_seen_of([row.content for row in rows], by=by)
        for row, number in zip(rows, numbers, strict=True):
            row.decisions_seen = number
        return rows

    @classmethod
    def fill(cls, rows):
        """With how often each text was reported, and who looks into its case."""
        rows = with_content(rows)
        posts, comments = ([getattr(row, name) for row in rows] for name in ("post_id", "comment_id"))
        claims = Claim.objects.live().filter(Q(post__in=posts) | Q(comment__in=comments)).select_related("by")
        found = {(claim.post_id, claim.comment_id): claim for claim in claims}
        for row in rows:
            row.claimed = found.get((row.post_id, row.comment_id))
        return rows

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
    def count_cards(cls, by):
        """All in one walk."""
        return Report.objects.aggregate(
            total=Count("pk"),
            posts=Count("post"),
            comments=Count("comment"),
            pending=Count("pk", filter=STILL_READ),
        )
