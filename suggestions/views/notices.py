"""Notices: the list with what is pinned above it, and one notice."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404
from django.views.decorators.http import require_safe

from boards.models import Board, Post
from boards.queries.abilities import post_abilities
from boards.queries.pagination import SIZE, Page, PostRow, numbers_of, page_number
from boards.queries.search import Condition, Search, search
from boards.services.view_counts import counts_views
from boards.views.details import render_detail
from boards.views.lists import render_list
from boards.views.posts import find_post
from polibat.cache.pages import cache_page_for_visitors
from polibat.cache.tags import Tag
from suggestions.models import Notice

# Each condition compares its own field; 지역구 is none of notices.
CONDITIONS = [(value, words) for value, words in Condition.choices if value != Condition.DISTRICT]


@dataclass(frozen=True, slots=True)
class NoticeRow(PostRow):
    """A row of the list of notices; a pinned one stands above the numbers."""

    notice: Notice


def _page(number):
    """Page `number` of the notices that are not pinned; there are hundreds of them, not millions."""
    others = Post.objects.listed().on(Board.NOTICE).filter(status=Post.Status.PUBLISHED).for_list().order_by("-pk")
    shown = Paginator(others, SIZE).get_page(number)
    rows, total = list(shown), shown.paginator.count
    return Page(rows, numbers_of(rows, total, (shown.number - 1) * SIZE), number=shown.number, total=total)


def _known(rows, notices):
    """The rows with their notices; a post without one would be a fault of ours, which must not take the page along."""
    return [NoticeRow(row.number, row.post, notices[row.post.pk]) for row in rows if row.post.pk in notices]


@require_safe
@cache_page_for_visitors(Tag.board(Board.NOTICE.slug), Tag.BANNERS, parameters=("page",), parts=("post-list",))
def notice_list(request):
    """The pinned notices, then the others or those that fit a search."""
    asked, number = Search.asked(request.GET), page_number(request.GET.get("page"))
    page = search(asked, Board.NOTICE, request.user, number) if asked else _page(number)
    pinned = list(Post.objects.listed().on(Board.NOTICE).filter(status=Post.Status.PINNED).for_list().order_by("-pk"))
    notices = Notice.objects.in_bulk([post.pk for post in [*pinned, *page.rows]])
    context = {
        "page": page,
        "pinned": _known([PostRow(0, post) for post in pinned], notices),
        "rows": _known(page.numbered, notices),
        "search": asked,
        "conditions": CONDITIONS,
        "board": Board.NOTICE,
    }
    return render_list(request, "suggestions/notice_list", context, number=number)


@require_safe
@counts_views
@cache_page_for_visitors(Tag.post, Tag.BANNERS, parameters=(), parts=("comments",))
def notice_detail(request, public_id):
    """One notice with its comments, and the ones beside it."""
    post = find_post(request, Board.NOTICE.slug, public_id)
    notice = Notice.objects.filter(pk=post.pk).first()
    if notice is None:
        raise Http404
    answers = {}
    return render_detail(
        request,
        post,
        "suggestions/notice_detail.html",
        may=post_abilities(request.user, post, answers=answers),
        answers=answers,
        more=lambda: {"notice": notice},
    )
