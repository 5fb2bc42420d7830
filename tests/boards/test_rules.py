"""Who may what on the boards: every role, every permission, on texts of one's own, of others, hidden and deleted."""

import pytest

from boards.models import Comment, Post

pytestmark = pytest.mark.django_db

ROLES = [
    "anonymous",
    "reader",
    "suspended",
    "pending",
    "politician_member",
    "aide",
    "moderator",
    "admin_member",
    "superuser",
]
SPEAKERS = {"reader", "politician_member", "aide", "moderator", "admin_member", "superuser"}
STAFF = {"moderator", "admin_member", "superuser"}
NOBODY = set()

# permission: who has it on somebody else's listed text, and on one's own that is listed, hidden, deleted
POSTS = {
    "boards.add_post": (SPEAKERS, SPEAKERS, SPEAKERS, SPEAKERS),
    "pictures.add_image": (SPEAKERS, SPEAKERS, SPEAKERS, SPEAKERS),
    "boards.change_post": (NOBODY, SPEAKERS, NOBODY, NOBODY),
    "boards.delete_post": (NOBODY, SPEAKERS, SPEAKERS, NOBODY),
    "boards.view_hidden_post": (STAFF, STAFF, STAFF, STAFF),
    "boards.add_comment": (SPEAKERS, SPEAKERS, NOBODY, NOBODY),
    "boards.add_reaction": (SPEAKERS, NOBODY, NOBODY, NOBODY),
}
COMMENTS = {
    "boards.change_comment": (NOBODY, SPEAKERS, NOBODY, NOBODY),
    "boards.delete_comment": (NOBODY, SPEAKERS, SPEAKERS, NOBODY),
    "boards.add_reaction": (SPEAKERS, NOBODY, NOBODY, NOBODY),
}


def texts(make, member, other):
    own = None if not member.is_authenticated else member
    return [make(other, "PUBLISHED"), make(own, "PUBLISHED"), make(own, "HIDDEN"), make(own, "DELETED")]


def holders(members, permission, made):
    """The roles that have a permission, for each of the texts that are `made` for a role."""
    return tuple(
        {role for role, member in members.items() if member.has_perm(permission, made[role][place])}
        for place in range(4)
    )


@pytest.fixture
def members(request, db):
    """Everybody of the cast, by role."""
    return {role: request.getfixturevalue(role) for role in ROLES}


def test_posts(members, citizen):
    made = {
        role: texts(lambda author, status: Post(author=author, status=status, board="FREE"), member, citizen)
        for role, member in members.items()
    }
    assert {permission: holders(members, permission, made) for permission in POSTS} == POSTS


def test_comments(members, citizen):
    post = Post(status="PUBLISHED")
    made = {
        role: texts(lambda author, status: Comment(author=author, status=status, post=post), member, citizen)
        for role, member in members.items()
    }
    assert {permission: holders(members, permission, made) for permission in COMMENTS} == COMMENTS


@pytest.mark.parametrize("status", ["HIDDEN", "DELETED"])
def test_comments_of_a_post_that_is_gone_can_only_be_deleted(citizen, reader, status):
    comment = Comment(author=citizen, status="PUBLISHED", post=Post(status=status))
    assert not reader.has_perm("boards.add_reaction", comment)
    assert not citizen.has_perm("boards.change_comment", comment)
    assert citizen.has_perm("boards.delete_comment", comment)
