"""Writing a conversation by COPY, in bounded memory: a million posts as well as three hundred."""

import time
from datetime import timedelta
from itertools import islice

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Member
from boards.models import Board
from boards.services.recount import UNLISTED_COUNTS, member_counts
from dev.demo.clock import Clock
from dev.demo.pictures import picture
from dev.demo.rows import COLUMNS, Batch, prefix_of
from pictures.models import Image
from pictures.queries import own_images
from pictures.services import store_image
from polibat.cache.pages import invalidate
from polibat.cache.tags import Tag
from polibat.db.ids import number_of, sequence_name

CHUNK = 4000
# From so many posts on it pays to build indexes and to prove foreign keys once at the end.
MANY = 50_000
STEPS = 20
TOTALS = ("boards_boardcounter", "boards_mentioncounter")
INDEXES = """
    SELECT format('DROP INDEX %%I', c.relname), pg_get_indexdef(i.indexrelid)
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = ANY(%s::regclass[]) AND NOT i.indisunique
"""
FOREIGN_KEYS = """
    SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
        format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY(%s::regclass[])
"""


class Writer:
    """Writes the talks of a conversation over the past `days`; `say` gets lines of progress."""

    def __init__(self, conversation, *, days, moderator, say):
        """Prepare the clock; nothing is written yet."""
        self.conversation, self.days, self.say = conversation, days, say
        self.batch_of = lambda clock: Batch(clock, moderator.pk)
        self.is_much = conversation.posts >= MANY
        self.written, self.began = 0, time.monotonic()

    def write(self):
        """Write everything in one transaction, with totals and statistics; an error leaves nothing behind."""
        with transaction.atomic(), connection.cursor() as cursor:
            restore = self._take_off(cursor) if self.is_much else []
            clock = Clock(timezone.now() - timedelta(minutes=5), days=self.days)
            talks = iter(self.conversation)
            while chunk := list(islice(talks, CHUNK)):
                self._write_chunk(cursor, self.batch_of(clock), chunk)
            for number, statement in enumerate(restore, 1):
                if number % 10 == 1:
                    self.say(f"색인과 외래 키 {number}/{len(restore)}")
                cursor.execute(statement)
            member_counts().repair()
            UNLISTED_COUNTS.repair()
            self._analyze(cursor)
            invalidate(Tag.HOME, Tag.POLITICIANS, Tag.board(Board.FREE.slug), Tag.board(Board.POLITICIAN.slug))

    def _write_chunk(self, cursor, batch, talks):
        pks = _draw(cursor, "pg_get_serial_sequence('boards_post', 'id')", len(talks))
        public_ids = _public_ids(cursor, [talk.board for talk in talks])
        comments, pictures = [], []
        for talk, pk, public_id in zip(talks, pks, public_ids, strict=True):
            shown = self._picture(talk, pk, pictures) if talk.has_picture else {}
            published_at = batch.clock.at(talk.place)
            comments += batch.add(talk, pk=pk, public_id=public_id, published_at=published_at, **shown)
        comments.sort(key=lambda row: row[:3])
        batch.add_comments(comments, _draw(cursor, "pg_get_serial_sequence('boards_comment', 'id')", len(comments)))
        for table, rows in batch.rows.items():
            _copy(cursor, table, rows)
        _add_totals(cursor, batch)
        for image, pk in pictures:
            Image.objects.filter(pk=image.pk).update(post=pk)
        self.written += len(talks)
        self._report(self.written - len(talks))

    def _picture(self, talk, pk, pictures):
        """Upload a picture in the author's name; what `Batch.add` needs to show it."""
        author = Member.objects.get(pk=talk.author)
        upload, alt = picture(pk)
        image = store_image(upload, by=author)
        pictures.append((image, pk))
        markup = f'\n<p><img src="{image.page_file.url}" alt="{alt}" width="{image.width}" height="{image.height}"></p>'
        return {"markup": markup, "images": own_images(author)}

    def _take_off(self, cursor):
        """Drop indexes and foreign keys of the big tables; returns the statements that bring them back."""
        tables = list(COLUMNS)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        restore = []
        for query in (FOREIGN_KEYS, INDEXES):
            cursor.execute(query, [tables])
            found = cursor.fetchall()
            for drop, _ in found:
                cursor.execute(drop)
            restore = [create for _, create in found] + restore
        return restore

    def _analyze(self, cursor):
        self.say("통계(ANALYZE)")
        cursor.execute(f"ANALYZE {', '.join([*COLUMNS, *TOTALS])}")

    def _report(self, before):
        """Say how far it is and how long it will take, at each twentieth of the way."""
        if before * STEPS // self.conversation.posts == self.written * STEPS // self.conversation.posts:
            return
        speed = self.written / (time.monotonic() - self.began)
        left = timedelta(seconds=int((self.conversation.posts - self.written) / speed))
        share = self.written / self.conversation.posts
        self.say(
            f"글 {self.written:,} / {self.conversation.posts:,} ({share:.0%}), 초당 {speed:,.0f}개, 남은 시간 {left}"
        )


def tidy(say):
    """Make the visibility maps that index-only walks need; nothing inside a transaction, where VACUUM cannot run."""
    if not connection.in_atomic_block:
        say("정리(VACUUM)")
        with connection.cursor() as cursor:
            cursor.execute(f"VACUUM {', '.join([*COLUMNS, *TOTALS])}")


def _draw(cursor, sequence, count):
    """The next `count` numbers of a sequence."""
    cursor.execute(f"SELECT nextval({sequence}) FROM generate_series(1, %s)", [count])  # noqa: S608 - names of ours
    return [number for (number,) in cursor.fetchall()]


def _public_ids(cursor, boards):
    """A public id for each of `boards`, in order."""
    drawn = {}
    for board in set(boards):
        prefix = prefix_of(board)
        numbers = _draw(cursor, f"'{sequence_name(prefix)}'", boards.count(board))
        drawn[board] = iter([number_of(prefix, number) for number in numbers])
    return [next(drawn[board]) for board in boards]


def _copy(cursor, table, rows):
    columns = ", ".join(COLUMNS[table].split())
    with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _add_totals(cursor, batch):
    cursor.executemany(
        "INSERT INTO boards_boardcounter AS t (board, block, listed) VALUES (%s, %s, %s) "
        "ON CONFLICT (board, block) DO UPDATE SET listed = t.listed + excluded.listed",
        [(*block, listed) for block, listed in batch.blocks.items()],
    )
    cursor.executemany(
        "INSERT INTO boards_mentioncounter AS t (politician_id, named, answered) VALUES (%s, %s, %s) "
        "ON CONFLICT (politician_id) DO UPDATE "
        "SET named = t.named + excluded.named, answered = t.answered + excluded.answered",
        [(politician, *numbers) for politician, numbers in batch.named.items()],
    )
