"""The front page."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache

from boards.models import Board
from boards.services import change_post_status, withdraw_post
from displays.models import Popup
from displays.services import delete_display, move_banner, resume_display, stop_display
from pages.queries.front_page import popups_of
from pages.queries.hot_poll import hot_poll
from polibat.cache.pages import clear_l1
from polls.models import Poll, PollOption
from polls.services import cast_ballot
from tests import factories
from tests.markup import contains, tidy

pytestmark = pytest.mark.django_db

NOON = "2026-11-25T12:00:00+09:00"


def vote(poll, *places):
    """One ballot for the option at each of `places`, each by somebody else."""
    options = list(poll.options.order_by("order"))
    for place in places:
        cast_ballot(poll, options=[options[place].pk], by=factories.MemberFactory())


def full_house(citizen, reader, politician, admin_member):
    """Everything that the front page can show."""
    free = factories.post(citizen, title="골목길 가로등 이야기")
    factories.post(citizen, board=Board.POLITICIAN, politician=politician, title="버스 노선을 묻습니다")
    factories.comment(free, reader, text="저희 골목도 어둡습니다.")
    poll = factories.poll(admin_member)
    vote(poll, 0, 1, 1)
    for title in ("첫 배너", "둘째 배너", "셋째 배너"):
        factories.banner(admin_member, title)
    factories.popup(admin_member)
    cache.clear()
    return poll


@pytest.mark.parametrize(("role", "queries"), [("anonymous", 10), ("citizen", 13)])
def test_home_shows_everything_in_a_constant_number_of_queries(
    request, client_of, citizen, reader, politician, admin_member, role, queries, django_assert_max_num_queries
):
    full_house(citizen, reader, politician, admin_member)
    client = client_of(request.getfixturevalue(role))
    with django_assert_max_num_queries(queries):
        page = client.get("/")
    for text in (
        *("골목길 가로등 이야기", "버스 노선을 묻습니다", "저희 골목도 어둡습니다.", "한가람 국회의원"),
        *("지금 뜨거운 투표", "3명 참여", "첫 배너", "셋째 배너", "📢 새 기능 안내"),
    ):
        assert text in page.text


def test_home_without_a_running_poll_stays_within_its_queries(
    client, citizen, reader, politician, admin_member, settings, django_assert_max_num_queries
):
    settings.PAGE_CACHE_SECONDS = 0
    poll = full_house(citizen, reader, politician, admin_member)
    Poll.objects.filter(pk=poll.pk).update(ends_at=poll.starts_at + timedelta(seconds=1))
    # Which posts are popular is kept for half a minute.
    client.get("/")
    with django_assert_max_num_queries(10):
        assert "최근 마감된 투표" in client.get("/").text


def test_home_forgets_what_was_withdrawn(client_of, citizen, reader):
    post = factories.post(citizen, title="지울 글입니다")
    factories.comment(post, reader, text="지운 글의 댓글")
    withdraw_post(post, by=citizen)
    page = client_of(reader).get("/").text
    assert "지울 글입니다" not in page
    assert "지운 글의 댓글" not in page


def test_home_of_a_new_site_invites(client):
    page = client.get("/").text
    assert "첫 글을 남겨 주세요." in page
    for part in ("hot-poll", "carousel", "data-popup", "data-rolling"):
        assert part not in page


def test_home_rolls_the_ten_newest_comments_with_links_to_them(client, citizen, reader):
    post = factories.post(citizen)
    comments = [factories.comment(post, reader, text=f"댓글 {number}번") for number in range(3)]
    page = client.get("/").text
    places = [page.index(f'href="{comment.get_absolute_url()}"') for comment in reversed(comments)]
    assert places == sorted(places)


# The hot poll -----------------------------------------------------------------------------------------------------
def test_hot_poll_tells_nothing_of_votes_while_it_runs(client, admin_member):
    poll = factories.poll(admin_member, "감자", "고구마", "옥수수", "라면", ends=6)
    vote(poll, 3, 3, 3, 2)
    card = hot_poll()
    assert [option.name for option in card.options] == ["감자", "고구마", "옥수수"]
    assert {(option.votes, option.percent) for option in card.options} == {(None, None)}
    page = tidy(client.get("/"))
    assert "4명 참여" in page
    assert "5일 23시간 59분 남음" in page
    assert "지금 투표하기" in page
    assert page.count(f'href="{poll.get_absolute_url()}"') == 3
    assert "<progress" not in page
    assert "표, 7" not in page
    assert "75.0%" not in page


def test_hot_poll_shows_bars_once_it_is_over(client, admin_member):
    poll = factories.poll(admin_member, "감자", "고구마", "옥수수", "라면")
    vote(poll, 3, 3, 3, 2, 2, 1)
    Poll.objects.filter(pk=poll.pk).update(ends_at=poll.starts_at + timedelta(seconds=1))
    card = hot_poll()
    assert [(option.name, option.votes, option.percent) for option in card.options] == [
        *(("라면", 3, 50.0), ("옥수수", 2, 33.3), ("고구마", 1, 16.7)),
    ]
    page = tidy(client.get("/"))
    assert "3표, 50.0%" in page
    assert '<progress class="hot-bar" value="50.0" max="100"' in page
    assert "결과 보기" in page
    assert "+ 더 많은 항목 보기" in page


def test_hot_poll_is_the_running_one_with_most_voters(admin_member):
    ended = factories.ended_poll(admin_member, title="끝난 투표")
    assert hot_poll().poll == ended
    factories.poll(admin_member, title="나중 투표", starts=1, ends=2)
    assert hot_poll().poll == ended
    factories.poll(admin_member, title="조용한 투표")
    loud = factories.poll(admin_member, title="뜨거운 투표")
    Poll.objects.filter(pk=loud.pk).update(voters=5)
    assert hot_poll().poll == loud
    change_post_status(loud.post, to="HIDDEN")
    assert hot_poll().poll.post.title == "조용한 투표"


def test_hot_poll_counts_down_to_the_minute(client, admin_member, time_machine):
    time_machine.move_to(NOON, tick=False)
    factories.poll(admin_member, "하나", "둘", ends=0.25)
    page = tidy(client.get("/"))
    assert "마감 ·<time" in page
    assert "6시간 남음" in page
    assert "더 많은 항목" not in page


def test_hot_poll_names_are_text(client, admin_member):
    factories.poll(admin_member, "<script>alert(1)</script>", "둘")
    page = client.get("/").text
    assert "<script>alert" not in page
    assert PollOption.objects.filter(name__contains="<script>").exists()


# Banners and popups -----------------------------------------------------------------------------------------------
def test_home_shows_banners_in_their_order_through_the_counting_address(client, admin_member):
    first, second = factories.banner(admin_member, "첫 배너"), factories.banner(admin_member, "둘째 배너")
    move_banner(second, by=admin_member, to=1)
    page = tidy(client.get("/"))
    assert page.index('alt="둘째 배너"') < page.index('alt="첫 배너"')
    for banner in (first, second):
        assert f'href="{banner.get_absolute_url()}" target="_blank" rel="noopener nofollow"' in page
        assert f'srcset="{banner.mobile_image.url}"' in page
        assert f'src="{banner.pc_image.url}"' in page
    strip = page.split("data-track")[1].split("</section>")[0]
    assert 'href="/free/"' not in strip


def test_home_is_one_page_for_all_visitors_that_verbs_make_stale(
    client_of, admin_member, settings, time_machine, django_capture_on_commit_callbacks
):
    settings.PAGE_CACHE_SECONDS = 30
    time_machine.move_to(NOON, tick=False)
    banner = factories.banner(admin_member, "첫 배너")
    popup = factories.popup(admin_member)

    def seen():
        answers = [client_of().get("/") for _ in range(2)]
        assert answers[0].text == answers[1].text
        assert answers[0]["Cache-Control"] == "public, max-age=0, s-maxage=30"
        assert not answers[0].cookies
        return ("첫 배너" in answers[0].text, "📢 새 기능 안내" in answers[0].text)

    assert seen() == (True, True)
    for number, (verb, display, expected) in enumerate(
        (
            (stop_display, banner, (False, True)),
            (resume_display, banner, (True, True)),
            (delete_display, popup, (True, False)),
        )
    ):
        # The version of a page is the moment of the verb.
        time_machine.shift(1 + number / 100)
        with django_capture_on_commit_callbacks(execute=True):
            verb(display, by=admin_member, reason="이유")
        assert seen() == expected


@pytest.mark.parametrize("make", [factories.banner, factories.popup])
def test_home_follows_a_period_within_the_seconds_of_the_page_cache(
    client_of, admin_member, settings, time_machine, make
):
    settings.PAGE_CACHE_SECONDS = 5
    time_machine.move_to(NOON, tick=False)
    make(admin_member, "가을 알림", starts=1, ends=2)
    cache.clear()

    def seen(seconds_after):
        time_machine.shift(seconds_after)
        # What stays in the process for a moment goes by a clock that stands still for no test.
        clear_l1()
        return "가을 알림" in client_of().get("/").text

    day = 24 * 3600
    assert seen(day - 2) is False
    assert seen(4) is False, "a page of 4 seconds ago may still be served"
    assert seen(2) is True
    assert seen(day - 6) is True
    assert seen(6) is False


def test_home_shows_the_newest_popup_of_each_position(admin_member):
    older, newer = factories.popup(admin_member, "옛 팝업"), factories.popup(admin_member, "새 팝업")
    left = factories.popup(admin_member, "왼쪽 팝업", position=Popup.Position.TOP_LEFT)
    visitor = AnonymousUser()
    assert popups_of(visitor) == [left, newer]
    stop_display(newer, by=admin_member, reason="점검")
    assert popups_of(visitor) == [left, older]


def test_popup_text_is_text_and_its_link_goes_where_it_says(client, admin_member):
    factories.popup(admin_member, "<b>굵게</b>", "<script>alert(1)</script>", target="https://example.org/")
    page = client.get("/").text
    assert "<script>alert" not in page
    assert not contains(page, "<b>굵게")
    assert contains(page, '<a href="https://example.org/" target="_blank" rel="noopener nofollow">자세히 보기')


def test_preview_shows_staff_what_is_not_shown_yet_and_nobody_else(client_of, citizen, moderator, admin_member):
    banner = factories.banner(admin_member, "예정 배너", starts=1)
    popup = factories.popup(admin_member, "예정 팝업", starts=1)
    for display in (banner, popup):
        for who, shown in ((None, False), (citizen, False), (moderator, True)):
            page = client_of(who).get(display.preview_url).text
            assert (display.title in page) is shown
    assert "예정 배너" not in client_of(moderator).get("/").text
