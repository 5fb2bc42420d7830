"""Everything that hangs on a post follows whether everybody may read it, and what its text shows.

What nobody may read any more ends at once, everywhere: search forgets it, pages that name it are made anew, mails that
tell of it are not sent, its pictures are taken out of reach. Apps above end what is theirs by `post.status_changed` and
`text.edited`. While a text can come back its pictures are kept; what cannot, or not any more, is deleted by a job.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from boards import events
from boards.models import Board, Post
from boards.queries.pagination import neighbours_of
from boards.services.search_index import index_post, reindex_post, unindex_post
from notifications.services.outbox import drop_deliveries
from pictures.models import Image
from pictures.queries import images_in, own_images, without_images
from pictures.services import release, withhold
from pictures.services.cleanup import remove_images
from polibat.cache.pages import invalidate
from polibat.cache.tags import Tag
from politicians.services import retell_speakers

# What its author took back never returns; what staff deleted may, until nobody objects any more.
TAKEN_BACK_LIVES, DELETED_LIVES = timedelta(days=30), timedelta(days=180)


def follow_status(post: Post, *, was_public: bool) -> None:
    """Let everything follow a stored post that went into a list or out of it, in the transaction of its verb."""
    if not post.is_listed:
        unindex_post(post)
        invalidate_neighbour_pages(post)
        if post.politician_id:
            drop_deliveries(post.public_id)
    elif post.is_public:
        index_post(post)
    if post.is_public != was_public and (post.has_image or post.board == Board.POLL):
        own = Image.objects.filter(post=post)
        if was_public:
            _withhold(post, own)
        else:
            # Those too that belong to another post of the author, which is not public any more.
            release(own | images_in(post.body, own_images(post.author, post=post)))


def follow_text(post: Post, images: QuerySet[Image], *, was_private: bool) -> None:
    """Let everything follow a stored post whose words changed, or who may read them; its text shows `images`."""
    if post.is_private:
        unindex_post(post)
        invalidate_neighbour_pages(post)
    elif was_private:
        index_post(post)
    else:
        reindex_post(post)
    if post.names_politician:
        retell_speakers(title=post.title, text=post.body_text, about=post.public_id)
    take_images(post, images)


def take_images(post: Post, images: QuerySet[Image]) -> None:
    """Let the pictures follow the text of a stored post: it takes `images`, and leaves the others that it had."""
    if post.has_image:
        images.filter(post=None).update(post=post)
    if post.had_image or post.board == Board.POLL:
        beside = set().union(*events.pictures_shown_asked.publish(post=post))
        images = images | Image.objects.filter(pk__in=beside)
        _leave(post, Image.objects.filter(post=post).exclude(pk__in=images.values("pk")))
    elif not post.has_image:
        return
    if post.is_public:
        release(images)
    else:
        _withhold(post, images.filter(post=post))


def remove_pictures_of_the_gone() -> int:
    """Delete the pictures of posts that cannot come back, or have not for long; returns how many."""
    now = timezone.now()
    taken_back = Q(post__removed_by_author=True, withheld_at__lt=now - TAKEN_BACK_LIVES)
    deleted = taken_back | Q(withheld_at__lt=now - DELETED_LIVES)
    gone = Image.objects.filter(deleted, post__status=Post.Status.DELETED)
    for key in set(gone.values_list("post", flat=True)):
        _forget_in_text(key, gone)
    return remove_images(gone)


def invalidate_neighbour_pages(post: Post) -> None:
    """Make the cached pages of the posts beside `post` stale, which show its title as the next or the one before."""
    invalidate(*(Tag.post(other.public_id) for other in neighbours_of(post) if other))


@transaction.atomic
def _forget_in_text(key: int, gone: QuerySet[Image]) -> None:
    """Take the pictures that are about to go out of a post's text: should it come back, it has no empty frames."""
    post = Post.objects.select_for_update(no_key=True).get(pk=key)
    names = set(gone.filter(post=post).values_list("page_file", flat=True))
    post.body = without_images(post.body, names)
    post.has_image = "<img " in post.body
    post.save(update_fields=["body", "has_image"])


def _leave(post: Post, left: QuerySet[Image]) -> None:
    """Pictures that `post` does not show any more go with the orphans, unless another text shows them."""
    found = list(left)
    handed = _handed_over(post, found)
    gone = Image.objects.filter(pk__in=[image.pk for image in found if image.pk not in handed])
    if found:
        gone.update(post=None)
        withhold(gone)


def _withhold(post: Post, images: QuerySet[Image]) -> None:
    found = list(images)
    handed = _handed_over(post, found)
    withhold(Image.objects.filter(pk__in=[image.pk for image in found if image.pk not in handed]))


def _handed_over(post: Post, images: Iterable[Image]) -> set[int]:
    """Give pictures to other public texts that show them; the keys of those that were given."""
    by_name = {image.page_file.name: image for image in images}
    if not by_name:
        return set()
    shows = Q()
    for name in by_name:
        shows |= Q(body__contains=f"/{name}")
    authors = {post.author_id, *(image.author_id for image in by_name.values())}
    others = Post.objects.listed().filter(shows, author__in=authors, has_image=True).exclude(pk=post.pk)
    handed = set()
    for key, body in others.values_list("pk", "body"):
        for name, image in by_name.items():
            if image.pk not in handed and f"/{name}" in body:
                Image.objects.filter(pk=image.pk).update(post=key)
                handed.add(image.pk)
    return handed
