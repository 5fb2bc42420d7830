"""Pictures that were left behind: of texts that not everybody may read, and such as no text shows any more.

Their files follow by the job `pictures.bring_on`; what no text shows goes with the orphans two days later.
"""

from django.db import migrations

NOT_SHOWN_ELSEWHERE = """
    NOT EXISTS (
        SELECT FROM boards_post AS other
        WHERE other.author_id = image.author_id AND other.id <> post.id AND other.has_image
            AND other.status IN ('PUBLISHED', 'PINNED') AND NOT other.is_private
            AND position('/' || image.page_file IN other.body) > 0
    )
"""
LEFT = f"""
    UPDATE boards_image AS image SET post_id = NULL, withheld_at = now()
    FROM boards_post AS post
    WHERE post.id = image.post_id AND position('/' || image.page_file IN post.body) = 0
        AND NOT EXISTS (SELECT FROM polls_poll WHERE picture_id = image.id)
        AND NOT EXISTS (SELECT FROM polls_polloption WHERE picture_id = image.id)
        AND {NOT_SHOWN_ELSEWHERE}
"""  # noqa: S608 - constants of our own
WITHHELD = f"""
    UPDATE boards_image AS image SET withheld_at = now()
    FROM boards_post AS post
    WHERE post.id = image.post_id AND (post.status NOT IN ('PUBLISHED', 'PINNED') OR post.is_private)
        AND {NOT_SHOWN_ELSEWHERE}
"""  # noqa: S608 - constants of our own


class Migration(migrations.Migration):
    dependencies = [("boards", "0003_pictures_moved"), ("pictures", "0002_withheld_pictures")]

    operations = [
        migrations.RunSQL(LEFT, migrations.RunSQL.noop),
        migrations.RunSQL(WITHHELD, migrations.RunSQL.noop),
    ]
