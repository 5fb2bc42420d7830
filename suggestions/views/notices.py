"""Notices: the list with what is pinned above it, and one notice."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boards.forms.comments import CommentForm
from boards.models import Board, Post
from boards.queries.json_ld import post_facts
from boards.queries.pagination import SIZE, Page, neighbours_of, number_rows, page_number
from boards.queries.search import Condition, Search, search
from boards.queries.threads import load_thread
from boards.queries.viewer_state import reaction_of
from boards.services.view_counts import count_view, counts_views
from boards.views.lists import render_list
from boards.views.posts import find_post, may
from polibat.cache.pages import cached_for_visitors, part_of
from polibat.web.canonical import canonical_address
from suggestions.models import Notice

# Each condition compares its own field; 지역구 is none of notices.
CONDITIONS = [(value, words) for value, words in Condition.choices if value != Condition.DISTRICT]


def _page(number):
    """Page `number` of the notices that are not pinned; there are hundreds of them, not millions."""
    others = Post.objects.listed().on(Board.NOTICE).filter(status=Post.Status.PUBLISHED).for_list().order_by("-pk")
    shown = Paginator(others, SIZE).get_page(number)
    page = Page(rows=list(shown), number=shown.number, total=shown.paginator.count)
    number_rows(page, (shown.number - 1) * SIZE)
    return page


@require_safe
@cached_for_visitors("board:notices", "banners", parameters=("page",), parts=("post-list",))
def notice_list(request):
    """The pinned notices, then the others or those that fit a search."""
    asked, number = Search.asked(request.GET), page_number(request.GET.get("page"))
    page = search(asked, Board.NOTICE, request.user, number) if asked else _page(number)
    pinned = list(Post.objects.listed().on(Board.NOTICE).filter(status=Post.Status.PINNED).for_list().order_by("-pk"))
    notices = Notice.objects.in_bulk([post.pk for post in [*pinned, *page.rows]])
    # A post without its notice would be a fault of ours; it is left out rather than takes the page with it.
    pinned, page.rows = ([post for post in rows if post.pk in notices] for rows in (pinned, page.rows))
    for post in [*pinned, *page.rows]:
        post.kind = notices[post.pk]
    context = {"page": page, "pinned": pinned, "search": asked, "conditions": CONDITIONS, "board": Board.NOTICE}
    return render_list(request, "suggestions/notice_list", context, number=number)


@require_safe
@counts_views
@cached_for_visitors("post:{public_id}", "banners", parameters=(), parts=("comments",))
def notice_detail(request, public_id):
    """One notice with its comments, and the ones beside it."""
    post = find_post(request, Board.NOTICE.slug, public_id)
    notice = Notice.objects.filter(pk=post.pk).first()
    if notice is None:
        raise Http404
    context = {
        "board": Board.NOTICE,
        "post": post,
        "notice": notice,
        "may": may(request.user, post),
        "thread": load_thread(post, request.user, request.GET),
        "comment_form": CommentForm(post=post),
    }
    if part_of(request) == "comments":
        return render(request, "boards/_comments.html", context)
    newer, older = neighbours_of(post)
    context |= {"newer": newer, "older": older, "reaction": reaction_of(request.user, post)}
    context["views"] = post.counts.views + count_view(request, public_id)
    context["structured"] = post_facts(post, context["thread"], address=canonical_address(request))
    return render(request, "suggestions/notice_detail.html", context)
