"""Prepared queries give what the queryset gives, for any values."""

import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Count, F

from boards.models import Board, Comment, Post
from polibat.cache.statements import PreparedInsert, PreparedQuery, fetch_all_prepared
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_prepared_query_gives_what_the_queryset_gives(citizen):
    posts = [factories.post(citizen, title=f"버스 이야기 {number}") for number in range(3)]
    ask = PreparedQuery(lambda ids: Post.objects.listed().for_list().filter(pk__in=ids).order_by("pk"))
    for some in ([posts[0].pk], [post.pk for post in posts], [posts[2].pk, posts[1].pk]):
        assert ask(ids=some) == list(Post.objects.filter(pk__in=some).order_by("pk"))
    assert ask(ids=[]) == []
    assert ask(ids=[10**9]) == []


def test_a_prepared_query_fills_related_rows_without_a_query(citizen, django_assert_num_queries):
    post = factories.post(citizen)
    ask = PreparedQuery(lambda ids: Post.objects.for_list().filter(pk__in=ids))
    with django_assert_num_queries(1):
        (found,) = ask(ids=[post.pk])
        assert (found.author.nickname, found.politician, found.counts.comments) == (citizen.nickname, None, 0)
    assert "body" in found.get_deferred_fields()


def test_a_prepared_query_takes_text_as_a_value_never_as_sql(citizen):
    post = factories.post(citizen)
    ask = PreparedQuery(lambda board, public_id: Post.objects.filter(board=board, public_id=public_id))
    assert ask.first(board=Board.FREE, public_id=post.public_id) == post
    assert ask.first(board=Board.FREE, public_id="' OR true --") is None
    assert ask.first(board=Board.FREE, public_id="%s") is None


def test_a_prepared_query_is_compiled_once_for_lists_of_nearly_the_same_length(citizen):
    post = factories.post(citizen)
    built = []
    ask = PreparedQuery(lambda ids: built.append(ids) or Post.objects.filter(pk__in=ids))
    for length in (5, 6, 7, 8):
        assert ask(ids=[post.pk] * length) == [post]
    assert len(built) == 1


def test_a_prepared_query_keeps_what_was_annotated(citizen, reader):
    post = factories.post(citizen)
    comment = factories.comment(post, reader)
    ask = PreparedQuery(lambda post: Comment.objects.filter(post=post).annotate(twice=F("pk") * 2))
    assert [found.twice for found in ask(post=post.pk)] == [2 * comment.pk]


def test_a_prepared_query_gives_the_values_of_a_list_of_values(citizen, reader):
    post = factories.post(citizen)
    for _ in range(2):
        factories.comment(post, reader)
    counted = Comment.objects.order_by().values("author").annotate(number=Count("pk"))
    ask = PreparedQuery(lambda post: counted.filter(post=post).values_list("author", "number"))
    assert ask(post=post.pk) == [(reader.pk, 2)]
    assert ask.first(post=post.pk + 1) is None


def test_a_prepared_query_takes_uuids(citizen, reader):
    post = factories.post(citizen)
    submission = uuid.uuid4()
    comment = factories.comment(post, reader, submission=submission)
    ask = PreparedQuery(lambda submission: Comment.objects.filter(submission=submission))
    assert ask.first(submission=submission) == comment
    assert ask.first(submission=uuid.uuid4()) is None


def test_a_prepared_insert_stores_what_save_stores(citizen, reader):
    post = factories.post(citizen)
    insert, made = PreparedInsert(Comment), []
    for number in range(4):
        made.append(
            Comment(
                post=post,
                author=reader,
                public_id=f"{post.public_id}-CM100{number}",
                likes=number,
                text="<b>%s '이야기'",
                parent=made[0] if made else None,
                submission=uuid.uuid4(),
            )
        )
        insert(made[-1])
    names = [field.attname for field in Comment._meta.concrete_fields]
    for comment in made:
        stored = Comment.objects.get(pk=comment.pk)
        assert [getattr(stored, name) for name in names] == [getattr(comment, name) for name in names]
        # It is a stored row: saving it again changes that one.
        comment.save()
    assert Comment.objects.count() == 4
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(Comment(post=post, author=reader, public_id=made[0].public_id, text="같은 아이디"))


def prepared_statements(part):
    """The statements that this connection has prepared."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements WHERE statement LIKE %s", [f"%{part}%"])
        return [statement for (statement,) in cursor.fetchall()]


def test_a_prepared_query_is_planned_once_whatever_the_size_of_its_numbers(citizen):
    post = factories.post(citizen)
    ask = PreparedQuery(lambda pk: Post.objects.listed().filter(pk=pk).only("is_private"))
    for pk in (post.pk, 70_000, 5_000_000_000, 3):
        ask(pk=pk)
    (statement,) = prepared_statements('"is_private" FROM "boards_post"')
    # Written out, or partial indexes would be of no use to it.
    assert "IN ('PUBLISHED', 'PINNED')" in statement
    assert ask.first(pk=post.pk) == post


@pytest.mark.django_db(transaction=True)
def test_prepared_survives_a_migration_that_changes_a_type():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE changing (word varchar(5))")
        cursor.execute("INSERT INTO changing VALUES ('하나')")
    try:
        ask = [fetch_all_prepared("SELECT word FROM changing", []) for _ in range(4)]
        assert prepared_statements("FROM changing")
        with connection.cursor() as cursor:
            # As another connection would: ours does not hear of it.
            cursor.execute("DO $$ BEGIN ALTER TABLE changing ALTER word TYPE varchar(9); END $$")
        assert [*ask, fetch_all_prepared("SELECT word FROM changing", [])] == [[("하나",)]] * 5
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE changing")


def test_prepared_is_left_to_a_pooler_that_knows_nothing_of_it(citizen, monkeypatch):
    connection.ensure_connection()
    monkeypatch.setattr(connection.connection, "prepare_threshold", None)
    for _ in range(4):
        assert fetch_all_prepared("SELECT %s::int + 41", [1]) == [(42,)]
    assert not prepared_statements("+ 41")
