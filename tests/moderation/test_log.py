"""The public log: what was decided, without a name and without a word."""

import pytest
from django.urls import reverse

from boards.models import Board
from moderation.models import Report
from moderation.services import file_report, hide_text, object_to, republish_text
from moderation.views.log import monthly_figures
from tests import factories
from tests.markup import tidy

ADDRESS = "/moderation-log/"


@pytest.fixture(autouse=True)
def no_limit_on_posts(monkeypatch):
    monkeypatch.setattr("boards.services.posts.spend", lambda *_, **__: 1)


def html_of(client):
    response = client.get(ADDRESS)
    assert response.status_code == 200
    return tidy(response)


def test_moderation_log_tells_what_was_decided_and_nothing_else(citizen, reader, moderator, politician, client_of):
    post = factories.post(citizen, title="홍길동 씨의 전화번호", board=Board.POLITICIAN, politician=politician)
    comment = factories.comment(factories.post(citizen), citizen, text="이 사람 주소는")
    hide_text(comment, by=moderator, reason="홍길동 씨 주소가 있음", category="SPAM")
    file_report(Report(post=post, reason="PRIVACY"), by=reader)
    html = html_of(client_of())
    for shown in ("개인정보침해", "스팸/도배", "정치인게시판 게시글", "자유게시판 댓글", "자동", "운영자", "숨김"):
        assert shown in html
    words = ("홍길동", "주소", post.public_id, comment.public_id, citizen.nickname, moderator.nickname, reader.nickname)
    for hidden in words:
        assert hidden not in html


def test_moderation_log_counts_months(citizen, moderator, time_machine):
    posts = [factories.post(citizen) for _ in range(2)]
    time_machine.move_to("2026-10-31T23:59:00+09:00", tick=False)
    hide_text(posts[0], by=moderator, reason="도배")
    time_machine.move_to("2026-11-01T00:01:00+09:00", tick=False)
    hide_text(posts[1], by=moderator, reason="도배")
    republish_text(posts[0], by=moderator, reason="다시 봄")
    object_to(posts[1].decisions.get(), by=citizen, text="다시 봐 주세요.")
    november, october = monthly_figures()
    assert (october["month"].month, october["hidden"], october["total"], october["objections"]) == (10, 1, 1, 0)
    assert (november["hidden"], november["restored"], november["kept"], november["total"]) == (1, 1, 0, 2)
    assert (november["objections"], november["upheld"], november["automatic"]) == (1, 0, 0)


def test_moderation_log_comes_in_stretches_with_a_constant_number_of_queries(
    citizen, reader, moderator, client_of, settings, django_assert_max_num_queries
):
    settings.PAGE_CACHE_SECONDS = 0
    post = factories.post(citizen)
    for _time in range(11):
        hide_text(post, by=moderator, reason="도배")
        republish_text(post, by=moderator, reason="다시 봄")
    html_of(client_of())
    with django_assert_max_num_queries(6):
        html = html_of(client_of())
    assert html.count("<li><time") == 20
    older = tidy(client_of().get(f"{ADDRESS}?before={post.decisions.order_by('-pk')[19].pk}"))
    assert older.count("<li><time") == 2
    member = client_of(reader)
    with django_assert_max_num_queries(9):
        html_of(member)


@pytest.mark.parametrize(
    "query", ["?before=0", "?before=-1", "?before=abc", "?after=99999999999", "?page=0", "?before=%00"]
)
def test_moderation_log_survives_broken_addresses(client_of, db, query):
    assert client_of().get(ADDRESS + query).status_code == 200


def test_moderation_log_is_made_stale_by_a_decision(citizen, moderator, client_of, django_capture_on_commit_callbacks):
    assert "조치가 없습니다." in html_of(client_of())
    with django_capture_on_commit_callbacks(execute=True):
        hide_text(factories.post(citizen), by=moderator, reason="도배")
    assert "자유게시판 게시글" in html_of(client_of())


def test_moderation_log_is_linked_and_listed(client_of, db):
    assert reverse("moderation:moderation-log") == ADDRESS
    assert f'href="{ADDRESS}"' in client_of().get("/terms/").content.decode()
    assert ADDRESS in client_of().get(reverse("pages:sitemap-file", args=["pages", 0])).content.decode()


def test_category_follows_the_reports(citizen, moderator):
    post = factories.post(citizen)
    for reason in ("SPAM", "BIAS", "BIAS"):
        file_report(Report(post=post, reason=reason), by=factories.MemberFactory())
    hide_text(post, by=moderator, reason="편향")
    assert post.decisions.get().category == "BIAS"
    other = factories.post(citizen)
    hide_text(other, by=moderator, reason="도배")
    assert other.decisions.get().category == "OTHER"
