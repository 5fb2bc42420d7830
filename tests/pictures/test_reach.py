"""Pictures are found by whoever may read what shows them, and by nobody else who knows their addresses."""

import re
from copy import copy
from datetime import timedelta
from html import unescape

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.functional import empty

from boards.models import Draft, Post
from boards.services import change_post_status, edit_post, save_draft, withdraw_post
from boards.services.reach import remove_pictures_of_the_gone
from pictures.jobs import bring_images_on
from pictures.models import Image
from pictures.services import bring_on, release, store_image, withhold
from pictures.services.cleanup import remove_orphans
from polibat.files import StorageAway, move_file, private, private_storage
from polls.models import PollOption
from polls.services import edit_poll
from suggestions.services import edit_suggestion
from tests import factories
from tests.storages import fetch

pytestmark = pytest.mark.django_db

HIDDEN, DELETED, PUBLISHED = Post.Status.HIDDEN, Post.Status.DELETED, Post.Status.PUBLISHED
WORDS = "<p>사진이 있는 글을 올려 봅니다.</p>"
SOURCE = re.compile(r'<img\s[^>]*?src="([^"]*)"')


def shows(*images):
    return WORDS + "".join(f'<img src="{default_storage.url(image.page_file.name)}" alt="">' for image in images)


@pytest.fixture
def image(use_storage, citizen):
    use_storage("folder")
    return store_image(factories.upload(), by=citizen)


@pytest.fixture
def image_anywhere(storage, citizen):
    """A picture in a folder, and one in a bucket."""
    return store_image(factories.upload(), by=citizen)


@pytest.fixture
def done(django_capture_on_commit_callbacks):
    """A block after which happens what waits for the end of the transaction."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def is_found(image):
    """Whether everybody finds both files of a picture."""
    found = {fetch(default_storage.url(name))[0] for name in image.names}
    assert len(found) == 1
    return found == {200}


def seen(markup):
    """What becomes of the first picture in a page or text: its status for whoever has the page."""
    return fetch(unescape(SOURCE.findall(markup)[0]))[0]


def test_a_picture_follows_what_becomes_of_its_post(
    image_anywhere, citizen, reader, moderator, client_of, api_of, done
):
    image = image_anywhere
    post = factories.post(citizen, body=shows(image))
    assert is_found(image)
    with done():
        change_post_status(post, to=HIDDEN)
    assert not is_found(image)
    assert client_of(reader).get(post.get_absolute_url()).status_code == 404
    for member in (citizen, moderator):
        page = client_of(member).get(post.get_absolute_url()).text
        assert seen(page[page.index("post-body") :]) == 200
        told = api_of(member).get(f"/api/posts/{post.public_id}").json()["data"]["content"]
        assert seen(told) == 200
    with done():
        change_post_status(post, to=PUBLISHED)
    assert is_found(image)
    assert not private_storage().exists(image.names[0])


@pytest.mark.parametrize(
    ("end", "lives"),
    [
        (lambda post: withdraw_post(post, by=post.author), timedelta(days=30)),
        (lambda post: change_post_status(post, to=DELETED), timedelta(days=180)),
    ],
)
def test_pictures_of_a_post_that_is_gone_are_removed_later(image, citizen, done, end, lives):
    post = factories.post(citizen, body=shows(image))
    with done():
        end(post)
    assert not is_found(image)
    Image.objects.update(withheld_at=timezone.now() - lives + timedelta(hours=1))
    assert remove_pictures_of_the_gone() == 0
    Image.objects.update(withheld_at=timezone.now() - lives - timedelta(hours=1))
    assert remove_pictures_of_the_gone() == 1
    assert not Image.objects.exists()
    post.refresh_from_db()
    assert (post.body, post.has_image) == (WORDS, False)
    assert not any(private_storage().exists(name) or default_storage.exists(name) for name in image.names)


def test_pictures_of_what_is_hidden_or_private_are_kept(image, citizen, use_storage):
    factories.suggestion(citizen, body=shows(image), is_private=True)
    hidden = factories.post(citizen, body=shows(store_image(factories.upload(), by=citizen)))
    change_post_status(hidden, to=HIDDEN)
    Image.objects.update(withheld_at=timezone.now() - timedelta(days=900), created_at="2020-01-01T00:00:00Z")
    assert (remove_pictures_of_the_gone(), remove_orphans()) == (0, 0)


def test_a_picture_that_was_edited_out_ends_and_may_come_back(image, citizen, done):
    other = store_image(factories.upload(), by=citizen)
    post = factories.post(citizen, body=shows(image, other))
    post.body = shows(other)
    with done():
        edit_post(post, by=citizen)
    assert (is_found(image), is_found(other)) == (False, True)
    assert list(Post.objects.get().images.all()) == [other]
    post.body = WORDS
    with done():
        edited = edit_post(post, by=citizen)
    assert (is_found(other), edited.has_image, edited.images.count()) == (False, False, 0)
    post.body = shows(image)
    with done():
        edit_post(post, by=citizen)
    assert is_found(image)
    Image.objects.update(created_at=timezone.now() - timedelta(days=9))
    assert remove_orphans() == 0
    Image.objects.filter(pk=other.pk).update(withheld_at=timezone.now() - timedelta(days=3))
    assert remove_orphans() == 1
    assert not any(private_storage().exists(name) for name in other.names)
    assert is_found(image)


def test_pictures_of_private_suggestions_open_for_those_who_may_read(
    image_anywhere, citizen, reader, moderator, client_of, api_of, done
):
    image = image_anywhere
    with done():
        suggestion = factories.suggestion(citizen, body=shows(image), is_private=True)
    assert not is_found(image)
    address = suggestion.get_absolute_url()
    for member in (citizen, moderator):
        assert seen(client_of(member).get(address).text) == 200
        told = api_of(member).get(f"/api/suggestions/{suggestion.post.public_id}").json()["data"]["content"]
        assert seen(told) == 200
    assert image.token not in client_of(reader).get(address).text
    staff = api_of(moderator).get(f"/api/admin/suggestions/{suggestion.post.public_id}").json()["data"]
    assert seen(staff["contentHtml"]) == 200

    # What the author reads goes back as it came, and keeps its pictures.
    form = client_of(citizen).get(f"{address}edit/").context["form"]
    assert seen(form.rich_body) == 200
    changed = copy(suggestion)
    changed.post = copy(suggestion.post)
    changed.post.body = form.rich_body + "<p>덧붙입니다.</p>"
    with done():
        edit_suggestion(changed, by=citizen)
    stored = Post.objects.get()
    assert SOURCE.findall(stored.body) == [default_storage.url(image.page_file.name)]
    changed.post.body, changed.post.is_private = stored.body, False
    with done():
        edit_suggestion(changed, by=citizen)
    assert is_found(image)
    changed.post.is_private = True
    with done():
        edit_suggestion(changed, by=citizen)
    assert not is_found(image)


def test_a_picture_that_another_text_shows_stays_with_that(image, citizen, done):
    first = factories.post(citizen, body=shows(image))
    second = factories.post(citizen, body=shows(image), title="같은 사진을 또 올립니다")
    with done():
        change_post_status(first, to=HIDDEN)
    assert is_found(image)
    with done():
        change_post_status(second, to=HIDDEN)
    assert not is_found(image)
    with done():
        change_post_status(first, to=PUBLISHED)
    assert is_found(image)


def test_pictures_of_polls_and_options_follow_their_post(image, citizen, admin_member, moderator, client_of, done):
    cover, option = (store_image(factories.upload(), by=admin_member) for _ in range(2))
    poll = factories.poll(admin_member, starts=1, picture=cover)
    PollOption.objects.filter(name="감자").update(picture=option)
    option.post = poll.post
    option.save()
    with done():
        change_post_status(poll.post, to=HIDDEN)
    assert (is_found(cover), is_found(option)) == (False, False)
    page = client_of(moderator).get(poll.post.get_absolute_url()).text
    assert seen(page[page.index("poll-photo") - 20 :]) == 200
    with done():
        change_post_status(poll.post, to=PUBLISHED)
    assert (is_found(cover), is_found(option)) == (True, True)
    other = store_image(factories.upload(), by=admin_member)
    poll.refresh_from_db()
    poll.picture = other
    with done():
        edit_poll(poll, by=admin_member)
    assert (is_found(cover), is_found(other), is_found(option)) == (False, True, True)


def test_what_could_not_be_moved_at_once_is_moved_by_the_job(citizen, use_storage, settings, done):
    use_storage("folder")
    image = store_image(factories.upload(), by=citizen)
    post = factories.post(citizen, body=shows(image))
    kept = settings.STORAGES
    use_storage("away")
    with done():
        change_post_status(post, to=HIDDEN)
    with pytest.raises(StorageAway):
        bring_on()
    settings.STORAGES = kept
    private._private_files._wrapped = empty
    assert is_found(image)
    bring_images_on(0)
    assert not is_found(image)


def test_a_job_moves_what_waits(image, citizen):
    withhold(Image.objects.all())
    assert is_found(image)
    assert bring_on() == 1
    assert not is_found(image)
    assert bring_on() == 0
    release(Image.objects.all())
    assert bring_on() == 1
    assert is_found(image)


def test_a_move_that_was_cut_short_goes_on(storage):
    public, private = default_storage, private_storage()
    public.save("images/whole.webp", ContentFile(b"the whole file"))
    private.save("images/whole.webp", ContentFile(b"the wh"))
    for _ in range(2):
        assert move_file("images/whole.webp", out_of=public, into=private)
        assert not public.exists("images/whole.webp")
        with private.open("images/whole.webp") as file:
            assert file.read() == b"the whole file"
    assert not move_file("images/none.webp", out_of=public, into=private)


def test_signed_addresses_are_told_from_made_up_ones(storage):
    private = private_storage()
    address = private.download_url("images/a.webp", filename="a.webp", content_type="image/webp", seconds=1)
    assert private.name_of(address) == "images/a.webp"
    for other in ("", "/media/images/a.webp", "https://evil.example/images/a.webp?x=1", f"x{address}", "/files/x"):
        assert private.name_of(other) is None, other


def test_a_draft_still_shows_its_pictures(image, citizen, done):
    with done():
        save_draft(Draft(board="FREE", title="초안", body=shows(image)), by=citizen)
    Image.objects.update(created_at=timezone.now() - timedelta(days=9))
    assert remove_orphans() == 0
    assert is_found(image)
