"""Keeping what search reads of listed posts (`boards.queries.lexemes`) true."""

from collections.abc import Iterator

from django.db import transaction

from boards import events
from boards.models import Post, SearchDocument
from boards.queries.lexemes import marks_of, text_words
from politicians.models import Politician


def words_of(post: Post) -> str:
    """Return the words of a stored post; a politician who speaks on another board counts as the post's politician."""
    politician_id = post.politician_id
    if post.is_by_politician and not politician_id:
        speaker = Politician.objects.represented_by(post.author)
        politician_id = speaker and speaker.pk
    options = "\n".join(filter(None, events.search_words_asked.publish(post=post)))
    marks = marks_of(pk=post.pk, board=post.board, author_id=post.author_id, politician_id=politician_id)
    return f"{marks} {text_words(post.title, post.body_text, options)}"


def index_post(post: Post) -> None:
    """Make a post that became listed known to search; a private one stays unknown."""
    if not post.is_private:
        SearchDocument.objects.create(post=post, words=words_of(post))


def reindex_post(post: Post) -> None:
    """Bring the words of a post that search knows up to date; one that it does not know stays unknown."""
    SearchDocument.objects.filter(pk=post.pk).update(words=words_of(post))


def unindex_post(post: Post) -> None:
    """Make search forget a post."""
    SearchDocument.objects.filter(pk=post.pk).delete()


def rebuild_index(*, batch: int = 500) -> Iterator[int]:
    """Write the documents of all listed posts anew, `batch` posts a transaction; yields how many each wrote.

    For a change of how words are cut. Search finds each post by its old or its new words meanwhile.
    """
    after = 0
    while True:
        with transaction.atomic():
            listed = Post.objects.listed().filter(pk__gt=after).select_related("author").order_by("pk")
            posts = list(listed.select_for_update(of=("self",), no_key=True)[:batch])
            if not posts:
                return
            SearchDocument.objects.bulk_create(
                [SearchDocument(post=post, words=words_of(post)) for post in posts],
                update_conflicts=True,
                unique_fields=["post"],
                update_fields=["words"],
            )
        after = posts[-1].pk
        yield len(posts)
