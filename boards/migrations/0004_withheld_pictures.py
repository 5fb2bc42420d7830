"""Pictures that were left behind: of texts that not everybody may read, and such as no text shows any more.

Their files follow by the job `pictures.bring_on`; what no text shows goes with the orphans two days later.
"""

from django.db import migrations

IS_NOT_PUBLIC = "(post.status NOT IN ('PUBLISHED', 'PINNED') OR post.is_private)"
IS_NOT_SHOWN = """(
    position('/' || image.page_file IN post.body) = 0
    AND NOT EXISTS (SELECT FROM polls_poll WHERE picture_id = image.id)
    AND NOT EXISTS (SELECT FROM polls_polloption WHERE picture_id = image.id)
)"""
# First to another post of the author, which everybody may read and which shows it.
HANDED = f"""
    UPDATE boards_image AS image SET post_id = other.id
    FROM boards_post AS post, boards_post AS other
    WHERE post.id = image.post_id AND ({IS_NOT_PUBLIC} OR {IS_NOT_SHOWN})
        AND other.author_id = image.author_id AND other.id <> post.id AND other.has_image
        AND other.status IN ('PUBLISHED', 'PINNED') AND NOT other.is_private
        AND position('/' || image.page_file IN other.body) > 0
"""  # noqa: S608 - constants of our own
LEFT = f"""
    UPDATE boards_image AS image SET post_id = NULL, withheld_at = now()
    FROM boards_post AS post WHERE post.id = image.post_id AND {IS_NOT_SHOWN}
"""  # noqa: S608 - constants of our own
WITHHELD = f"""
    UPDATE boards_image AS image SET withheld_at = now()
    FROM boards_post AS post WHERE post.id = image.post_id AND {IS_NOT_PUBLIC}
"""  # noqa: S608 - constants of our own
STATEMENTS = (HANDED, LEFT, WITHHELD)


class Migration(migrations.Migration):
    dependencies = [("boards", "0003_pictures_moved"), ("pictures", "0002_withheld_pictures")]

    operations = [migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in STATEMENTS]
