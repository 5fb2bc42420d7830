"""Looking at a notice or a poll before it is published: cleaned and checked as publishing does, and never stored."""

from django.db.models import Model

from accounts.models import Member
from boards.models import Post, PostCounts
from boards.services.texts import clean_post
from pictures.queries import own_images
from polibat.security.permission import require


def clean_previewed(post: Post, by: Member, *, board: str, add: str, change: tuple[str, Model]) -> None:
    """Clean the words of a notice's or a poll's post; that of a new one gets author, board and numbers, as by its verb.

    `add` is the permission to make one, `change` that to change one and what it is asked with. Raises PermissionDenied
    and ValidationError.
    """
    if post.pk:
        require(by, *change)
    else:
        require(by, add)
        post.author, post.board, post.counts = by, board, PostCounts()
    clean_post(post, images_of=own_images(by, post=post if post.pk else None))
