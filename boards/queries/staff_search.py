"""What staff type to find texts, looked up by an index: the newest keys, by which rows of other tables are compared."""

import re

from django.db.models import Model, Q

from boards.models import Comment, Post

MOST_FOUND = 1000
# The beginning of a public id, of a row or of one numbered inside it.
ID = re.compile(r"[A-Za-z]{2}[0-9]{0,12}(?:-[A-Za-z]{0,2}[0-9]{0,9})*")


def begins(field: str, term: str) -> Q:
    """Rows whose public id is `term` or begins with it; none where it is no id."""
    return Q(**{f"{field}__startswith": term.upper()}) if ID.fullmatch(term) else Q(pk__in=[])


def keys_of(model: type[Model], condition: Q) -> list[int]:
    """The keys of the newest rows that fulfil `condition`; a thousand at most."""
    return list(model.objects.filter(condition).order_by("-pk").values_list("pk", flat=True)[:MOST_FOUND])


def keys_of_posts(term: str) -> list[int]:
    """The keys of the newest posts of this id or title."""
    return keys_of(Post, begins("public_id", term) | Q(title__holds=term))


def keys_of_comments(term: str) -> list[int]:
    """The keys of the newest comments of this id or text."""
    return keys_of(Comment, begins("public_id", term) | Q(text__holds=term))
