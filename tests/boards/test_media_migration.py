"""`manage.py move_media`: addresses of pictures in texts follow the base of public files, and nothing else changes."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from boards.models import Draft, Post
from boards.services import edit_post, media_migration
from pictures.services import store_image
from tests import factories

pytestmark = pytest.mark.django_db

OLD, NEW = "https://old.example/files", "https://new.example"


def run(old=OLD, new=NEW, **options):
    out = StringIO()
    call_command("move_media", f"--from={old}", f"--to={new}", stdout=out, **options)
    return out.getvalue()


def body(base, *, also=""):
    return (
        f'<p>사진입니다. <img src="{base}/images/a-1.webp" alt="그림" width="3" height="2">{also}</p>'
        f'<p><a href="{base}/images/b_2.webp" rel="nofollow ugc noopener">크게</a></p>'
    )


@pytest.fixture
def texts(citizen, reader, admin_member):
    """A post, a notice, a poll and a draft that show pictures of the old base."""
    posts = [factories.post(citizen), factories.notice(admin_member).post, factories.poll(admin_member).post]
    for post in posts:
        Post.objects.filter(pk=post.pk).update(body=body(OLD))
    draft = Draft.objects.create(member=reader, board="FREE", title="쓰던 글", body=body(OLD))
    return posts, draft


def everything():
    """All columns of all rows but the texts."""
    posts, drafts = Post.objects.order_by("pk").values(), Draft.objects.order_by("pk").values()
    return [{name: value for name, value in row.items() if name != "body"} for row in (*posts, *drafts)]


def test_addresses_are_moved_and_nothing_else(texts, citizen, monkeypatch):
    monkeypatch.setattr(media_migration, "BATCH", 2)
    posts, draft = texts
    others = (
        f'<p>{OLD}/images/a-1.webp 라고 쓴 글, src="{OLD}/images/a.webp"</p>',
        body("https://old.example/files2"),
        body("https://other.example/files"),
        body("/media"),
    )
    untouched = [factories.post(citizen) for _ in others]
    for post, text in zip(untouched, others, strict=True):
        Post.objects.filter(pk=post.pk).update(body=text)
    before = everything()
    told = run()
    assert "게시글: 고침 3개(주소 6개)" in told
    assert "임시 글: 고침 1개(주소 2개)" in told
    assert everything() == before
    for row in (*posts, draft):
        row.refresh_from_db()
        assert row.body == body(NEW)
    for post, text in zip(untouched, others, strict=True):
        post.refresh_from_db()
        assert post.body == text
    again = run()
    assert "게시글: 고침 0개(주소 0개)" in again
    assert "임시 글: 고침 0개(주소 0개)" in again


def test_a_dry_run_counts_the_same_and_changes_nothing(texts):
    told = run(dry_run=True)
    assert "게시글: 고칠 것 3개(주소 6개)" in told
    assert "임시 글: 고칠 것 1개(주소 2개)" in told
    assert set(Post.objects.values_list("body", flat=True)) == {body(OLD)}


def test_a_run_that_was_cut_short_is_started_anew(texts, monkeypatch):
    monkeypatch.setattr(media_migration, "BATCH", 1)
    begun = media_migration.move_media(OLD, NEW)
    next(begun)
    begun.close()
    assert Post.objects.filter(body=body(NEW)).count() == 1
    assert "게시글: 고침 2개(주소 4개)" in run()
    assert set(Post.objects.values_list("body", flat=True)) == {body(NEW)}


def test_the_kept_page_shows_the_new_address(texts, client_of, django_capture_on_commit_callbacks):
    (post, *_), _ = texts
    client = client_of()
    assert f'src="{OLD}/images/a-1.webp"' in client.get(post.get_absolute_url()).text
    with django_capture_on_commit_callbacks(execute=True):
        run()
    assert f'src="{NEW}/images/a-1.webp"' in client.get(post.get_absolute_url()).text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (OLD, OLD),
        (OLD, f"{OLD}/"),
        (OLD, f"{OLD}/deeper"),
        ("/", NEW),
        ("", NEW),
        ("media", NEW),
        ("//old.example", NEW),
        ("ftp://old.example", NEW),
        ("https://", NEW),
        ("https://[old", NEW),
        ("https://old.example?a=b", NEW),
        (OLD, 'https://new.example"onerror='),
        (OLD, "https://new.example/a b"),
        (OLD, "javascript:alert(1)"),
    ],
)
def test_bases_that_make_no_sense_are_refused(texts, old, new):
    with pytest.raises(CommandError):
        run(old, new)
    assert set(Post.objects.values_list("body", flat=True)) == {body(OLD)}


def test_after_moving_to_a_bucket_an_author_keeps_the_pictures(citizen, use_storage):
    use_storage("folder")
    image = store_image(factories.upload(), by=citizen)
    old = image.page_file.url
    post = factories.post(citizen, body=f'<p>버스가 너무 뜸합니다. <img src="{old}" alt="정류장"></p>')
    use_storage("s3")
    new = image.page_file.storage.url(image.page_file.name)
    assert new != old
    told = run(old.removesuffix(f"/{image.page_file.name}"), new.removesuffix(f"/{image.page_file.name}"))
    assert "게시글: 고침 1개(주소 1개)" in told
    assert "지금 쓰는 주소" not in told
    post.refresh_from_db()
    post.title = "고친 제목"
    edit_post(post, by=citizen)
    post.refresh_from_db()
    assert f'src="{new}"' in post.body
    assert post.has_image


def test_a_base_that_the_site_does_not_use_is_named(texts):
    assert "사이트가 지금 쓰는 주소는 /media" in run()
