"""Whoever uses a word of the list is asked once to read again; the second press goes through, and nothing is lost."""

import uuid

import pytest

from boards.models import Comment, Post
from moderation.models import WatchWord
from moderation.services import add_word
from tests import factories

pytestmark = pytest.mark.django_db
ROUGH = "멍텅구리 같은 생각입니다. 그래도 들어 보겠습니다."
ASKS = "다시 한 번 읽어 주세요"


@pytest.fixture
def word(admin_member, django_capture_on_commit_callbacks):
    """멍텅구리 stands in the list."""
    with django_capture_on_commit_callbacks(execute=True):
        add_word(WatchWord(word="멍텅구리"), by=admin_member)


def test_post_asks_once_and_keeps_what_was_typed(word, citizen, client_of):
    client = client_of(citizen)
    typed = {"title": "제 생각은 이렇습니다", "body": ROUGH, "markup": "plain", "submission": str(uuid.uuid4())}
    first = client.post("/free/write/", typed)
    page = first.content.decode()
    assert first.status_code == 422
    assert ASKS in page
    assert ROUGH in page
    assert typed["submission"] in page
    assert not Post.objects.exists()
    assert client.post("/free/write/", typed).status_code == 302
    assert Post.objects.get().status == "PUBLISHED"


def test_comment_asks_once_with_htmx_and_without(word, citizen, reader, client_of):
    post = factories.post(citizen)
    client = client_of(reader)
    address = f"{post.get_absolute_url()}comments/"
    for headers in ({}, {"HX-Request": "true"}):
        typed = {"text": ROUGH, "submission": str(uuid.uuid4())}
        first = client.post(address, typed, headers=headers).content.decode()
        assert ASKS in first
        assert ROUGH in first
        client.post(address, typed, headers=headers)
    assert Comment.objects.count() == 2


def test_plain_words_are_not_asked_about(word, citizen, client_of):
    typed = {
        "title": "제 생각은 이렇습니다",
        "body": "버스를 늘려 주세요. 부탁드립니다.",
        "submission": str(uuid.uuid4()),
    }
    assert client_of(citizen).post("/free/write/", {**typed, "markup": "plain"}).status_code == 302
