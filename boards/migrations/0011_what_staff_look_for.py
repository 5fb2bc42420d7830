"""Indexes of the back office's lists, built while the site goes on writing."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models.functions import Coalesce

from polibat.bigrams import Pairs


def moment(column, name):
    return models.Index(fields=[f"-{column}", "-id"], name=name)


def updated(column, name):
    return models.Index(Coalesce("edited_at", column).desc(), models.F("id").desc(), name=name)


def unlisted(column, name):
    return models.Index(
        fields=["status", f"-{column}", "-id"],
        condition=models.Q(status__in=["HIDDEN", "DELETED"]),
        name=name,
    )


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("boards", "0010_comments_by_date"), ("polibat", "0003_text_pairs")]

    operations = [
        AddIndexConcurrently("post", moment("published_at", "post_moment")),
        AddIndexConcurrently("post", updated("published_at", "post_updated")),
        AddIndexConcurrently("post", unlisted("published_at", "post_unlisted")),
        AddIndexConcurrently("post", GinIndex(Pairs("title"), name="post_title_pairs")),
        AddIndexConcurrently("comment", updated("created_at", "comment_updated")),
        AddIndexConcurrently("comment", unlisted("created_at", "comment_unlisted")),
        AddIndexConcurrently("comment", GinIndex(Pairs("text"), name="comment_text_pairs")),
        AddIndexConcurrently("reaction", moment("created_at", "reaction_moment")),
        AddIndexConcurrently("ballot", moment("cast_at", "ballot_moment")),
    ]
