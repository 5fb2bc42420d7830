"""What members did and earned, kept in rows of their own; filled from the rows that are there."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FILL = """
    INSERT INTO boards_membercounts (member_id, posts, comments, likes, dislikes, ballots)
    SELECT member_id, sum(posts), sum(comments), sum(likes), sum(dislikes), sum(ballots)
    FROM (
        SELECT author_id AS member_id, count(*) AS posts, 0 AS comments, 0 AS likes, 0 AS dislikes, 0 AS ballots
        FROM boards_post WHERE status IN ('PUBLISHED', 'PINNED') GROUP BY 1
        UNION ALL
        SELECT author_id, 0, count(*) FILTER (WHERE status = 'PUBLISHED'), sum(likes), sum(dislikes), 0
        FROM boards_comment GROUP BY 1
        UNION ALL
        SELECT author_id, 0, 0, sum(likes), sum(dislikes), 0
        FROM boards_postcounts JOIN boards_post AS post ON post.id = post_id GROUP BY 1
        UNION ALL
        SELECT member_id, 0, 0, 0, 0, count(*) FROM boards_ballot GROUP BY 1
    ) AS every GROUP BY 1
"""


class Migration(migrations.Migration):
    dependencies = [
        ("boards", "0006_notices_and_suggestions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MemberCounts",
            fields=[
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="counts",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="회원",
                    ),
                ),
                ("posts", models.PositiveIntegerField(default=0, verbose_name="작성한 글")),
                ("comments", models.PositiveIntegerField(default=0, verbose_name="작성한 댓글")),
                ("likes", models.PositiveIntegerField(default=0, verbose_name="받은 좋아요")),
                ("dislikes", models.PositiveIntegerField(default=0, verbose_name="받은 싫어요")),
                ("ballots", models.PositiveIntegerField(default=0, verbose_name="투표 참여")),
            ],
            options={"verbose_name": "회원 활동 합계", "verbose_name_plural": "회원 활동 합계"},
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
