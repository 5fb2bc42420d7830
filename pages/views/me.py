"""My page: who I am, what I wrote, liked and voted for. Each tab is a page of its own."""

import functools

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from boards.models import Comment, Post, Reaction
from polibat.web.keyset import keyset_page
from politicians.models import Application
from polls.models import Ballot
from polls.services.results import results_of_each


def only_for_members(view):
    """Show a page to whoever is signed in, and everybody else the way to log-in and back."""

    @functools.wraps(view)
    def wrapper(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return render(request, "accounts/settings_signed_out.html", status=401)
        return view(request, *args, **kwargs)

    return never_cache(wrapper)


@only_for_members
@require_safe
def me(request):
    """회원정보: nickname, kind, for whom one speaks, since when."""
    application = None
    if request.user.speaks_for_politician:
        mine = Application.objects.filter(member=request.user).select_related("politician__party")
        application = Application.objects.held_by(request.user) or mine.first()
    return render(request, "me/me.html", {"application": application})


@only_for_members
@require_safe
def me_posts(request):
    """작성한 글 on all boards."""
    page = keyset_page(Post.objects.written_by(request.user), request.GET)
    for post in page.rows:
        post.may_change = request.user.has_perm("boards.change_post", post)
        post.may_delete = request.user.has_perm("boards.delete_post", post)
    return render(request, "me/posts.html", {"page": page})


@only_for_members
@require_safe
def me_comments(request):
    """작성한 댓글 below posts that one may still read."""
    page = keyset_page(Comment.objects.written_by(request.user), request.GET)
    for comment in page.rows:
        comment.may_change = request.user.has_perm("boards.change_comment", comment)
        comment.may_delete = request.user.has_perm("boards.delete_comment", comment)
    return render(request, "me/comments.html", {"page": page})


@only_for_members
@require_safe
def me_votes(request):
    """투표 참여: one's own choice and how the poll stands; who voted may see it."""
    page = keyset_page(Ballot.objects.of(request.user).for_list(), request.GET)
    results = results_of_each([ballot.poll for ballot in page.rows]) if page.rows else {}
    for ballot in page.rows:
        ballot.results = results[ballot.poll_id]
        ballot.bars = [
            (option, ballot.results.votes[option.pk], round(ballot.results.percent(option.pk)))
            for option in ballot.poll.options.all()
        ]
    return render(request, "me/votes.html", {"page": page})


def me_liked_posts(request):
    """좋아요한 글."""
    return _posts_reacted_to(request, Reaction.Value.LIKE)


def me_disliked_posts(request):
    """싫어요한 글."""
    return _posts_reacted_to(request, Reaction.Value.DISLIKE)


def me_liked_comments(request):
    """좋아요한 댓글."""
    return _comments_reacted_to(request, Reaction.Value.LIKE)


def me_disliked_comments(request):
    """싫어요한 댓글."""
    return _comments_reacted_to(request, Reaction.Value.DISLIKE)


@only_for_members
@require_safe
def _posts_reacted_to(request, value):
    page = keyset_page(Reaction.objects.on_posts(request.user, value), request.GET)
    return render(request, "me/reacted_posts.html", {"page": page, "value": value})


@only_for_members
@require_safe
def _comments_reacted_to(request, value):
    page = keyset_page(Reaction.objects.on_comments(request.user, value), request.GET)
    return render(request, "me/reacted_comments.html", {"page": page, "value": value})
