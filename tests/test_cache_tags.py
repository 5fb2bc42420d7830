"""Cache tags: each that a view names is invalidated by a verb, and no verb invalidates what no page depends on."""

from typing import NamedTuple

import pytest
from django.core.cache import cache
from django.urls import get_resolver

from accounts.models import Member
from boards.models import Board, Post
from boards.services import change_comment_status
from displays.services import stop_display
from moderation.services import hide_text
from polibat.cache.pages import tags_of_views
from polibat.cache.tags import CacheTag, KeyedTag, Tag
from politicians.models import NameCard
from politicians.services import save_name_card, store_politician
from politicians.services.places import place_politician
from tests import factories

EVERY_TAG = {tag for tag in vars(Tag).values() if isinstance(tag, CacheTag | KeyedTag)}


def tags_of_pages():
    """Every tag that a view names, after all views have been imported."""
    assert get_resolver().url_patterns
    return {tag for view, tags in tags_of_views.items() if not view.startswith("tests.") for tag in tags}


def new_text(board, author, admin):
    """Publish something on a board."""
    if board == Board.POLL:
        return factories.poll(admin, "하나", "둘").post
    if board == Board.SUGGESTION:
        return factories.suggestion(author).post
    if board == Board.NOTICE:
        return factories.notice(admin).post
    return factories.post(author, board)


def moved_politician():
    """A politician who is found in another place than before."""
    found = factories.politician(district="서울 종로구")
    type(found).objects.filter(pk=found.pk).update(region=None)
    found.refresh_from_db()
    assert place_politician(found)
    return found


class Made(NamedTuple):
    """What a verb may be done with."""

    post: Post
    admin: Member


# A verb for each tag; of a keyed one it gives the key of what it was done to.
VERBS = {
    Tag.HOME: lambda made: change_comment_status(factories.comment(made.post, made.post.author), to="HIDDEN"),
    Tag.BANNERS: lambda made: stop_display(factories.banner(made.admin), by=made.admin, reason="점검"),
    Tag.MODERATION_LOG: lambda made: hide_text(made.post, by=made.admin, reason="광고"),
    Tag.POLICIES: lambda _: factories.policy_version(),
    Tag.POLITICIANS: lambda _: store_politician(factories.politician()),
    Tag.NAME_CARDS: lambda made: save_name_card(NameCard(politician=factories.politician()), by=made.admin),
    Tag.politician: lambda _: moved_politician().public_id,
    Tag.post: lambda made: hide_text(made.post, by=made.admin, reason="광고") and made.post.public_id,
    Tag.board: lambda made: hide_text(made.post, by=made.admin, reason="광고") and Board(made.post.board).slug,
    **{
        Tag.board(board.slug): lambda made, board=board: new_text(board, made.post.author, made.admin)
        for board in Board
    },
}


def test_every_tag_is_used_by_a_page_and_by_no_other_name():
    kinds = {tag.kind for tag in EVERY_TAG}
    assert len(kinds) == len(EVERY_TAG)
    assert {tag.kind for tag in tags_of_pages()} == kinds


def test_every_tag_of_a_page_has_a_verb_that_invalidates_it():
    assert tags_of_pages() | EVERY_TAG <= VERBS.keys()


@pytest.mark.django_db
@pytest.mark.parametrize("tag", VERBS, ids=lambda tag: f"{tag.kind}-{getattr(tag, 'key', 'any')}")
def test_a_verb_invalidates_the_tag(tag, citizen, admin_member, settings, tmp_path, django_capture_on_commit_callbacks):
    settings.MEDIA_ROOT = tmp_path / "media"
    post = factories.post(citizen)
    with django_capture_on_commit_callbacks(execute=True):
        done = VERBS[tag](Made(post, admin_member))
    version_key = (tag(done) if isinstance(tag, KeyedTag) else tag).version_key
    assert cache.get(version_key)
