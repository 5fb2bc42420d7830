"""지금 뜨는 인기글: the most viewed among the newest posts of a board."""

from django.core.cache import cache
from django.db import connection

from boards.models import Board
from boards.models.visibility import IS_LISTED

AMONG = 300
SHOWN = 3
CACHE_SECONDS = 30

POPULAR = f"""
    SELECT post_id FROM boards_postcounts WHERE post_id IN (
        SELECT id FROM boards_post WHERE board = %s AND status {IS_LISTED} AND NOT is_private
        ORDER BY id DESC LIMIT %s
    ) ORDER BY views DESC, post_id DESC LIMIT %s
"""  # noqa: S608 - a constant of our own


def popular_ids(board: Board) -> list[int]:
    """The ids of the three most viewed among a board's newest 300 posts, kept for half a minute.

    They may meanwhile have been hidden: whoever shows them asks for listed posts.
    """
    key = f"popular:{board}"
    ids = cache.get(key)
    if ids is None:
        with connection.cursor() as cursor:
            cursor.execute(POPULAR, [board, AMONG, SHOWN])
            ids = [pk for (pk,) in cursor.fetchall()]
        cache.set(key, ids, CACHE_SECONDS)
    return ids
