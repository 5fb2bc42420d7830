"""What the pages of one post have in common, whichever app the post belongs to."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from boards.forms.comments import CommentForm
from boards.models import Board, Post
from boards.queries.abilities import Abilities, Answers
from boards.queries.json_ld import json_ld_of_post
from boards.queries.pagination import neighbours_of
from boards.queries.threads import load_thread
from boards.services.view_counts import count_view
from polibat.cache.pages import part_of
from polibat.web.canonical import canonical_address


def conversation(request: HttpRequest, post: Post, may: Abilities, answers: Answers) -> dict[str, object]:
    """Return what comments and reactions need: `may` be done below the post, the `answers` it stands on, the thread."""
    thread = load_thread(post, request.user, request.GET, answers=answers)
    return {
        "board": Board(post.board),
        "post": post,
        "may": may,
        "thread": thread,
        "reaction": thread.reaction,
        "comment_form": CommentForm(post=post),
    }


def views_of(request: HttpRequest, post: Post) -> int:
    """Count a view, and return how often the post was seen, this time included."""
    return post.counts.views + count_view(request, post.public_id)


def render_detail(
    request: HttpRequest,
    post: Post,
    template: str,
    *,
    may: Abilities,
    answers: Answers,
    more: Callable[[], dict[str, object]] = dict,
) -> HttpResponse:
    """Show the page of a post, or its comments alone; `more` gives what only the whole page needs."""
    context = conversation(request, post, may, answers)
    if part_of(request) == "comments":
        return render(request, "boards/_comments.html", context)
    newer, older = neighbours_of(post)
    context |= {"newer": newer, "older": older, "views": views_of(request, post), **more()}
    if post.is_public:
        context["structured"] = json_ld_of_post(post, context["thread"], address=canonical_address(request))
    return render(request, template, context)
