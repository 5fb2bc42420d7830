"""The likes and dislikes that a member gave are kept as numbers, filled from the reactions that are there."""

from django.db import migrations, models

FILL = """
    INSERT INTO boards_membercounts AS kept
        (member_id, posts, comments, likes, dislikes, ballots, given_likes, given_dislikes)
    SELECT member_id, 0, 0, 0, 0, 0, count(*) FILTER (WHERE value = 'LIKE'), count(*) FILTER (WHERE value = 'DISLIKE')
    FROM boards_reaction GROUP BY member_id ORDER BY member_id
    ON CONFLICT (member_id) DO UPDATE
    SET given_likes = excluded.given_likes, given_dislikes = excluded.given_dislikes
"""


class Migration(migrations.Migration):
    dependencies = [("boards", "0016_reactions_by_member")]

    operations = [
        migrations.AddField(
            model_name="membercounts",
            name="given_likes",
            field=models.PositiveIntegerField("누른 좋아요", default=0, db_default=0),
        ),
        migrations.AddField(
            model_name="membercounts",
            name="given_dislikes",
            field=models.PositiveIntegerField("누른 싫어요", default=0, db_default=0),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
