"""Keeping the totals of the counters and of `MemberCounts` true, one statement a change."""

from django.db import connection
from django.db.models import F

from boards.models import BoardCounter, Comment, MentionCounter, Post, UnlistedCounter

# Never below nothing: a release that did not count yet may have stored what this one takes away; `recount` mends it.
COUNT_FOR_MEMBER = """
    INSERT INTO boards_membercounts AS kept
        (member_id, posts, comments, ballots, likes, dislikes, given_likes, given_dislikes)
    VALUES (%(member)s, greatest(%(posts)s, 0), greatest(%(comments)s, 0), greatest(%(ballots)s, 0), 0, 0, 0, 0)
    ON CONFLICT (member_id) DO UPDATE SET
        posts = greatest(kept.posts + %(posts)s, 0), comments = greatest(kept.comments + %(comments)s, 0),
        ballots = greatest(kept.ballots + %(ballots)s, 0)
"""
# What the author received and the other one gave.
COUNT_REACTION = """
    INSERT INTO boards_membercounts AS kept
        (member_id, posts, comments, ballots, likes, dislikes, given_likes, given_dislikes)
    SELECT member, 0, 0, 0,
        CASE member WHEN %(author)s THEN greatest(%(likes)s, 0) ELSE 0 END,
        CASE member WHEN %(author)s THEN greatest(%(dislikes)s, 0) ELSE 0 END,
        CASE member WHEN %(giver)s THEN greatest(%(likes)s, 0) ELSE 0 END,
        CASE member WHEN %(giver)s THEN greatest(%(dislikes)s, 0) ELSE 0 END
    FROM unnest(%(members)s::bigint[]) AS member
    ON CONFLICT (member_id) DO UPDATE SET
        likes = greatest(kept.likes + CASE kept.member_id WHEN %(author)s THEN %(likes)s ELSE 0 END, 0),
        dislikes = greatest(kept.dislikes + CASE kept.member_id WHEN %(author)s THEN %(dislikes)s ELSE 0 END, 0),
        given_likes = greatest(kept.given_likes + CASE kept.member_id WHEN %(giver)s THEN %(likes)s ELSE 0 END, 0),
        given_dislikes = greatest(
            kept.given_dislikes + CASE kept.member_id WHEN %(giver)s THEN %(dislikes)s ELSE 0 END, 0
        )
"""


def block_of(pk: int) -> int:
    """The block of a board's counter to which the post `pk` belongs."""
    return pk // BoardCounter.BLOCK


def count_post(post: Post, step: int) -> None:
    """Count a post that became listed (`step` 1) or stopped being so (-1); needs `post.counts`, locked or new."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO boards_boardcounter AS counter (board, block, listed) VALUES (%s, %s, 1)
            ON CONFLICT (board, block) DO UPDATE SET listed = counter.listed + %s
            """,
            [post.board, block_of(post.pk), step],
        )
    if post.politician_id and post.names_politician:
        answered = step if post.counts.answers + post.counts.aide_answers else 0
        _change_named(post.politician_id, named=step, answered=answered)
    count_for_member(post.author_id, posts=step)


def count_status(kind: str, board: str, *, before: str, after: str) -> None:
    """Count a post or comment of a board that went from the status `before` to `after`, as far as one is unlisted.

    `kind` is an `UnlistedCounter.Kind`. Nothing is asked where neither status is.
    """
    steps = [(status, step) for status, step in ((before, -1), (after, +1)) if status in UnlistedCounter.STATUSES]
    if not steps:
        return
    # In one order, so that two who move texts in opposite directions do not wait for each other.
    rows = [value for status, step in sorted(steps) for value in (kind, board, status, step)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO boards_unlistedcounter AS counter (kind, board, status, number)
            VALUES {", ".join(["(%s, %s, %s, %s)"] * len(steps))}
            ON CONFLICT (kind, board, status) DO UPDATE SET number = counter.number + excluded.number
            """,  # noqa: S608 - marks only
            rows,
        )


def count_comment(comment: Comment, step: int, *, is_new: bool = False) -> tuple[int, int]:
    """Count a comment that appeared (`step` 1) or vanished (-1); takes the lock of its post.

    Returns the last serial of its comments and how many of them can be read.
    The first answer makes a post that names a politician an answered one, the last one taken away undoes it.
    """
    answer = step if comment.is_answer and comment.author.kind == "POLITICIAN" else 0
    aide_answer = step if comment.is_answer and not answer else 0
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE boards_postcounts SET
                comments = comments + %s, answers = answers + %s, aide_answers = aide_answers + %s,
                comment_serial = comment_serial + %s, is_unread = true
            WHERE post_id = %s RETURNING comment_serial, comments, answers + aide_answers
            """,
            [step, answer, aide_answer, int(is_new), comment.post_id],
        )
        serial, total, answers = cursor.fetchone()
    if comment.is_answer and answers == max(step, 0):
        _count_answered(Post.objects.get(pk=comment.post_id), step)
    count_for_member(comment.author_id, comments=step)
    return serial, total


def count_for_member(member_id: int, *, posts: int = 0, comments: int = 0, ballots: int = 0) -> None:
    """Change what is kept about one member: own listed texts and ballots.

    Of all rows that a verb locks those of members are the last ones: no two verbs wait for each other.
    """
    steps = {"posts": posts, "comments": comments, "ballots": ballots}
    with connection.cursor() as cursor:
        cursor.execute(COUNT_FOR_MEMBER, {"member": member_id, **steps})


def count_reaction(*, author_id: int, giver_id: int, likes: int = 0, dislikes: int = 0) -> None:
    """Change what is kept about who received a reaction and who gave it.

    Both rows are locked in the order of their keys: two members who like each other's texts at once do not wait for
    each other in a circle.
    """
    members = sorted({author_id, giver_id})
    steps = {"author": author_id, "giver": giver_id, "likes": likes, "dislikes": dislikes, "members": members}
    with connection.cursor() as cursor:
        cursor.execute(COUNT_REACTION, steps)


def _count_answered(post: Post, step: int) -> None:
    if post.politician_id and post.is_listed and post.names_politician:
        _change_named(post.politician_id, named=0, answered=step)


def _change_named(politician_id: int, *, named: int, answered: int) -> None:
    changed = MentionCounter.objects.filter(politician_id=politician_id).update(
        named=F("named") + named, answered=F("answered") + answered
    )
    if not changed:
        with connection.cursor() as cursor:
            cursor.execute(
                """
                INSERT INTO boards_mentioncounter AS counter (politician_id, named, answered) VALUES (%s, %s, %s)
                ON CONFLICT (politician_id) DO UPDATE
                SET named = counter.named + excluded.named, answered = counter.answered + excluded.answered
                """,
                [politician_id, named, answered],
            )
