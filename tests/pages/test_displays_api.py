"""Banners and popups through the API: what is shown now, in its order, with clicks that are people's."""

import pytest

from pages.display_counts import flush_counts
from pages.models import Banner
from pages.services import stop_display
from tests import factories

pytestmark = pytest.mark.django_db

BROWSER = {"HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"}


def test_banners_are_those_of_now_in_their_order(api_of, admin_member):
    shown = [factories.banner(admin_member, title=title) for title in ("첫 배너", "둘째 배너")]
    factories.banner(admin_member, starts=1, ends=2)
    factories.banner(admin_member, starts=-9, ends=-1)
    stop_display(factories.banner(admin_member), by=admin_member, reason="그만 보입니다.")
    told = api_of().get("/api/banners").json()["data"]
    assert [row["bannerId"] for row in told] == [banner.public_id for banner in shown]
    assert not {"clicks", "impressions", "description", "madeBy"} & set(told[0])


def test_popups_are_the_newest_of_each_place(api_of, admin_member):
    factories.popup(admin_member, title="먼저 알린 것", position="CENTER")
    newer = factories.popup(admin_member, title="나중에 알린 것", position="CENTER")
    corner = factories.popup(admin_member, title="구석", position="TOP_LEFT")
    factories.popup(admin_member, starts=1, ends=2, position="BOTTOM_LEFT")
    told = api_of().get("/api/popups").json()["data"]
    assert {row["popupId"] for row in told} == {newer.public_id, corner.public_id}


def test_a_click_is_counted_for_people_and_leads_where_the_banner_says(api_of, admin_member):
    banner = factories.banner(admin_member, target="/polls/")
    address = f"/api/banners/{banner.public_id}/click"
    for agent in (BROWSER, {"HTTP_USER_AGENT": "Googlebot/2.1 (+http://www.google.com/bot.html)"}):
        assert api_of().post(address, **agent).json()["data"] == {"linkUrl": "/polls/"}
    flush_counts()
    assert Banner.objects.get().clicks == 1
    gone = api_of().post("/api/banners/BN999999/click", **BROWSER)
    assert (gone.status_code, gone.json()["error"]["code"]) == (404, "BANNER_NOT_FOUND")
