"""Polls among what search finds, and what of them beside title and text is looked at: their options."""

from accounts.models import Viewer
from boards.models import Board, Post
from boards.queries.pagination import Page
from boards.queries.search import Hits, Search, first_page, hits_of, really_fits
from polls.models import Poll, PollOption


def search_polls(asked: Search, member: Viewer, number: int) -> Page:
    """Return the newest `number` polls that fit `asked`, as far as `member` may see them, and how many there are."""
    return Page() if asked.hint else page_of_polls(asked, member, hits_of(asked, Board.POLL, 1, number))


def page_of_polls(asked: Search, member: Viewer, hits: Hits) -> Page:
    """Return the polls among `hits` that hold what was typed, in their order."""
    found = Poll.objects.visible_to(member).listed().for_search().in_bulk(hits.ids)
    polls = [found[pk] for pk in hits.ids if pk in found]
    fitting = [poll for poll in polls if really_fits(poll.post, asked, options=poll.option_names)]
    return first_page(fitting, hits.total)


def option_words(post: Post) -> str:
    """Return the names of a poll's options, one a line; "" for a post that is no poll."""
    if post.board != Board.POLL:
        return ""
    return "\n".join(PollOption.objects.filter(poll=post.pk).values_list("name", flat=True))
