"""What is hidden and deleted is kept as a number, filled from the rows that are there."""

from django.db import migrations, models

FILL = """
    INSERT INTO boards_unlistedtally (kind, board, status, number)
    SELECT 'POST', board, status, count(*) FROM boards_post WHERE status IN ('HIDDEN', 'DELETED') GROUP BY 2, 3
    UNION ALL
    SELECT 'COMMENT', post.board, comment.status, count(*)
    FROM boards_comment AS comment JOIN boards_post AS post ON post.id = comment.post_id
    WHERE comment.status IN ('HIDDEN', 'DELETED') GROUP BY 2, 3
"""


class Migration(migrations.Migration):
    dependencies = [("boards", "0014_incoming_images")]

    operations = [
        migrations.CreateModel(
            name="UnlistedTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("POST", "게시글"), ("COMMENT", "댓글")], max_length=7)),
                (
                    "board",
                    models.CharField(
                        choices=[
                            ("FREE", "자유게시판"),
                            ("POLITICIAN", "정치인게시판"),
                            ("VOTE", "투표"),
                            ("NOTICE", "공지사항"),
                            ("SUGGESTION", "불편/제안"),
                        ],
                        max_length=12,
                    ),
                ),
                ("status", models.CharField(max_length=9)),
                ("number", models.IntegerField(default=0)),
            ],
            options={
                "verbose_name": "게시되지 않은 글 합계",
                "verbose_name_plural": "게시되지 않은 글 합계",
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "board", "status"), name="unlistedtally_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["POST", "COMMENT"])), name="unlistedtally_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["HIDDEN", "DELETED"])), name="unlistedtally_status"
                    ),
                ],
            },
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
