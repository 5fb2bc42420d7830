"""게시판상단 and 사이드바: above and below the lists, below texts, for nothing from the database, without a jump."""

from datetime import timedelta

import pytest
from django.utils import timezone

from boards.models import Board
from displays.models import Banner
from displays.services import stop_display
from tests import factories
from tests.browser import DESKTOP, MOBILE
from tests.stories import inspection

LISTS = ("/free/", "/voice/", "/polls/", "/notices/", "/suggestions/")
TOP, SIDE = Banner.Position.BOARD_TOP, Banner.Position.SIDEBAR


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def placed(admin_member):
    return [factories.banner(admin_member, title=place.label, position=place) for place in (TOP, SIDE)]


@pytest.fixture
def texts(citizen, admin_member, politician):
    return [
        factories.post(citizen).get_absolute_url(),
        factories.post(citizen, board=Board.POLITICIAN, politician=politician).get_absolute_url(),
        factories.poll(admin_member).get_absolute_url(),
        factories.notice(admin_member).get_absolute_url(),
        factories.suggestion(citizen).get_absolute_url(),
    ]


@pytest.mark.django_db
def test_each_place_has_its_banners_counted_like_those_of_the_first_page(client_of, placed, texts):
    top, side = placed
    for client in (client_of(), client_of(factories.MemberFactory())):
        for address in LISTS:
            page = client.get(address).text
            assert page.index(f'data-counted="{top.public_id}"') < page.index("<h1>")
            assert page.index(f'data-counted="{side.public_id}"') > page.index("</h1>")
            assert f'href="{top.get_absolute_url()}"' in page
            assert "js/carousel.js" in page
        for address in texts:
            page = client.get(address).text
            assert page.index(f'data-counted="{side.public_id}"') > page.index('class="comments')
            assert top.public_id not in page
        page = client.get("/").text
        assert not [banner for banner in placed if banner.public_id in page]


@pytest.mark.django_db
def test_a_page_without_banners_brings_nothing_of_theirs(client_of, texts):
    for address in (*LISTS, *texts):
        page = client_of().get(address).text
        assert "carousel" not in page
        assert "js/carousel.js" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("member", [None, "citizen"])
def test_banners_add_no_statement_to_a_page(
    request, client_of, admin_member, texts, member, django_assert_max_num_queries
):
    client = client_of(member and request.getfixturevalue(member))

    def look(address):
        # What is kept for all pages is there, as it is all day; of the search no page is kept.
        client.get(f"{LISTS[2]}?q=%EC%97%86%EC%9D%8C")
        with django_assert_max_num_queries(40) as statements:
            client.get(f"{address}?unkept=1")
        return [statement["sql"] for statement in statements if "displays_banner" in str(statement["sql"])]

    for place in (TOP, SIDE, TOP, SIDE):
        factories.banner(admin_member, position=place)
    for address in (*LISTS, *texts):
        assert look(address) == []


@pytest.mark.django_db
def test_who_sees_which_banner_and_when(client_of, citizen, admin_member, time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    everybody = factories.banner(admin_member, "모두", position=TOP)
    members = factories.banner(admin_member, "회원", position=TOP, audience="NORMAL")
    tomorrow = factories.banner(admin_member, "내일", position=TOP, starts=1, ends=2)

    def seen(member=None):
        page = client_of(member).get("/free/").text
        return {banner.title for banner in (everybody, members, tomorrow) if banner.public_id in page}

    assert (seen(), seen(citizen)) == ({"모두"}, {"모두", "회원"})
    time_machine.move_to(now + timedelta(days=1, minutes=1), tick=False)
    assert seen(citizen) == {"모두", "회원", "내일"}
    time_machine.move_to(now + timedelta(days=3), tick=False)
    assert seen(citizen) == {"모두", "회원"}


@pytest.mark.django_db
def test_what_staff_stop_leaves_kept_pages_at_once(
    client_of, admin_member, settings, placed, django_capture_on_commit_callbacks
):
    settings.PAGE_CACHE_SECONDS = 30
    top, _side = placed
    for member in (None, admin_member):
        assert top.public_id in client_of(member).get("/free/").text
    with django_capture_on_commit_callbacks(execute=True):
        stop_display(top, by=admin_member, reason="점검")
    for member in (None, admin_member):
        assert top.public_id not in client_of(member).get("/free/").text


@pytest.mark.django_db
def test_staff_look_at_a_banner_in_its_place_before_its_time(client_of, citizen, admin_member, moderator, placed):
    ahead = factories.banner(admin_member, "다음 달 안내", position=SIDE, starts=20, ends=30)
    page = client_of(moderator).get(ahead.preview_url).text
    assert ahead.preview_url == f"/free/?preview={ahead.public_id}"
    assert page.count("다음 달 안내") == 1
    assert page.index("다음 달 안내") > page.index("</h1>")
    assert "data-counted" not in page
    assert "목록에서 보기" in client_of(moderator).get(f"/admin/displays/banner/{ahead.pk}/change/").text
    for member in (None, citizen):
        page = client_of(member).get(ahead.preview_url).text
        assert "다음 달 안내" not in page
        assert page.count("data-counted") == 2


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("size", [DESKTOP, MOBILE], ids=["desktop", "mobile"])
def test_banners_fit_stand_still_and_are_accessible(open_page, admin_member, citizen, texts, size):
    for place in (TOP, TOP, SIDE):
        factories.banner(admin_member, title=f"{place.label} 안내", position=place)
    page = open_page(size)
    page.add_init_script(inspection.WATCH_SHIFTS)
    page.goto("/free/")
    inspection.settle(page)
    for address in (*LISTS, *texts):
        page.goto(address)
        inspection.settle(page)
        assert page.locator(".carousel").count() == (2 if address in LISTS else 1), address
        for carousel in page.locator(".carousel").all():
            assert carousel.bounding_box()["height"] >= 100
        faults = [
            *inspection.shifts(page),
            *inspection.violations(page),
            *inspection.too_wide(page, size["viewport"]["width"]),
        ]
        assert faults == [], address
