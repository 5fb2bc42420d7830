"""Polls: the list, one poll, voting, and the numbers for those who watch."""

import functools
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Member
from accounts.models.member import REFUSALS
from boards.models import Board
from boards.queries.search import Condition, Search
from boards.services.view_counts import counts_views
from boards.views.details import conversation, views_of
from polibat.cache.pages import cache_page_for_visitors, part_of
from polibat.cache.statements import PreparedQuery
from polibat.cache.tags import Tag
from polibat.web.canonical import site_url
from polibat.web.forms import form_page
from polibat.web.sign_in import members_only
from polls.forms.ballots import BallotForm
from polls.models import Poll, PollOption
from polls.models.poll import are_people, names_of
from polls.queries.abilities import may_vote, poll_abilities
from polls.queries.results import lately
from polls.queries.search import search_polls
from polls.queries.viewer_state import viewer_state

FIRST, STEP, MOST = 5, 3, 155
OTHERS = 3
# Each condition compares its own field; 지역구 is none of polls.
CONDITIONS = [(value, words) for value, words in Condition.choices if value != Condition.DISTRICT]


def _polls_of(member, public_id, *, is_vote=False):
    polls = Poll.objects.visible_to(member)
    return (polls.for_vote() if is_vote else polls.for_detail()).filter(post__public_id=public_id)


_poll_for_visitors = PreparedQuery(functools.partial(_polls_of, AnonymousUser()))
# To polls one member who is not staff is like the other, but for who opened them.
_poll_for_members = PreparedQuery(lambda member, public_id: _polls_of(Member(pk=member), public_id))
_vote_for_members = PreparedQuery(lambda member, public_id: _polls_of(Member(pk=member), public_id, is_vote=True))
_other_polls = PreparedQuery(
    lambda poll, at: Poll.objects.listed().for_list().exclude(pk=poll).in_order_of_life(at)[:OTHERS]
)
_names = PreparedQuery(
    lambda polls: PollOption.objects.filter(poll__in=polls).only("poll_id", "name").order_by("poll", "order")
)
_options = PreparedQuery(lambda poll: PollOption.objects.filter(poll=poll).select_related("picture").order_by("order"))


def find_poll(request, public_id, *, is_vote=False):
    """The poll at an address, if this visitor may see it, with what its page or voting needs; Http404 otherwise."""
    if not request.user.is_authenticated:
        poll = _poll_for_visitors.first(public_id=public_id)
    elif request.user.has_perm("boards.view_hidden_post"):
        poll = _polls_of(request.user, public_id, is_vote=is_vote).first()
    else:
        find = _vote_for_members if is_vote else _poll_for_members
        poll = find.first(public_id=public_id, member=request.user.pk)
    if poll is None:
        raise Http404
    return poll


def _shown(request):
    """How many cards an address asks for: 5, 8, 11 and so on."""
    given = request.GET.get("show", "")
    asked = int(given[:6]) if given.isascii() and given.isdigit() else FIRST
    steps = -(-(max(FIRST, min(asked, MOST)) - FIRST) // STEP)
    return FIRST + STEP * steps


@dataclass(frozen=True, slots=True)
class PollCard:
    """A poll in a list, with the names of its options."""

    poll: Poll
    option_names: str


def _cards(polls):
    """Cards of polls whose options are not fetched yet."""
    by_poll = {poll.pk: [] for poll in polls}
    for option in _names(polls=list(by_poll)):
        by_poll[option.poll_id].append(option)
    return [PollCard(poll, names_of(by_poll[poll.pk])) for poll in polls]


def _fetched_cards(polls):
    """Cards of polls that were fetched with their options."""
    return [PollCard(poll, poll.option_names) for poll in polls]


@functools.cache
def _first_polls(number):
    """How the first polls are asked for; once a number, of which there are as many as steps of 더보기."""
    return PreparedQuery(lambda at: Poll.objects.listed().for_list().in_order_of_life(at)[:number])


def _polls(before, number):
    """Cards of the first `number` polls, or of as many that stand behind the one with the public id `before`."""
    at = timezone.now()
    if not before:
        return _cards(_first_polls(number)(at=at))
    last = Poll.objects.filter(post__public_id=before.replace("\x00", "")[:20]).first()
    behind = Poll.objects.listed().for_list().behind(last, at) if last else Poll.objects.none()
    return _fetched_cards(behind.in_order_of_life(at)[:number])


def _further(request, shown, last):
    """Where 더보기 leads: three more, or after so many cards a page that begins behind the `last`."""
    if shown >= MOST:
        return f"?{urlencode({'before': last})}" if last else ""
    query = request.GET.copy()
    query["show"] = shown + STEP
    return f"?{query.urlencode()}"


@require_safe
@cache_page_for_visitors(Tag.board(Board.POLL.slug), Tag.BANNERS, parameters=("show",), parts=("poll-list",))
def poll_list(request):
    """Polls, first those in which one can vote, or those that fit a search: five, and three more with each 더보기."""
    asked, shown = Search.asked(request.GET), _shown(request)
    if asked:
        page = search_polls(asked, request.user, shown)
        cards, more = _fetched_cards(page.rows), page.total > shown
    else:
        page, found = None, _polls(request.GET.get("before", ""), shown + 1)
        cards, more = found[:shown], len(found) > shown
    context = {
        "cards": cards,
        "page": page,
        "search": asked,
        "conditions": CONDITIONS,
        "more": _further(request, shown, "" if asked else cards[-1].poll.post.public_id) if more else "",
    }
    is_part = part_of(request) == "poll-list"
    response = render(request, "polls/_poll_list.html" if is_part else "polls/poll_list.html", context)
    if request.GET.get("show", str(shown)) != str(shown):
        response["Cache-Control"] = "no-store"
    return response


@require_safe
@counts_views
@cache_page_for_visitors(Tag.post, Tag.BANNERS, parameters=(), parts=("comments",))
def poll_detail(request, public_id):
    """One poll with its comments."""
    poll, answers = find_poll(request, public_id), {}
    may = poll_abilities(request.user, poll, answers=answers)
    if part_of(request) == "comments":
        return render(request, "boards/_comments.html", conversation(request, poll.post, may, answers))
    options = _options(poll=poll.pk)
    form = BallotForm(poll=poll, options=options)
    context = _page(request, form, options, may=may, answers=answers)
    context["has_just_voted"] = bool(context["chosen"]) and "voted" in request.GET
    return render(request, "polls/poll_detail.html", context | {"form": form})


def _ballot(request, form, options, *, vote, ballot=None):
    """What the cards and the button need; `vote`: whether the rules let the viewer vote."""
    member, poll = request.user, form.poll
    viewer = viewer_state(poll, member, ballot=ballot)
    can_vote = vote and not viewer.has_voted
    return {
        "poll": poll,
        "post": poll.post,
        "viewer": viewer,
        "options": viewer.shown(options, asked=form.chosen),
        "are_people": are_people(options),
        "chosen": [option for option in options if option.pk in viewer.chosen],
        "can_vote": can_vote and poll.is_running,
        "why_not": "" if can_vote else REFUSALS.get(getattr(member, "status", ""), ""),
    }


def _page(request, form, options, *, may, answers):
    """What the whole page needs."""
    poll, post = form.poll, form.poll.post
    address = f"{site_url(request)}{poll.get_absolute_url()}"
    return {
        **_ballot(request, form, options, vote=may.vote),
        **conversation(request, post, may, answers),
        "views": views_of(request, post),
        "others": _cards(_other_polls(poll=poll.pk, at=timezone.now())),
        "share_url": quote(address, safe=""),
        "share_text": quote(f"{post.title} 투표해보세요!", safe=""),
    }


@require_POST
@members_only
def poll_vote(request, public_id):
    """Vote; the cards with the results come back, without htmx the page with them."""
    poll = find_poll(request, public_id, is_vote=True)
    options = _options(poll=poll.pk)
    form = BallotForm(request.POST, poll=poll, options=options)
    if ballot := form.cast(by=request.user):
        if not request.htmx:
            return redirect(f"{poll.get_absolute_url()}?voted=1#poll-ballot")
        context = _ballot(request, form, options, vote=True, ballot=ballot) | {"has_just_voted": True}
        return render(request, "polls/_poll_ballot.html", context)
    if request.htmx:
        context = _ballot(request, form, options, vote=may_vote(request.user, poll))
        return form_page(request, "polls/_poll_ballot.html", form, **context)
    form.poll, answers = find_poll(request, public_id), {}
    may = poll_abilities(request.user, form.poll, answers=answers)
    return form_page(request, "polls/poll_detail.html", form, **_page(request, form, options, may=may, answers=answers))


@require_safe
@cache_page_for_visitors(Tag.post)
def poll_results(request, public_id):
    """The numbers of this moment for a page that is watched; to whoever may not see results, how many have voted."""
    poll = find_poll(request, public_id)
    viewer = viewer_state(poll, request.user, count=lately)
    told = {"state": poll.state, "voters": viewer.voters}
    if viewer.results:
        told["options"] = {
            str(option): {"votes": votes, "percent": f"{viewer.results.percent(option):.1f}"}
            for option, votes in viewer.results.votes.items()
        }
    return JsonResponse(told)
