"""What search reads of a listed post: its words, and marks by which a search is narrowed.

Beside the bigrams of title and text a document holds lexemes that no typed word can be: `~국회` a bigram of the title,
`^감자` one of a poll's options, `@F` the board, `@a12` the author, `@p34` the politician named or speaking, and
`#F2:71` the stretch of the board's ids in which the post lies, so that search can look at the newest stretches first
(see `boards.queries.search`).
"""

from django.db import transaction

from boards.models import Board, Post, SearchDocument
from polibat.text.bigrams import vector_of
from politicians.models import Politician
from polls.models import PollOption

# Stretches of 2^shift ids; each four times as long as the one before.
SHIFTS = (11, 13, 15, 17, 19)
TITLE, OPTION = "~", "^"


def stretch_prefix(board):
    """What the lexemes of a board's stretches begin with."""
    return f"#{board[0]}"


def board_lexeme(board):
    """The lexeme of a board."""
    return f"@{board[0]}"


def author_lexeme(pk):
    """The lexeme of an author."""
    return f"@a{pk}"


def politician_lexeme(pk):
    """The lexeme of a politician."""
    return f"@p{pk}"


def stretch_lexeme(board, level, pk):
    """The lexeme of the stretch of a board, at one level of `SHIFTS`, in which the id `pk` lies."""
    return f"{stretch_prefix(board)}{level}:{pk >> SHIFTS[level]}"


def marks_of(*, pk, board, author_id, politician_id):
    """The part of a post's `tsvector` literal by which a search is narrowed."""
    marks = [
        board_lexeme(board),
        author_lexeme(author_id),
        *(stretch_lexeme(board, level, pk) for level in range(len(SHIFTS))),
    ]
    if politician_id:
        marks.append(politician_lexeme(politician_id))
    return " ".join(f"'{mark}'" for mark in marks)


def text_words(title, body_text, options=""):
    """The part of a post's `tsvector` literal that its texts give."""
    texts = [vector_of(title, mark=TITLE), vector_of(f"{title}\n{body_text}"), vector_of(options, mark=OPTION)]
    return " ".join(texts)


def words_of(post):
    """The words of a stored post; a politician who speaks on another board counts as the politician of the post."""
    politician_id = post.politician_id
    if post.is_by_politician and not politician_id:
        speaker = Politician.objects.represented_by(post.author)
        politician_id = speaker and speaker.pk
    options = ""
    if post.board == Board.POLL:
        options = "\n".join(PollOption.objects.filter(poll=post.pk).values_list("name", flat=True))
    marks = marks_of(pk=post.pk, board=post.board, author_id=post.author_id, politician_id=politician_id)
    return f"{marks} {text_words(post.title, post.body_text, options)}"


def index_post(post):
    """Make a post that became listed known to search; a private one stays unknown."""
    if not post.is_private:
        SearchDocument.objects.create(post=post, words=words_of(post))


def reindex_post(post):
    """Bring the words of a post that search knows up to date; one that it does not know stays unknown."""
    SearchDocument.objects.filter(pk=post.pk).update(words=words_of(post))


def unindex_post(post):
    """Make search forget a post."""
    SearchDocument.objects.filter(pk=post.pk).delete()


def rebuild_index(*, batch=500):
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
