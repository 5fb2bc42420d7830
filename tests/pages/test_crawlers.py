"""robots.txt, the sitemap and the feeds: everything public, nothing else, in pieces of a bounded size."""

from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from boards.models import Board, BoardCounter, Post
from boards.services import change_post_status
from boards.services.counters import count_post
from pages.views.crawlers import IDS_A_FILE
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = "http://testserver"


NAMESPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def locations(client, address):
    """The addresses in a sitemap."""
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml; charset=utf-8")
    return [found.text for found in ET.fromstring(response.content).iterfind(".//s:loc", NAMESPACE)]


def file_of(board, post):
    """The address of the sitemap file in which a post stands."""
    return f"http://testserver/sitemaps/{board.slug}-{post.pk // IDS_A_FILE}.xml"


def test_robots_names_the_sitemap_and_closes_what_is_nobody_elses(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.text.splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /me/", "Disallow: /admin/", "Disallow: /api/", "Allow: /"} <= set(lines)
    assert lines[-1] == "Sitemap: http://testserver/sitemap.xml"


def test_robots_asks_those_who_train_models_to_stay_out(client, settings):
    settings.AI_CRAWLERS_KEPT_OUT = ["GPTBot", "CCBot"]
    lines = client.get("/robots.txt").text.splitlines()
    at = lines.index("User-agent: GPTBot")
    assert lines[at : at + 3] == ["User-agent: GPTBot", "User-agent: CCBot", "Disallow: /"]
    settings.AI_CRAWLERS_KEPT_OUT = []
    assert "Disallow: /" not in client.get("/robots.txt").text.splitlines()


def test_sitemap_names_a_file_for_each_stretch_of_each_board(client, citizen, politician):
    free = factories.post(citizen)
    voice = factories.post(citizen, board=Board.POLITICIAN, politician=politician)
    with CaptureQueriesContext(connection) as queries:
        files = locations(client, "/sitemap.xml")
    assert files[0] == "http://testserver/sitemaps/pages-0.xml"
    assert {file_of(Board.FREE, free), file_of(Board.POLITICIAN, voice)} <= set(files)
    assert f"http://testserver/sitemaps/politicians-{politician.pk // 5000}.xml" in files
    assert len(queries) == 2


def test_sitemap_of_a_million_posts_has_small_files(client, citizen):
    post = factories.post(citizen)
    BoardCounter.objects.bulk_create(
        BoardCounter(board=Board.FREE, block=block, listed=1024) for block in range(2_000_000, 2_001_000)
    )
    files = locations(client, "/sitemap.xml")
    assert len(files) < 135
    assert file_of(Board.FREE, post) in files


def test_sitemap_file_holds_what_everybody_may_read(client, citizen, django_assert_num_queries):
    shown, hidden, deleted = (factories.post(citizen, title=f"버스 이야기 {number}") for number in range(3))
    change_post_status(hidden, to=Post.Status.HIDDEN)
    change_post_status(deleted, to=Post.Status.DELETED)
    with django_assert_num_queries(1):
        found = locations(client, file_of(Board.FREE, shown))
    assert found == [f"http://testserver{shown.get_absolute_url()}"]


def test_sitemap_file_of_suggestions_leaves_private_ones_out(client, citizen):
    open_one, private = (factories.post(citizen, title=f"제안 {number}") for number in range(2))
    for post, is_private in ((open_one, False), (private, True)):
        Post.objects.filter(pk=post.pk).update(board=Board.SUGGESTION, is_private=is_private)
        count_post(Post.objects.get(pk=post.pk), +1)
    page = client.get(file_of(Board.SUGGESTION, open_one)).text
    assert open_one.public_id in page
    assert private.public_id not in page
    change_post_status(Post.objects.get(pk=open_one.pk), to=Post.Status.HIDDEN)
    assert locations(client, file_of(Board.SUGGESTION, open_one)) == []


def test_sitemap_file_asks_for_a_range_of_ids(client, citizen):
    post = factories.post(citizen)
    with CaptureQueriesContext(connection) as queries:
        client.get(file_of(Board.FREE, post))
    first = post.pk // IDS_A_FILE * IDS_A_FILE
    assert f'"boards_post"."id" >= {first}' in queries[0]["sql"]
    assert f'"boards_post"."id" < {first + IDS_A_FILE}' in queries[0]["sql"]


@pytest.mark.parametrize("name", ["free-999999", "pages-1", "politicians-9999", "suggestions-0", "other-0", "free-x"])
def test_sitemap_file_that_holds_nothing_is_none(client, name):
    assert client.get(f"/sitemaps/{name}.xml").status_code == 404


def test_sitemap_of_pages_leads_to_pages_that_are_there(client):
    for address in locations(client, "/sitemaps/pages-0.xml"):
        assert client.get(address.removeprefix("http://testserver")).status_code == 200, address


def items(client, address):
    """The titles in a feed."""
    response = client.get(address)
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    return [item.findtext("title") for item in ET.fromstring(response.content).iterfind(".//item")]


def test_board_feed_brings_what_everybody_may_read(client, citizen, django_assert_num_queries):
    first, second, hidden = (
        factories.post(citizen, title=title) for title in ("첫 <b>글</b> & 이야기", "둘째 글", "숨길 글")
    )
    change_post_status(hidden, to=Post.Status.HIDDEN)
    with django_assert_num_queries(1):
        assert items(client, "/free/feed/") == [second.title, first.title]


def test_board_feed_of_suggestions_leaves_private_ones_out(client, citizen):
    post = factories.post(citizen, title="비밀 제안")
    Post.objects.filter(pk=post.pk).update(board=Board.SUGGESTION, is_private=True)
    assert items(client, "/suggestions/feed/") == []


def test_politician_feed_brings_what_names_them(client, citizen, politician, django_assert_num_queries):
    factories.post(citizen, title="다른 이야기")
    named = factories.post(citizen, board=Board.POLITICIAN, politician=politician, title="의원님께 묻습니다")
    with django_assert_num_queries(2):
        assert items(client, f"/politicians/{politician.public_id}/feed/") == [named.title]
    assert client.get("/politicians/PL999999/feed/").status_code == 404
