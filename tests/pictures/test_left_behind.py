"""The migration that finds pictures which were left behind before files followed their texts."""

from importlib import import_module

import pytest
from django.db import connection

from boards.models import Post
from pictures.models import Image
from polls.models import PollOption
from tests import factories

pytestmark = pytest.mark.django_db


def stored(post, name):
    """A picture of a post as it stood in the table; its files do not matter here."""
    files = {"page_file": f"images/{name}.webp", "list_file": f"images/{name}-list.webp"}
    return Image.objects.create(author=post.author, post=post, token=name, width=1, height=1, **files)


def test_pictures_of_before_are_left_or_withheld_as_they_would_be_now(citizen, admin_member):
    posts = [factories.post(citizen, title=f"사진이 있던 글 {number}") for number in range(4)]
    shown, hidden, other, private = posts
    images = {
        "shown": stored(shown, "shown"),
        "edited-out": stored(shown, "edited-out"),
        "hidden": stored(hidden, "hidden"),
        "in-both": stored(hidden, "in-both"),
        "private": stored(private, "private"),
    }
    names = {shown: ["shown"], hidden: ["hidden", "in-both"], other: ["in-both"], private: ["private"]}
    for post, held in names.items():
        body = "".join(f'<img src="/media/images/{name}.webp">' for name in held)
        Post.objects.filter(pk=post.pk).update(body=body, has_image=True)
    Post.objects.filter(pk=hidden.pk).update(status=Post.Status.HIDDEN)
    Post.objects.filter(pk=private.pk).update(board="SUGGESTION", is_private=True)
    poll = factories.poll(admin_member)
    images["option"] = stored(poll.post, "option")
    PollOption.objects.filter(name="감자").update(picture=images["option"])

    migration = import_module("boards.migrations.0004_withheld_pictures")
    with connection.cursor() as cursor:
        for statement in migration.STATEMENTS:
            cursor.execute(statement)
    found = {image.token: (image.post_id, image.withheld_at is not None) for image in Image.objects.all()}
    assert found == {
        "shown": (shown.pk, False),
        "edited-out": (None, True),
        "hidden": (hidden.pk, True),
        "in-both": (other.pk, False),
        "private": (private.pk, True),
        "option": (poll.post.pk, False),
    }
    assert set(Image.objects.on_their_way().values_list("token", flat=True)) == {"edited-out", "hidden", "private"}
