"""Addresses of boards."""

from django.urls import path, re_path, register_converter
from django.urls.converters import StringConverter

from boards import views
from boards.models import Board
from boards.views import feeds

app_name = "boards"


class BoardConverter:
    """The part of an address that names a board; anything else is some other page."""

    boards = tuple(Board)
    regex = "|".join(board.slug for board in boards)

    def to_python(self, value):
        """The slug as it stands: cached pages are keyed by it."""
        return value

    def to_url(self, value):
        """The slug of a board given as such or by its slug."""
        return value.slug if isinstance(value, Board) else value


class MembersBoardConverter(BoardConverter):
    """The part of an address that names a board on which members write."""

    boards = tuple(board for board in Board if board.is_written_by_members)
    regex = "|".join(board.slug for board in boards)


class PostIdConverter(StringConverter):
    """The public id of a post."""

    regex = r"[A-Z]{2}[0-9]{6,12}"


class CommentIdConverter(StringConverter):
    """The public id of a comment."""

    regex = r"[A-Z]{2}[0-9]{6,12}-CM[0-9]{4,9}"


register_converter(BoardConverter, "board")
register_converter(MembersBoardConverter, "members_board")
register_converter(PostIdConverter, "post")
register_converter(CommentIdConverter, "comment")

urlpatterns = [
    path("comments/<comment:public_id>/edit/", views.comment_edit, name="comment-edit"),
    path("comments/<comment:public_id>/delete/", views.comment_delete, name="comment-delete"),
    path("comments/<comment:public_id>/react/", views.comment_react, name="comment-react"),
    path("comments/<comment:public_id>/take-back/", views.comment_take_back, name="comment-take-back"),
    path("<members_board:board>/", views.post_list, name="post-list"),
    path("og/<post:public_id>.png", views.post_picture, name="post-picture"),
    path("<board:board>/feed/", feeds.BoardFeed(), name="board-feed"),
    re_path(r"^politicians/(?P<public_id>PL[0-9]{6,12})/feed/$", feeds.PoliticianFeed(), name="politician-feed"),
    path("<members_board:board>/write/", views.post_create, name="post-create"),
    path("<members_board:board>/draft/", views.draft_save, name="draft-save"),
    path("<members_board:board>/<post:public_id>/", views.post_detail, name="post-detail"),
    path("<members_board:board>/<post:public_id>/edit/", views.post_edit, name="post-edit"),
    path("<members_board:board>/<post:public_id>/delete/", views.post_delete, name="post-delete"),
    path("<board:board>/<post:public_id>/react/", views.post_react, name="post-react"),
    path("<board:board>/<post:public_id>/take-back/", views.post_take_back, name="post-take-back"),
    path("<board:board>/<post:public_id>/comments/", views.comment_create, name="comment-create"),
]
