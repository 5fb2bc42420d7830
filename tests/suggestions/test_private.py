"""What is private about a suggestion reaches its author and staff, and nobody else by any address of the site."""

import re
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import NoReverseMatch, reverse

from boards.models import Post
from boards.services import react
from moderation.models import Report
from moderation.services import file_report
from suggestions.models import Suggestion
from suggestions.services import answer_suggestion, edit_suggestion, submit_suggestion, withdraw_suggestion
from tests import factories
from tests.suggestions.secret import SECRET
from tests.test_addresses import ENDS_THE_SESSION, named_addresses, value_for, values  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db

FOR_DEVELOPERS = {"styleguide", "dev-mail"}
# What was typed into a search stands in its box and above what was found.
ECHO = re.compile(f'“{SECRET}”|value="{SECRET}"')
ASKED = ({"q": SECRET}, {"q": SECRET, "in": "title"}, {"q": SECRET, "in": "author"})
PARTS = ("post-list", "comments")


@pytest.fixture
def stranger(db):
    """일반회원 who had to do with the suggestion while everybody could read it."""
    return factories.MemberFactory(nickname="곁에있던시민")


@pytest.fixture
def everywhere(values):  # noqa: F811 - a fixture
    """`everywhere(post)`: every address of the site, with this post wherever a post stands in it, and with others."""

    def addresses(post):
        here = {
            "board": post.board_slug,
            "public_id": post.public_id,
            "suggestion": post.public_id,
            "object_id": post.pk,
            "comment": post.comments.order_by("pk")[0].public_id,
        }
        # The back office is closed to all who ask here (tests/test_markup.py).
        left_out = ENDS_THE_SESSION | FOR_DEVELOPERS
        known = [
            (name, parameters)
            for name, parameters in named_addresses()
            if name not in left_out and not name.startswith("admin:")
        ]
        found = set()
        for given in (values, values | here):
            for name, parameters in known:
                if _can_stand_in(name, given["board"]):
                    found |= _address(name, parameters, given)
        return found

    return addresses


def _address(name, parameters, given):
    """The address in a set; an empty one for a resource of the API that is about no post or comment."""
    try:
        return {reverse(name, kwargs={one: value_for(name, one, given) for one in parameters})}
    except (KeyError, NoReverseMatch):
        if not name.startswith("api:"):
            raise
        return set()


def _can_stand_in(name, board):
    """Whether this address exists for a board; only members' boards have the pages of posts."""
    _, _, view = name.partition(":")
    return board != "suggestions" or (
        not (view.startswith("post-") and view not in {"post-react", "post-picture"}) and (view != "draft-save")
    )


def said(suggestion, stranger):
    """What was said and done about it by its author and by a stranger."""
    post, author = suggestion.post, suggestion.post.author
    factories.comment(post, author, f"{SECRET} 덧붙입니다.")
    own = factories.comment(post, stranger, f"{SECRET} 저도 궁금합니다.")
    factories.comment(post, author, f"{SECRET} 답글입니다.", parent=own)
    react(post, by=stranger, value="LIKE")
    file_report(Report(post=post, reason=Report.Reason.SPAM, text=SECRET), by=stranger)


def looked_at(client, addresses):
    """Where the word stands in what `client` is answered: pages, what they find, and their parts."""
    found = set()
    for address in sorted(addresses):
        page = read(client, address)
        pages = [page]
        if 'name="q"' in page:
            pages += [read(client, address, query) for query in ASKED]
        if 'id="post-list"' in page or 'id="comments"' in page:
            pages += [read(client, address, headers={"HX-Request": "true", "HX-Target": part}) for part in PARTS]
        if address.endswith("/comments/"):
            pages.append(read(client, address, {"after": ""}, headers={"HX-Request": "true"}))
        if any(SECRET in ECHO.sub("", page) for page in pages):
            found.add(address)
    return found


def read(client, address, query=None, **kwargs):
    """What is answered at an address, as text."""
    response = client.get(address, query, **kwargs)
    assert response.status_code < 500, address
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode(errors="replace")


@pytest.mark.parametrize("role", ["anonymous", "stranger", "politician_member"])
def test_nothing_of_a_suggestion_that_became_private_is_left_at_any_address(
    client_of, citizen, moderator, stranger, everywhere, role, request, settings, django_capture_on_commit_callbacks
):
    settings.PAGE_CACHE_SECONDS = 60
    suggestion = factories.suggestion(
        citizen, title=f"{SECRET} 문의", body=f"<p>{SECRET}에 대해 조용히 여쭙니다.</p>", category="COMPLAINT"
    )
    said(suggestion, stranger)
    factories.suggestion(citizen, title="나중의 공개 제안")
    client, addresses = client_of(request.getfixturevalue(role)), everywhere(suggestion.post)
    post = suggestion.post
    neighbours = [other.get_absolute_url() for other in Post.objects.on("SUGGESTION").exclude(pk=post.pk)]
    # It can be found, and the cache of pages is filled with it.
    shown = {"/suggestions/", post.get_absolute_url(), *neighbours}
    assert {address for address in shown if SECRET in client.get(address).text} >= {"/suggestions/", *neighbours}
    with django_capture_on_commit_callbacks(execute=True):
        post.is_private = True
        edit_suggestion(suggestion, by=citizen)
        answer_suggestion(suggestion, by=moderator, state="REVIEWING", reply=f"{SECRET} 살펴봅니다.")
    assert looked_at(client, addresses) == set()
    assert client.get(post.get_absolute_url()).status_code == 403
    assert "비공개 접수 글입니다" in client.get("/suggestions/").text


@pytest.mark.parametrize("role", ["citizen", "moderator", "admin_member"])
def test_its_author_and_staff_read_it(client_of, citizen, stranger, role, request):
    suggestion = factories.suggestion(
        citizen, title=f"{SECRET} 문의", body=f"<p>{SECRET}에 대해 조용히 여쭙니다.</p>", is_private=True
    )
    factories.comment(suggestion.post, citizen, f"{SECRET} 덧붙입니다.")
    client = client_of(request.getfixturevalue(role))
    address = suggestion.get_absolute_url()
    assert client.get("/suggestions/").text.count(SECRET) >= 1
    assert client.get(address).text.count(SECRET) >= 3
    newer = client.get(f"{address}comments/", {"after": ""}, headers={"HX-Request": "true"})
    assert f"{SECRET} 덧붙입니다." in newer.text
    if role != "citizen":
        assert SECRET in client.get(f"/admin/suggestions/suggestion/{suggestion.pk}/change/").text


def test_same_form_sent_again_as_private_is_private(citizen):
    token, made = uuid.uuid4(), []
    for is_private in (False, True):
        post = Post(title="다시 보낸 제안", body="<p>이번에는 비공개로 보냅니다.</p>", is_private=is_private)
        post.submission = token
        made.append(submit_suggestion(Suggestion(post=post, category="FEATURE"), by=citizen))
    assert [suggestion.post.is_private for suggestion in made] == [False, True]


def test_what_its_author_took_back_is_not_answered(citizen, moderator):
    suggestion = factories.suggestion(citizen)
    withdraw_suggestion(suggestion, by=citizen)
    with pytest.raises(ValidationError, match="삭제된 글"):
        answer_suggestion(suggestion, by=moderator, state="DONE", reply="처리했습니다.")


@pytest.mark.parametrize("kind", ["suggestion", "notice", "poll"])
def test_a_report_that_hides_at_once_leads_back_to_the_list(client_of, citizen, reader, admin_member, kind):
    make = {"suggestion": (factories.suggestion, citizen), "notice": (factories.notice, admin_member)}
    factory, by = make.get(kind, (factories.poll, admin_member))
    post = factory(by).post
    address = reverse("moderation:report-create", args=[post.public_id])
    response = client_of(reader).post(address, {"reason": Report.Reason.PRIVACY, "text": ""})
    assert (response.status_code, response["Location"]) == (302, f"/{post.board_slug}/")
