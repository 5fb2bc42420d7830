"""Tables on the page of one member: what the member did, each number with a link (spec L31)."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from boards.models import Board, Comment, Post, Reaction
from moderation.models import Report
from polibat.staff.columns import badge, exact_moment
from polibat.staff.links import count_link
from polls.admin.polls import RESULTS, STATES
from polls.models import Ballot

LATEST_BALLOTS = 20
BOARDS = (Board.FREE, Board.POLITICIAN, Board.POLL, Board.SUGGESTION)


def _table(headings, rows):
    """A table that scrolls by itself where it is wide."""
    cells = (format_html_join("", "<td>{}</td>", ((value,) for value in row)) for row in rows)
    return format_html(
        '<div class="known-table-wide" tabindex="0"><table class="known-table"><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table></div>",
        format_html_join("", '<th scope="col">{}</th>', ((words,) for words in headings)),
        format_html_join("", "<tr>{}</tr>", ((row,) for row in cells)),
    )


def board_table(member):
    """게시판별 활동: listed posts and comments of each board, with links to them."""
    posts = Post.objects.filter(author=member, status__in=Post.LISTED)
    comments = Comment.objects.filter(author=member, status=Comment.Status.PUBLISHED)
    posts = dict(posts.order_by().values_list("board").annotate(Count("pk")))
    comments = dict(comments.order_by().values_list("post__board").annotate(Count("pk")))
    # What is counted is what can be read, and so is what the links lead to.
    of = {"q": member.public_id, "status__exact": Post.Status.PUBLISHED}
    rows = []
    for board in BOARDS:
        written = count_link(posts.get(board, 0), "boards_post", **of, board__exact=board)
        said = count_link(comments.get(board, 0), "boards_comment", **of, post__board__exact=board)
        rows.append((board.label, written, said))
    return _table(["게시판", "게시글 수", "댓글 수"], rows)


def reaction_table(member):
    """반응 통계: what the member pressed and reported, and what was reported of theirs, on posts and on comments."""
    on = {"post": Count("pk", filter=Q(post__isnull=False)), "comment": Count("pk", filter=Q(comment__isnull=False))}
    pressed = Reaction.objects.filter(member=member).order_by().values("value").annotate(**on)
    pressed = {row["value"]: row for row in pressed}
    filed = Report.objects.filter(reporter=member).aggregate(**on)
    received = {kind: Report.objects.filter(**{f"{kind}__author": member}).count() for kind in on}

    def links(numbers, name, target, **filters):
        return [count_link(numbers.get(kind, 0), name, **filters, **{target: kind}) for kind in on]

    of, reports, every = member.public_id, "moderation_report", {"state": "all"}
    rows = [
        ("좋아요 누름", *links(pressed.get("LIKE", {}), "boards_reaction", "on", q=of, value__exact="LIKE")),
        ("싫어요 누름", *links(pressed.get("DISLIKE", {}), "boards_reaction", "on", q=of, value__exact="DISLIKE")),
        ("신고함", *links(filed, reports, "kind", q=of, **every)),
        ("신고받음", *links(received, reports, "kind", author=of, **every)),
    ]
    return _table(["구분", "게시글", "댓글"], rows)


def ballot_table(member):
    """참여한 투표 목록: the latest ballots, with links to their polls."""
    latest = Ballot.objects.filter(member=member).select_related("poll__post").prefetch_related("options")
    latest = latest.defer("poll__post__body", "poll__post__body_text").order_by("-pk")[:LATEST_BALLOTS]
    rows = [
        (
            number,
            format_html(
                '<a href="{}">{}</a>',
                reverse("admin:polls_poll_change", args=[ballot.poll_id]),
                ballot.poll.post.public_id,
            ),
            ballot.poll.post.title,
            badge(ballot.poll.state.label, STATES[ballot.poll.state]),
            format_html_join(
                " ", "{}", ((badge(option.name, RESULTS.get(option.name, "gray")),) for option in ballot.options.all())
            ),
            exact_moment(ballot.cast_at),
        )
        for number, ballot in enumerate(latest, start=1)
    ]
    return _table(["번호", "투표 아이디", "투표 제목", "투표상태", "투표결과", "투표일시"], rows) if rows else "없음"


def application_table(applications):
    """가입신청: every application, with links to the pages on which they are decided."""
    rows = [
        (
            format_html(
                '<a href="{}">{}</a>',
                reverse("admin:politicians_application_change", args=[application.pk]),
                application.get_state_display(),
            ),
            exact_moment(application.created_at),
            application.stated_name,
            application.affiliation,
            "보좌진" if application.is_aide else "정치인",
        )
        for application in applications
    ]
    return _table(["상태", "신청일", "정치인", "정당/소속", "구분"], rows) if rows else "없음"
