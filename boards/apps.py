"""Everything said is a post on a board."""

from django.apps import AppConfig


class BoardsConfig(AppConfig):
    """Posts, comments, reactions, images, search."""

    name = "boards"
    verbose_name = "게시판"
