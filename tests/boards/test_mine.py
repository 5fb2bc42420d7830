"""A member's own lists are walks in an index, however much there is of everybody's."""

import re

import pytest
from django.db import connection

from boards.models import Comment, Post, Reaction

pytestmark = pytest.mark.django_db
MANY = 6000
GROW = """
    INSERT INTO boards_post (public_id, board, status, author_id, title, body, body_text, excerpt, has_image,
        is_by_politician, is_private, removed_by_author, published_at)
    SELECT 'FB8' || lpad(n::text, 7, '0'), 'FREE', 'PUBLISHED', CASE WHEN n %% 6 = 0 THEN %(author)s ELSE %(other)s END,
        '글', '', '', '', false, false, false, false, now() FROM generate_series(1, %(many)s) AS n;
    INSERT INTO boards_postcounts (post_id, views, likes, dislikes, comments, answers, aide_answers, comment_serial,
        report_serial) SELECT id, 0, 0, 0, 0, 0, 0, 0, 0 FROM boards_post WHERE public_id LIKE 'FB8%%';
    INSERT INTO boards_comment (public_id, post_id, author_id, text, status, is_answer, removed_by_author, likes,
        dislikes, report_serial, created_at)
    SELECT public_id || '-CM0001', id, author_id, '댓글', 'PUBLISHED', false, false, 0, 0, 0, now()
    FROM boards_post WHERE public_id LIKE 'FB8%%';
    INSERT INTO boards_reaction (member_id, post_id, value, created_at)
    SELECT %(member)s, id, 'LIKE', now() FROM boards_post WHERE public_id LIKE 'FB8%%';
    INSERT INTO boards_reaction (member_id, comment_id, value, created_at)
    SELECT %(member)s, id, 'LIKE', now() FROM boards_comment WHERE public_id LIKE 'FB8%%';
    ANALYZE boards_post; ANALYZE boards_comment; ANALYZE boards_reaction; ANALYZE boards_postcounts
"""


@pytest.fixture
def crowded(citizen, reader, politician_member):
    """Thousands of posts and comments, a sixth of them of one member, all of them liked by another."""
    with connection.cursor() as cursor:
        for statement in GROW.split(";"):
            people = {"author": citizen.pk, "other": politician_member.pk, "member": reader.pk}
            cursor.execute(statement, {**people, "many": MANY})


def rows_read(plan):
    """The largest number of rows that any step of a plan came upon: those it passed on and those it threw away."""
    passed = [float(rows) * float(loops) for rows, loops in re.findall(r"actual rows=([\d.]+) loops=(\d+)", plan)]
    return max(passed + [float(rows) for rows in re.findall(r"Rows Removed by \w+(?: \w+)*: (\d+)", plan)])


@pytest.mark.parametrize(
    ("rows", "index"),
    [
        (lambda writer, _: Post.objects.written_by(writer), "post_author"),
        (lambda writer, _: Comment.objects.written_by(writer), "comment_author"),
        (lambda _, reader: Reaction.objects.on_posts(reader, "LIKE"), "reaction_mine_post"),
        (lambda _, reader: Reaction.objects.on_comments(reader, "LIKE"), "reaction_mine_comment"),
    ],
    ids=["posts", "comments", "liked-posts", "liked-comments"],
)
def test_own_lists_walk_an_index(crowded, citizen, reader, rows, index):
    found = rows(citizen, reader)
    middle = found.values_list("pk", flat=True)[MANY // 12]
    upwards = found.filter(pk__gt=middle).order_by("pk").values_list("pk", flat=True)
    for asked in (found[:11], found.filter(pk__lt=middle)[:11], upwards[:11], found.filter(pk__in=upwards[:10])):
        assert len(asked) in {10, 11}
        plan = asked.explain(analyze=True, timing=False, costs=False)
        assert "Index Scan" in plan, plan
        assert rows_read(plan) <= 100, plan
    assert index in found[:11].explain()
