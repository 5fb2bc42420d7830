"""Comments and reactions on the page of a post, with and without scripts."""

import pytest

from boards.models import Comment, Reaction
from boards.services import withdraw_post
from tests import factories
from tests.boards.test_pages import htmx
from tests.markup import tidy

pytestmark = pytest.mark.django_db


def test_comment_create_works_without_javascript(client_of, citizen, reader):
    post = factories.post(citizen)
    client = client_of(reader)
    response = client.post(f"{post.get_absolute_url()}comments/", {"text": "첫 줄\r\n둘째 줄"})
    comment = Comment.objects.get()
    assert response["Location"] == comment.get_absolute_url()
    assert comment.text == "첫 줄\n둘째 줄"
    client.post(f"{post.get_absolute_url()}comments/", {"text": "답글", "parent": comment.public_id})
    assert Comment.objects.get(text="답글").parent == comment


def test_comment_create_answers_htmx_with_the_comment_and_a_fresh_form(client_of, citizen, reader):
    post = factories.post(citizen)
    address = f"{post.get_absolute_url()}comments/"
    response = client_of(reader).post(address, {"text": "새 댓글"}, headers=htmx("ol#comment-list"))
    assert response.status_code == 200
    assert "새 댓글" in tidy(response)
    assert response.context["thread_total"] == 1
    assert response.context["comment_form"].html_id == "comment-form"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"text": " "}, "댓글을 입력하세요."),
        ({"text": "가" * 1001}, "댓글은 1,000자까지 쓸 수 있습니다. (현재 1,001자)"),
        ({"text": "안녕", "parent": "FB000001-CM9999"}, "이 댓글에는 답글을 달 수 없습니다."),
        ({"text": "안녕", "parent": "x\x00"}, ""),
    ],
)
def test_comment_create_keeps_what_was_typed(client_of, citizen, reader, fields, message):
    post = factories.post(citizen)
    address = f"{post.get_absolute_url()}comments/"
    plain = client_of(reader).post(address, fields)
    piece = client_of(reader).post(address, fields, headers=htmx("ol#comment-list"))
    assert plain.status_code == piece.status_code == 422
    assert message in tidy(plain)
    assert message in tidy(piece)
    assert plain.context["form"]["text"].value() == piece.context["comment_form"]["text"].value() == fields["text"]
    assert piece["HX-Retarget"] == f"#{piece.context['comment_form'].html_id}"


def test_comment_create_shows_what_was_said_since(client_of, citizen, reader, say):
    post = factories.post(citizen)
    first = say(post, reader, "첫 댓글")
    address = f"{post.get_absolute_url()}comments/"
    assert client_of().get(address, {"after": first.public_id}, headers={"HX-Request": "true"}).status_code == 204
    say(post, reader, "둘째 댓글", parent=first)
    answer = client_of().get(address, {"after": first.public_id}, headers={"HX-Request": "true"})
    assert "둘째 댓글" in tidy(answer)
    assert "첫 댓글" not in tidy(answer)
    assert len(client_of().get(address, {"after": ""}, headers={"HX-Request": "true"}).context["comments"]) == 2


def test_comment_edit_and_delete_work_both_ways(client_of, citizen, reader, say):
    post = factories.post(citizen)
    client = client_of(reader)
    for headers, status in (({}, 302), (htmx("div#said-x"), 200)):
        comment = say(post, reader)
        edit, delete = (f"/comments/{comment.public_id}/{verb}/" for verb in ("edit", "delete"))
        assert client.get(edit, headers=headers).status_code == 200
        assert client.post(edit, {"text": ""}, headers=headers).status_code == 422
        assert client.post(edit, {"text": "고침"}, headers=headers).status_code == status
        assert Comment.objects.get(pk=comment.pk).text == "고침"
        assert client_of(citizen).post(edit, {"text": "남의 글"}, headers=headers).status_code == 403
        assert client_of(citizen).post(delete, headers=headers).status_code == 403
        assert client.post(delete, headers=headers).status_code == status
        assert Comment.objects.get(pk=comment.pk).status == "DELETED"


def test_comment_of_a_deleted_post_is_not_found(client_of, citizen, reader, say):
    post = factories.post(citizen)
    comment = say(post, reader)
    withdraw_post(post, by=citizen)
    for verb in ("edit", "delete"):
        assert client_of(reader).get(f"/comments/{comment.public_id}/{verb}/").status_code == 404


@pytest.mark.parametrize("value", ["", "LOVE", "like"])
def test_react_refuses_buttons_that_are_not_there(client_of, citizen, reader, value):
    post = factories.post(citizen)
    assert client_of(reader).post(f"{post.get_absolute_url()}react/", {"value": value}).status_code == 404


def test_react_works_both_ways(client_of, citizen, reader, say):
    post = factories.post(citizen)
    comment = say(post, citizen)
    client = client_of(reader)
    for address in (f"{post.get_absolute_url()}react/", f"/comments/{comment.public_id}/react/"):
        assert client.get(address).status_code == 405
        assert client.post(address, {"value": "LIKE"}).status_code == 302
        assert client.post(address, {"value": "DISLIKE"}, headers=htmx("x")).status_code == 200
    assert set(Reaction.objects.values_list("value", flat=True)) == {"DISLIKE"}
    assert client_of(citizen).post(f"{post.get_absolute_url()}react/", {"value": "LIKE"}).status_code == 403
