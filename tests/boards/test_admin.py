"""What staff see of pictures, reactions and long lists; posts and comments stand in tests/moderation/test_admin.py."""

import pytest
from django.urls import reverse

from boards.admin.texts import PostAdmin
from boards.models import Post, Reaction
from boards.services import react
from pictures.models import Image
from polibat.staff.admin import CappedPaginator
from tests import factories


@pytest.fixture
def post(citizen):
    return factories.post(citizen)


@pytest.fixture
def picture(post, citizen):
    """A stored picture of the post; its files need not exist for a list that links them."""
    return Image.objects.create(
        author=citizen, post=post, page_file="images/a.webp", list_file="images/a-list.webp", width=800, height=600
    )


def rows(response):
    return [row.pk for row in response.context["cl"].result_list]


def test_pictures_are_shown_in_their_list_and_on_the_page_of_their_post(client_of, moderator, post, picture):
    client = client_of(moderator)
    for url in (
        reverse("admin:pictures_image_changelist"),
        reverse("admin:pictures_image_change", args=[picture.pk]),
        reverse("admin:boards_post_change", args=[post.pk]),
    ):
        assert picture.list_file.url in client.get(url).content.decode()


def test_pictures_without_a_post_can_be_told_apart(client_of, moderator, citizen, picture):
    orphan = Image.objects.create(author=citizen, page_file="b.webp", list_file="b.webp", width=1, height=1)
    url = reverse("admin:pictures_image_changelist")
    assert rows(client_of(moderator).get(f"{url}?post__isempty=1")) == [orphan.pk]
    assert rows(client_of(moderator).get(f"{url}?post__isempty=0")) == [picture.pk]


def test_reactions_are_found_by_member_and_by_text(client_of, moderator, reader, citizen, post):
    comment = factories.comment(post, citizen)
    react(post, by=reader, value="LIKE")
    react(comment, by=moderator, value="DISLIKE")
    liked, disliked = Reaction.objects.order_by("pk")
    url, client = reverse("admin:boards_reaction_changelist"), client_of(moderator)
    for query, found in (
        (reader.public_id, [liked.pk]),
        # The id of a comment begins with that of its post.
        (post.public_id.lower(), [disliked.pk, liked.pk]),
        (comment.public_id, [disliked.pk]),
        ("없음", []),
    ):
        assert rows(client.get(url, {"q": query})) == found


@pytest.mark.django_db
def test_long_lists_are_counted_to_a_limit_only(monkeypatch, citizen):
    monkeypatch.setattr("polibat.staff.admin.MOST_COUNTED", 2)
    for _number in range(3):
        factories.post(citizen)
    assert PostAdmin.paginator is CappedPaginator
    assert CappedPaginator(Post.objects.order_by("-pk"), 1).count == 2
