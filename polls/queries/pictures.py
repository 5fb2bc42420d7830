"""Which pictures a poll shows beside its text."""

from boards.models import Board, Post
from polls.models import Poll, PollOption


def pictures_beside(post: Post) -> set[int]:
    """The keys of the pictures of a stored poll and its options; none of other posts."""
    if post.board != Board.POLL:
        return set()
    of_options = PollOption.objects.filter(poll=post.pk).order_by().values_list("picture")
    return {
        key for (key,) in Poll.objects.filter(pk=post.pk).order_by().values_list("picture").union(of_options) if key
    }
