"""What search engines and link previews are told: one address a page, facts that cannot break out, a picture a post."""

import io
import json
import re

import pytest
from django.contrib.staticfiles import finders
from PIL import Image, ImageChops

from boards.models import Board, Post
from boards.services import change_post_status
from polibat.files.text_drawing import has_letter, lines_of, width_of
from tests import factories
from tests.markup import contains, tidy

pytestmark = pytest.mark.django_db

FACTS = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
NASTY = "</script><script>alert(1)</script> & <!-- 제목"


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = "https://www.polibat.com"
    settings.PAGE_CACHE_SECONDS = 0


def facts(page):
    """The JSON-LD of a page."""
    (found,) = FACTS.findall(page.text)
    return json.loads(found)


def canonical_of(page):
    """The canonical address of a page; None where it has none."""
    found = re.findall(r'<link rel="canonical" href="([^"]*)">', tidy(page))
    assert len(found) == 1 or not found
    return found[0] if found else None


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/", "https://www.polibat.com/"),
        ("/free/", "https://www.polibat.com/free/"),
        ("/free/?page=1", "https://www.polibat.com/free/"),
        ("/free/?page=2&utm_source=x", "https://www.polibat.com/free/?page=2"),
        ("/free/?page=%22%3E%3Cscript%3E", "https://www.polibat.com/free/"),
        ("/free/?page=abc", "https://www.polibat.com/free/"),
        ("/terms/?version=TP0001-VN0001", "https://www.polibat.com/terms/?version=TP0001-VN0001"),
        ("/terms/", "https://www.polibat.com/terms/"),
    ],
)
def test_every_public_page_has_one_address(client, citizen, address, canonical):
    factories.post(citizen)
    assert canonical_of(client.get(address)) == canonical


@pytest.mark.parametrize("address", ["/login/", "/signup/", "/find-account/", "/free/?q=%EB%B2%84%EC%8A%A4"])
def test_doors_and_finds_are_not_to_be_kept(client, address):
    page = client.get(address)
    assert canonical_of(page) is None
    assert contains(page, '<meta name="robots" content="noindex">')


def test_a_members_own_pages_are_not_to_be_kept(client_of, citizen):
    assert contains(client_of(citizen).get("/me/"), '<meta name="robots" content="noindex">')


def test_home_names_the_site_and_its_owners_mark(client, settings):
    settings.NAVER_SITE_VERIFICATION, settings.GOOGLE_SITE_VERIFICATION = "0123abcd", "4567efgh"
    page = client.get("/")
    assert facts(page)["@type"] == "WebSite"
    assert contains(page, '<meta name="naver-site-verification" content="0123abcd">')
    assert contains(page, '<meta name="google-site-verification" content="4567efgh">')
    assert contains(page, '<meta name="robots" content="index, follow">')
    for name in ("author", "description", "keywords", "twitter:card"):
        assert f'<meta name="{name}"' in tidy(page)
    for name in ("og:title", "og:description", "og:image", "og:url", "og:type"):
        assert f'property="{name}"' in page.text


def test_a_post_is_a_contribution_to_a_discussion(client, citizen):
    post = factories.post(citizen, title=NASTY)
    page = client.get(post.get_absolute_url())
    found = facts(page)
    assert (found["@type"], found["headline"]) == ("DiscussionForumPosting", post.title)
    assert found["url"] == f"https://www.polibat.com{post.get_absolute_url()}"
    assert "<script>alert(1)" not in page.text


def test_an_answered_post_is_a_question_with_its_answers(client, citizen, politician, politician_member, reader):
    post = factories.post(citizen, board=Board.POLITICIAN, politician=politician, title="버스를 늘려 주실 수 있나요?")
    assert facts(client.get(post.get_absolute_url()))["@type"] == "DiscussionForumPosting"
    factories.comment(post, reader, text="저도 궁금합니다.")
    factories.comment(post, politician_member, text=f"늘리겠습니다. {NASTY}")
    question = facts(client.get(post.get_absolute_url()))["mainEntity"]
    assert (question["name"], question["answerCount"]) == (post.title, 1)
    (answer,) = question["suggestedAnswer"]
    assert answer["text"] == f"늘리겠습니다. {NASTY}"
    assert answer["author"]["name"] == politician_member.nickname


def test_a_politicians_page_says_who_it_is(client, politician):
    person = facts(client.get(politician.get_absolute_url()))["mainEntity"]
    assert (person["name"], person["jobTitle"]) == (politician.name, politician.position)


def test_a_page_leads_to_its_feed(client, politician):
    assert 'type="application/rss+xml" title="자유게시판" href="/free/feed/"' in tidy(client.get("/free/"))
    page = client.get(politician.get_absolute_url()).text
    assert f'href="/politicians/{politician.public_id}/feed/"' in page


def picture_of(client, post):
    """The picture of a post for link previews."""
    response = client.get(f"/og/{post.public_id}.png")
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    return Image.open(io.BytesIO(response.content)).convert("RGB")


def test_a_post_has_a_picture_with_its_title(client, citizen, politician):
    first = factories.post(citizen, title="골목길에 가로등을 놓아 주세요")
    second = factories.post(citizen, title="놀이터 모래를 갈아 주세요")
    pictures = [picture_of(client, post) for post in (first, second)]
    assert [picture.size for picture in pictures] == [(1200, 630)] * 2
    # Where they differ by more than the rounding of colours, the title stands.
    differing = ImageChops.difference(*pictures).convert("L").point(lambda value: 255 * (value > 60))
    left, top, right, bottom = differing.getbbox()
    assert (left >= 60, top >= 180, right <= 1160, bottom <= 300) == (True,) * 4
    assert f'content="https://www.polibat.com/og/{first.public_id}.png"' in client.get(first.get_absolute_url()).text


def test_a_picture_changes_with_the_title(client, citizen):
    post = factories.post(citizen, title="골목길에 가로등을 놓아 주세요")
    before = picture_of(client, post)
    Post.objects.filter(pk=post.pk).update(title="다른 제목을 붙였습니다")
    assert ImageChops.difference(before, picture_of(client, post)).getbbox()


@pytest.mark.parametrize("title", ["가" * 200, "A" * 200, "😀" * 100, "\u202e뒤집힌 글 الجملة", "ㅋㅋㅋ ㅠㅠ", NASTY])
def test_any_title_can_be_drawn(client, citizen, title):
    post = factories.post(citizen)
    Post.objects.filter(pk=post.pk).update(title=title)
    assert picture_of(client, post).size == (1200, 630)


@pytest.mark.parametrize("status", ["HIDDEN", "DELETED"])
def test_what_cannot_be_read_has_no_picture(client_of, citizen, status):
    post = factories.post(citizen)
    change_post_status(post, to=status)
    assert client_of(citizen).get(f"/og/{post.public_id}.png").status_code == 404


def test_a_private_post_has_no_picture(client_of, citizen):
    post = factories.post(citizen)
    Post.objects.filter(pk=post.pk).update(board=Board.SUGGESTION, is_private=True)
    assert client_of(citizen).get(f"/og/{post.public_id}.png").status_code == 404


def test_the_type_has_every_syllable():
    assert all(has_letter(chr(code)) for code in range(0xAC00, 0xD7A4))
    assert width_of("가나다", size=50) > width_of("가나", size=50) > 50


def test_lines_break_between_words_and_end_in_an_ellipsis():
    lines = lines_of("버스를 늘려 주세요 " * 10, size=50, width=600, most=2)
    assert len(lines) == 2
    assert lines[0].startswith("버스를 늘려")
    assert lines[1].endswith("…")
    assert all(width_of(line, size=50) <= 600 for line in lines)
    assert lines_of("짧은 제목", size=50, width=600, most=2) == ["짧은 제목"]


def test_the_manifest_names_pictures_that_are_there(client):

    response = client.get("/site.webmanifest")
    assert response["Content-Type"] == "application/manifest+json"
    for icon in response.json()["icons"]:
        with Image.open(finders.find(icon["src"].removeprefix("/static/"))) as image:
            assert f"{image.width}x{image.height}" == icon["sizes"]
