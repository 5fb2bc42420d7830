"""What is gone is gone everywhere at once: nothing that hung on it answers any more, and nobody keeps the answer."""

import pytest

from boards.models import Comment, Post
from boards.services import change_comment_status, change_post_status, edit_post, withdraw_post
from notifications.models.delivery import Delivery
from polibat.mail import unseal
from tests import factories

pytestmark = pytest.mark.django_db

TITLE = "가로등마다노란우산을거는모임"


def test_a_mail_that_did_not_leave_yet_says_the_words_of_now(citizen, politician):
    politician.office_email = "office@example.com"
    politician.save()
    post = factories.post(citizen, board="POLITICIAN", politician=politician, title="처음 제목입니다")
    post.title, post.body = "고친 제목입니다", "<p>이웃의 이름을 지우고 다시 씁니다.</p>"
    edit_post(post, by=citizen)
    told = unseal(Delivery.objects.about(post.public_id).get().sealed)["context"]
    assert (told["title"], told["text"]) == ("고친 제목입니다", "이웃의 이름을 지우고 다시 씁니다.")


def test_nothing_of_a_comment_that_is_hidden_answers(client, citizen, reader, django_capture_on_commit_callbacks):
    post = factories.post(citizen)
    comment = factories.comment(post, reader, text=TITLE)
    shown = [post.get_absolute_url(), f"/api/posts/{post.public_id}/comments", "/"]
    for address in shown[:2]:
        assert TITLE in client.get(address).text, address
    with django_capture_on_commit_callbacks(execute=True):
        change_comment_status(comment, to=Comment.Status.HIDDEN)
    for address in shown:
        assert TITLE not in client.get(address).text, address


def places(post, politician):
    """Where a visitor finds a post; what is asked for by its own address comes last."""
    person = f"/politicians/{politician.public_id}/"
    asked = ["/voice/", "/", "/voice/feed/", person, f"{person}feed/", f"/search/?q={TITLE}"]
    asked += ["/api/posts?boardType=POLITICIAN", f"/api/search?search={TITLE}"]
    return asked, [post.get_absolute_url(), f"/og/{post.public_id}.png", f"/api/posts/{post.public_id}"]


@pytest.mark.parametrize(
    "end",
    [
        lambda post: change_post_status(post, to=Post.Status.HIDDEN),
        lambda post: change_post_status(post, to=Post.Status.DELETED),
        lambda post: withdraw_post(post, by=post.author),
    ],
    ids=["hidden", "deleted", "withdrawn"],
)
def test_nothing_of_a_post_that_is_gone_answers(client, citizen, politician, django_capture_on_commit_callbacks, end):
    politician.office_email = "office@example.com"
    politician.save()
    post = factories.post(citizen, board="POLITICIAN", politician=politician, title=TITLE)
    lists, own = places(post, politician)
    assert [address for address in lists if TITLE not in client.get(address).text.replace("<mark>", "")] == []
    assert {client.get(address).status_code for address in own} == {200}
    with django_capture_on_commit_callbacks(execute=True):
        end(post)
    shown = [address for address in lists if f"{post.public_id}" in client.get(address).text]
    assert shown == []
    gone = [client.get(address) for address in own]
    assert {answer.status_code for answer in gone} == {404}
    assert [answer["Cache-Control"] for answer in gone] == ["no-store", "no-store", "private, no-cache"]
    assert not Delivery.objects.about(post.public_id).filter(state=Delivery.State.QUEUED).exists()
