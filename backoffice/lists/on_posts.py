"""What the lists of polls, suggestions and notices have in common: rows that stand on a post (spec L25 to L27)."""

from operator import attrgetter

from django.db.models import Q
from django.db.models.functions import Coalesce
from rest_framework import serializers

from accounts.api.serializers.staff import MemberRefSerializer
from backoffice.lists.search import keys_of_members
from backoffice.lists.texts import POST_ROW, last_change, moment, number, reactions
from boards.admin.columns import comments_of, status_badge
from boards.models import Post
from boards.queries.staff_search import begins
from polibat.api.fields import Moment
from polibat.lists.columns import Column, label, one_of
from polibat.staff.columns import short_moment
from polibat.staff.links import short

ON_POST = [f"post__{name}" for name in POST_ROW]
WRITTEN = {"created": ("작성일", "post__published_at"), "updated": ("최종수정일", "updated_at")}
post = attrgetter("post")
# Keys come in the order of time.
ORDERS = {"id": "pk", "createdAt": "pk"}
NUMBERS = {
    "viewCount": "post__counts__views",
    "likeCount": "post__counts__likes",
    "dislikeCount": "post__counts__dislikes",
    "commentCount": "post__counts__comments",
}


def post_holds(term, *, authors):
    """Rows on a post of this id or title, or whose author has this id or nickname."""
    found = begins("post__public_id", term) | Q(post__title__holds=term)
    return found | Q(post__author__in=keys_of_members(term)) if authors else found


def with_post_updated(rows):
    """`rows` with the moment of the last change of their posts, by which they can be narrowed."""
    return rows.alias(updated_at=Coalesce("post__edited_at", "post__published_at"))


def id_column(heading, key):
    """The id of the post, which leads to the row."""
    return Column(heading, "post.public_id", key, serializers.CharField, name="public_id", order="pk", opens=True)


def title_column(heading):
    """The title of the post on one line."""
    return Column(
        heading,
        "post.title",
        "title",
        serializers.CharField,
        cell=lambda row: short(row.post.title),
        name="short_title",
    )


def status_column(heading, **how):
    """Whether the post can be seen."""
    return Column(heading, label("post.status"), cell=lambda row: status_badge(row.post), name="status", **how)


def post_status(key):
    """The same in the API, by `key`."""
    return Column(key=key, value="post.status", field=one_of(Post.Status))


VIEWS = number("조회수", "post.counts.views", "viewCount")
REACTIONS = reactions("post")
COMMENTS = Column(
    "댓글수", "post.counts.comments", "commentCount", serializers.IntegerField, cell=lambda row: comments_of(row.post)
)
# What the API has of the likes of a row whose table does not show them.
LIKES = [
    Column(key="likeCount", value="post.counts.likes", field=serializers.IntegerField),
    Column(key="dislikeCount", value="post.counts.dislikes", field=serializers.IntegerField),
]
REPORTED = Column(key="reportCount", value="reported", field=serializers.IntegerField)
AUTHOR = Column(key="author", value="post.author", field=MemberRefSerializer)
CREATED = Column(key="createdAt", value="post.published_at", field=Moment)
UPDATED = last_change("", post)


def published(heading):
    """When the post was published."""
    return moment(
        heading,
        "post.published_at",
        "createdAt",
        cell=lambda row: short_moment(row.post.published_at),
        name="published_at",
        order="post__published_at",
    )
