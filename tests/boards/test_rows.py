"""Rows of posts and comments look the same filled in (as they are served) and rendered (as under DEBUG)."""

import re

import pytest

from boards.models import Board
from boards.services import change_comment_status, edit_comment, react

pytestmark = pytest.mark.django_db
ODD = "<b>&\"'% %s 이야기"


@pytest.fixture
def talk(write, say, citizen, reader, politician, politician_member, aide):
    """Posts and comments of every kind: answered or not, with a picture or none, edited, hidden, liked."""
    write(citizen, title=ODD)
    free = write(citizen, title="버스 노선")
    named = write(citizen, Board.POLITICIAN, title=ODD, politician=politician)
    write(citizen, Board.POLITICIAN, title="버스 노선", politician=politician)
    write(aide, Board.POLITICIAN, title="의원실에서 알립니다")
    say(named, aide, "살펴보겠습니다.")
    for post in (free, named):
        first = say(post, reader, f"{ODD} 1")
        reply = say(post, citizen, f"{ODD} 2", parent=first)
        say(post, politician_member, "답변입니다.", parent=reply)
        react(first, by=citizen, value="LIKE")
        react(reply, by=reader, value="DISLIKE")
        hidden = say(post, reader, "숨길 말")
        change_comment_status(hidden, to="HIDDEN")
        reply.text = "고친 말"
        edit_comment(reply, by=citizen)
    react(free, by=reader, value="LIKE")
    return free, named


def seen(client, address):
    """A page without what differs each time it is asked for, and without the indentation that fragments lose."""
    page = " ".join(client.get(address).content.decode().split())
    return re.sub(r'value="[A-Za-z0-9]{64}"|value="[0-9a-f-]{36}"|조회수: \d+', "", page)


@pytest.mark.parametrize("who", ["anonymous", "citizen", "suspended"])
def test_pages_look_the_same_filled_in_and_rendered(request, who, client_of, talk, settings):
    settings.PAGE_CACHE_SECONDS = 0
    client = client_of(request.getfixturevalue(who))
    addresses = [
        "/free/",
        "/voice/",
        "/free/?q=이야기",
        "/voice/?q=버스&in=title",
        *(post.get_absolute_url() for post in talk),
    ]
    filled = [[seen(client, address) for address in addresses] for _ in range(2)]
    settings.DEBUG = True
    rendered = [seen(client, address) for address in addresses]
    assert filled == [rendered, rendered]
    assert "&lt;b&gt;&amp;&quot;&#x27;% %s" in rendered[0]
    assert "<b>&" not in "".join(rendered)
