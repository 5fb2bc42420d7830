"""`manage.py recount` proves the kept numbers and repairs them."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from boards.models import Board, BoardCounter, Comment, MentionCounter, PostCounts, SearchDocument, UnlistedCounter
from boards.services import change_post_status, react
from tests import factories

pytestmark = pytest.mark.django_db


def recount(**options):
    out = StringIO()
    call_command("recount", stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def talk(citizen, reader, politician, politician_member):
    post = factories.post(citizen, Board.POLITICIAN, politician=politician)
    factories.comment(post, politician_member)
    react(factories.comment(post, reader), by=citizen, value="LIKE")
    react(post, by=reader, value="DISLIKE")
    change_post_status(factories.post(citizen), to="HIDDEN")
    return post


def test_recount_finds_nothing_wrong_with_what_the_verbs_left(talk):
    assert recount().count("맞음") == 9


def test_recount_names_and_repairs_wrong_numbers(talk):
    UnlistedCounter.objects.update(number=7)
    BoardCounter.objects.filter(board="FREE").update(listed=7)
    BoardCounter.objects.filter(board="POLITICIAN").delete()
    MentionCounter.objects.update(named=9)
    PostCounts.objects.filter(pk=talk.pk).update(comments=0, likes=4, answers=3)
    Comment.objects.update(likes=5)
    with pytest.raises(CommandError):
        recount()
    assert recount(fix=True).count("고침") == 6
    assert recount().count("맞음") == 9
    counts = PostCounts.objects.get(pk=talk.pk)
    assert (counts.comments, counts.answers, counts.likes, counts.dislikes) == (2, 1, 0, 1)


def test_rebuild_search_writes_what_the_verbs_wrote(talk):
    before = dict(SearchDocument.objects.values_list("pk", "words"))
    SearchDocument.objects.update(words="'옛말'")
    out = StringIO()
    call_command("rebuild_search", stdout=out)
    assert dict(SearchDocument.objects.values_list("pk", "words")) == before
    assert "글 1개의 검색 문서를 다시 만들었습니다." in out.getvalue()
