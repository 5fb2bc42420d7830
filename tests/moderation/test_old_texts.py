"""`manage.py clean_texts`: texts of before are cleaned as new ones are."""

from io import StringIO

import pytest
from django.core.management import call_command

from boards.models import Comment, Post
from tests import factories

pytestmark = pytest.mark.django_db


def clean_texts():
    out = StringIO()
    call_command("clean_texts", stdout=out)
    return out.getvalue().splitlines()


def test_clean_texts_cleans_what_was_stored_before_and_nothing_else(citizen, searchable):
    post, blank, fine = (factories.post(citizen, title=title) for title in ("옛 글", "빈 글", "새 글"))
    said = factories.comment(fine, citizen, "저도요")
    table = '<table><tbody><tr><td>가</td><td>ＫＴＸ</td></tr></tbody></table><a href="https://evil.example/">www.nec.go.kr</a>'
    Post.objects.filter(pk=post.pk).update(title="옛\u2062 글", body=table)
    Post.objects.filter(pk=blank.pk).update(title="\u2062")
    Comment.objects.filter(pk=said.pk).update(text="저도\u2062요")
    assert clean_texts() == [
        "글과 댓글 4개 가운데 2개를 정리했습니다.",
        f"보이는 글자가 없어 그대로 둔 것 1개: {blank.public_id}",
    ]
    post.refresh_from_db()
    said.refresh_from_db()
    assert (post.title, post.edited_at, said.text, said.edited_at) == ("옛 글", None, "저도요", None)
    assert post.body_text == post.excerpt.replace(" https", "\nhttps") == "가 | ＫＴＸ\nhttps://evil.example/"
    assert "<table" not in post.body
    assert clean_texts()[0] == "글과 댓글 4개 가운데 0개를 정리했습니다."
