"""My page: who I am, what I wrote, liked and voted for. Each tab is a page of its own."""

from dataclasses import dataclass

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from boards.models import Comment, Post, Reaction
from boards.queries.abilities import Abilities, own_abilities
from polibat.web.keyset import keyset_page
from polibat.web.sign_in import members_only_page
from politicians.models import Application
from polls.models import Ballot, PollOption
from polls.queries.results import Results, results_of_each


@dataclass(frozen=True, slots=True)
class OwnPost:
    """One's own post, with what one may do with it."""

    post: Post
    may: Abilities


@dataclass(frozen=True, slots=True)
class OwnComment:
    """One's own comment, with what one may do with it."""

    comment: Comment
    may: Abilities


@dataclass(frozen=True, slots=True)
class OwnBallot:
    """One's own ballot, with how its poll stands."""

    ballot: Ballot
    results: Results

    @property
    def bars(self) -> list[tuple[PollOption, int, int]]:
        """Each option with its votes and their share in whole percent."""
        return [
            (option, self.results.votes[option.pk], round(self.results.percent(option.pk)))
            for option in self.ballot.poll.options.all()
        ]


@never_cache
@members_only_page
@require_safe
def me(request):
    """회원정보: nickname, kind, for whom one speaks, since when."""
    application = None
    if request.user.speaks_for_politician:
        mine = Application.objects.filter(member=request.user).select_related("politician__party")
        application = Application.objects.held_by(request.user) or mine.first()
    return render(request, "pages/me/me.html", {"application": application})


@never_cache
@members_only_page
@require_safe
def me_posts(request):
    """작성한 글 on all boards."""
    page = keyset_page(Post.objects.written_by(request.user), request.GET)
    posts = [OwnPost(post, own_abilities(request.user, post)) for post in page.rows]
    return render(request, "pages/me/posts.html", {"page": page, "posts": posts})


@never_cache
@members_only_page
@require_safe
def me_comments(request):
    """작성한 댓글 below posts that one may still read."""
    page = keyset_page(Comment.objects.written_by(request.user), request.GET)
    comments = [OwnComment(comment, own_abilities(request.user, comment)) for comment in page.rows]
    return render(request, "pages/me/comments.html", {"page": page, "comments": comments})


@never_cache
@members_only_page
@require_safe
def me_votes(request):
    """투표 참여: one's own choice and how the poll stands; who voted may see it."""
    page = keyset_page(Ballot.objects.of(request.user).for_list(), request.GET)
    results = results_of_each([ballot.poll for ballot in page.rows]) if page.rows else {}
    ballots = [OwnBallot(ballot, results[ballot.poll_id]) for ballot in page.rows]
    return render(request, "pages/me/votes.html", {"page": page, "ballots": ballots})


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


@never_cache
@members_only_page
@require_safe
def _posts_reacted_to(request, value):
    page = keyset_page(Reaction.objects.on_posts(request.user, value), request.GET)
    return render(request, "pages/me/reacted_posts.html", {"page": page, "value": value})


@never_cache
@members_only_page
@require_safe
def _comments_reacted_to(request, value):
    page = keyset_page(Reaction.objects.on_comments(request.user, value), request.GET)
    return render(request, "pages/me/reacted_comments.html", {"page": page, "value": value})
