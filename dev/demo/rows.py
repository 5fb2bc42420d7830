"""A conversation as rows: what the verbs of the boards would have left of each post, comment and reaction."""

from dataclasses import dataclass, field
from functools import lru_cache

from boards.models import Board, Post
from boards.queries.lexemes import marks_of, text_words
from boards.services.counters import block_of
from boards.services.sanitising import fill_text
from dev.demo.conversation import DELETED, HIDDEN, PUBLISHED, STOCK
from moderation.models import Decision
from pictures.models import Image
from polibat.db.ids import child_public_id
from polibat.text import html_from_plain

COLUMNS = {
    "boards_post": "id public_id board status author_id politician_id is_by_politician title body body_text excerpt "
    "has_image removed_by_author published_at edited_at",
    "boards_postcounts": "post_id views likes dislikes comments answers aide_answers comment_serial report_serial",
    "boards_comment": "id public_id post_id parent_id author_id text status is_answer removed_by_author likes dislikes "
    "report_serial created_at edited_at",
    "boards_reaction": "member_id post_id comment_id value created_at",
    "boards_searchdocument": "post_id words",
    "moderation_decision": "verb post_id comment_id before after reason by_id created_at",
}
REASON = "운영 정책에 따른 숨김 (시연)"


@dataclass
class Batch:
    """Rows of some posts by table, and what they add to the kept totals."""

    clock: object
    moderator: int
    rows: dict = field(default_factory=lambda: {table: [] for table in COLUMNS})
    blocks: dict = field(default_factory=dict)
    named: dict = field(default_factory=dict)

    def add(self, talk, *, pk, public_id, published_at, markup="", images=None):
        """Add a talk as the post `pk`; returns its comments with their moments, for `add_comments`."""
        post = _filled(talk.title, talk.text, markup, images) if markup else _filled_once(talk.title, talk.text)
        is_listed = talk.status == PUBLISHED
        edited_at = self.clock.after(published_at, talk.edited_after) if talk.edited_after else None
        self.rows["boards_post"].append(
            (
                *(pk, public_id, str(talk.board), talk.status, talk.author, talk.politician, talk.is_by_politician),
                *(post.title, post.body, post.body_text, post.excerpt, post.has_image),
                *(talk.status == DELETED, published_at, edited_at),
            )
        )
        shown = [said for said in talk.comments if said.status == PUBLISHED]
        answers = sum(said.is_answer and not said.is_aide for said in shown)
        aide_answers = sum(said.is_answer and said.is_aide for said in shown)
        self.rows["boards_postcounts"].append(
            (
                *(pk, talk.views, len(talk.likes), len(talk.dislikes), len(shown), answers, aide_answers),
                *(len(talk.comments), 0),
            )
        )
        self._react(talk, published_at, post_id=pk)
        if talk.status == HIDDEN:
            self._hide(published_at, post_id=pk)
        if is_listed:
            self._list(talk, post, pk, is_answered=bool(answers or aide_answers))
        return self._moments(talk, pk, public_id, published_at)

    def add_comments(self, comments, pks):
        """Add the comments that `add` returned, the oldest first, under the keys `pks`."""
        keys = {}
        for pk, (moment, post_id, place, public_id, said) in zip(pks, comments, strict=True):
            keys[post_id, place] = pk
            parent = keys[post_id, said.parent] if said.parent is not None else None
            self.rows["boards_comment"].append(
                (
                    *(pk, public_id, post_id, parent, said.author, said.text, said.status, said.is_answer),
                    *(said.status == DELETED, len(said.likes), len(said.dislikes), 0, moment, None),
                )
            )
            self._react(said, moment, comment_id=pk)
            if said.status == HIDDEN:
                self._hide(moment, comment_id=pk)

    def _list(self, talk, post, pk, *, is_answered):
        """Make a listed post known to search and to the totals."""
        marks = marks_of(pk=pk, board=str(talk.board), author_id=talk.author, politician_id=talk.politician)
        self.rows["boards_searchdocument"].append((pk, f"{marks} {_text_words(post.title, post.body_text)}"))
        block = (str(talk.board), block_of(pk))
        self.blocks[block] = self.blocks.get(block, 0) + 1
        if talk.politician and not talk.is_by_politician:
            named, answered = self.named.get(talk.politician, (0, 0))
            self.named[talk.politician] = (named + 1, answered + is_answered)

    def _moments(self, talk, pk, public_id, moment):
        comments = []
        for place, said in enumerate(talk.comments):
            moment = self.clock.after(moment, said.gap)
            comments.append((moment, pk, place, child_public_id(public_id, "CM", place + 1), said))
        return comments

    def _react(self, target, moment, *, post_id=None, comment_id=None):
        rows = self.rows["boards_reaction"]
        for value, members in (("LIKE", target.likes), ("DISLIKE", target.dislikes)):
            for member in members:
                rows.append((member, post_id, comment_id, value, self.clock.after(moment, 1 + member % 47)))

    def _hide(self, moment, *, post_id=None, comment_id=None):
        decided_at = self.clock.after(moment, 5.5)
        verb = str(Decision.Verb.HIDE)
        self.rows["moderation_decision"].append(
            (verb, post_id, comment_id, PUBLISHED, HIDDEN, REASON, self.moderator, decided_at)
        )


def prefix_of(board):
    """The prefix of the public ids of a board's posts."""
    return Board(board).prefix


def _filled(title, text, markup="", images=None):
    """An unsaved post with everything that is derived from its text."""
    post = Post(title=title, body=html_from_plain(text) + markup)
    fill_text(post, Image.objects.none() if images is None else images)
    return post


# Among very many posts the same words come again (`conversation.STOCK`): they are cleaned and cut once.
_filled_once = lru_cache(STOCK)(_filled)
_text_words = lru_cache(STOCK)(text_words)
