"""Popups and banners in the API: every field in and out, filters, actions; who is shown what, and what they do."""

from datetime import UTC, datetime

import pytest

from displays.models import Banner, DisplayChange, Popup
from displays.services import stop_display
from displays.services.counts import flush_counts
from tests import agents, factories

pytestmark = pytest.mark.django_db

POPUPS, BANNERS = "/api/admin/popups", "/api/admin/banners"
PERIOD = {"startDate": "2026-11-01", "endDate": "2099-12-31"}
POPUP = {
    **PERIOD,
    "title": "가을 행사",
    "content": "첫 줄\n둘째 줄",
    "type": "EVENT",
    "position": "TOP",
    "targetUsers": "NORMAL",
    "linkUrl": "/free/",
    "showToday": "false",
    "autoCloseTime": "15",
}
BANNER = {
    **PERIOD,
    "title": "첫째",
    "description": "하반기 안내",
    "linkUrl": "https://example.org/",
    "position": "MAIN_BOTTOM",
    "targetUsers": "POLITICIAN",
    "newWindow": "false",
    "trackClicks": "false",
    "showOnMobile": "false",
    "rotateInterval": "7",
}
REASON = {"reason": "운영 정책 위반"}
BROWSER = {"User-Agent": agents.LINUX}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def api(api_of, admin_member):
    return api_of(admin_member)


def pictures():
    return {"image": factories.upload(), "mobileImage": factories.upload()}


@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31"])
def test_a_period_begins_on_a_day_that_can_be_read_again(api, day):
    """The first day of the year 1 in Seoul is stored, and no list with such a row is ever shown again."""
    for address, key, sent in ((POPUPS, "popupId", POPUP), (BANNERS, "bannerId", {**BANNER, **pictures()})):
        refused = api.post(address, {**sent, "startDate": day}, format="multipart")
        assert [line["field"] for line in refused.json()["error"]["details"]] == ["startDate"]
        made = data_of(api.post(address, {**sent, **pictures(), "endDate": "9999-12-31"}, format="multipart"), 201)
        late = api.patch(f"{address}/{made[key]}", {"startDate": day}, format="json")
        assert (late.status_code, api.get(address).status_code) == (400, 200)


def data_of(response, status=200):
    assert response.status_code == status, response.content.decode()
    return response.json()["data"]


def error_of(response, status):
    assert response.status_code == status, response.content.decode()
    return response.json()["error"]


def test_a_popup_has_every_field_of_its_page(api, admin_member):
    made = data_of(api.post(POPUPS, POPUP | {"image": factories.upload()}, format="multipart"), 201)
    Popup.objects.update(views=1247, clicks=89, closes=1158)
    shown = data_of(api.get(f"{POPUPS}/{made['popupId']}"))
    assert shown["image"]["url"].endswith(shown["image"]["name"])
    assert shown["creator"]["memberId"] == admin_member.public_id
    expected = {
        **{name: POPUP[name] for name in ("title", "content", "type", "position", "targetUsers", "linkUrl")},
        **PERIOD,
        "status": "SHOWN",
        "stats": {"views": 1247, "clicks": 89, "closes": 1158},
        "settings": {"showToday": False, "autoClose": True, "autoCloseTime": 15},
    }
    assert {name: shown[name] for name in expected} == expected
    change = {"showToday": True, "autoCloseTime": None, "type": "AD"}
    changed = data_of(api.patch(f"{POPUPS}/{made['popupId']}", change, format="json"))
    assert changed["settings"] == {"showToday": True, "autoClose": False, "autoCloseTime": None}
    assert (changed["type"], changed["content"], changed["stats"]["views"]) == ("AD", POPUP["content"], 1247)
    assert changed["changes"][0]["changed"] == ["유형", "오늘 하루 안보기", "자동 닫기 (초)"]
    assert changed["updatedAt"] > changed["createdAt"]


def test_a_banner_has_every_field_of_its_page(api, admin_member):
    made = data_of(api.post(BANNERS, BANNER | pictures(), format="multipart"), 201)
    Banner.objects.update(impressions=15_420, clicks=346)
    shown = data_of(api.get(f"{BANNERS}/{made['bannerId']}"))
    expected = {
        **{name: BANNER[name] for name in ("title", "description", "linkUrl", "position", "targetUsers")},
        **PERIOD,
        "priority": 1,
        "stats": {"impressions": 15_420, "clicks": 346, "ctr": 2.24},
        "settings": {
            "newWindow": False,
            "trackClicks": False,
            "showOnMobile": False,
            "autoRotate": True,
            "rotateInterval": 7,
        },
    }
    assert {name: shown[name] for name in expected} == expected
    assert shown["creator"]["memberId"] == admin_member.public_id
    assert all(shown[name]["url"] for name in ("image", "mobileImage"))
    # A form that leaves a switch out leaves it as it is; an empty number is none.
    changed = data_of(api.patch(f"{BANNERS}/{made['bannerId']}", {"rotateInterval": ""}, format="multipart"))
    assert changed["settings"] == expected["settings"] | {"autoRotate": False, "rotateInterval": None}


def test_what_is_not_said_is_as_usual(api):
    plain = {name: POPUP[name] for name in ("title", "content", "startDate", "endDate")}
    popup = data_of(api.post(POPUPS, plain, format="multipart"), 201)
    assert popup["settings"] == {"showToday": True, "autoClose": False, "autoCloseTime": None}
    assert (popup["type"], popup["position"], popup["targetUsers"]) == ("NOTICE", "BOTTOM_RIGHT", "ALL")
    plain = {name: BANNER[name] for name in ("title", "linkUrl", "startDate", "endDate")}
    banner = data_of(api.post(BANNERS, plain | pictures(), format="multipart"), 201)
    on = dict.fromkeys(("newWindow", "trackClicks", "showOnMobile", "autoRotate"), True)
    assert banner["settings"] == on | {"rotateInterval": 4}
    assert (banner["position"], banner["targetUsers"], banner["description"]) == ("MAIN_TOP", "ALL", "")


def test_a_refusal_names_the_field_as_it_was_sent(api):
    for address, body, wrong in (
        (POPUPS, POPUP, {"autoCloseTime": "4", "type": "NONE", "endDate": "어제", "title": "", "linkUrl": "//evil"}),
        (BANNERS, BANNER, {"rotateInterval": "61", "description": "가" * 201, "position": "TOP", "image": ""}),
    ):
        for name, value in wrong.items():
            files = pictures() if address == BANNERS else {}
            error = error_of(api.post(address, body | files | {name: value}, format="multipart"), 400)
            assert [detail["field"] for detail in error["details"]] == [name], error
    assert error_of(api.post(POPUPS, POPUP | {"endDate": "2026-10-01"}, format="multipart"), 400)["details"]
    assert not Popup.objects.exists()
    assert not Banner.objects.exists()


@pytest.mark.parametrize(("address", "make"), [(POPUPS, factories.popup), (BANNERS, factories.banner)])
def test_every_action_needs_a_reason_and_is_on_record(api, admin_member, address, make):
    display = make(admin_member)
    one = f"{address}/{display.public_id}"
    for verb, state in (("stop", "STOPPED"), ("resume", "SHOWN"), ("delete", "DELETED"), ("restore", "SHOWN")):
        error_of(api.post(f"{one}/{verb}", {"reason": " "}, format="json"), 400)
        shown = data_of(api.post(f"{one}/{verb}", REASON, format="json"))
        assert (shown["status"], shown["changes"][0]["reason"]) == (state, REASON["reason"])
        assert error_of(api.post(f"{one}/{verb}", REASON, format="json"), 409)["code"] == "ALREADY_DECIDED"
    assert display.changes.count() == 5
    assert (
        data_of(api.patch(one, {"endDate": "2000-01-02", "startDate": "2000-01-01"}, format="json"))["status"]
        == "EXPIRED"
    )
    assert [row["title"] for row in data_of(api.get(address, {"status": "만료"}))] == [display.title]


def test_lists_are_narrowed_by_what_the_page_offers(api_of, admin_member, time_machine, django_assert_max_num_queries):
    time_machine.move_to(datetime(2026, 11, 25, 3, tzinfo=UTC), tick=False)
    api = api_of(admin_member)
    for number in range(6):
        kind = "AD" if number == 0 else "NOTICE"
        factories.popup(admin_member, f"소식 {number}", kind=kind, position="CENTER" if number < 2 else "TOP")
        factories.banner(admin_member, f"그림 {number}", audience="NORMAL" if number < 3 else "ALL", position="SIDEBAR")

    def titles(address, **given):
        return [row["title"] for row in data_of(api.get(address, given))]

    assert titles(POPUPS, type="광고") == titles(POPUPS, type="AD") == ["소식 0"]
    assert titles(POPUPS, position="중앙팝업", sortOrder="asc") == ["소식 0", "소식 1"]
    assert len(titles(BANNERS, targetUsers="일반회원")) == 3
    assert titles(BANNERS, position="MAIN_TOP") == []
    assert titles(BANNERS, sortBy="priority", sortOrder="asc")[:2] == ["그림 0", "그림 1"]
    today = {"from": "2026-11-25", "to": "2026-11-25"}
    assert len(titles(POPUPS, dateType="created", **today)) == 6
    with django_assert_max_num_queries(6):
        titles(POPUPS)
    with django_assert_max_num_queries(6):
        titles(BANNERS)
    with django_assert_max_num_queries(6):
        data_of(api.get(f"{BANNERS}/{Banner.objects.first().public_id}"))


def test_everybody_gets_what_is_shown_to_them(
    api_of, citizen, pending, politician_member, aide, admin_member, client_of, django_assert_max_num_queries
):
    for audience in ("ALL", "NORMAL", "POLITICIAN"):
        factories.banner(admin_member, audience, audience=audience)
        factories.popup(admin_member, audience, audience=audience, position="TOP" if audience == "ALL" else "CENTER")
    stop_display(factories.popup(admin_member, "중지", position="BOTTOM"), by=admin_member, reason="점검")
    expected = [
        *((None, {"ALL"}), (citizen, {"ALL", "NORMAL"}), (politician_member, {"ALL", "POLITICIAN"})),
        *((aide, {"ALL", "POLITICIAN"}), (pending, {"ALL"}), (admin_member, {"ALL"})),
    ]
    restricted = Banner.objects.get(title="NORMAL")
    for member, titles in expected:
        api = api_of(member)
        for address in ("/api/popups", "/api/banners"):
            with django_assert_max_num_queries(5):
                assert {row["title"] for row in data_of(api.get(address))} == titles
        page = client_of(member).get("/").text
        for audience in ("ALL", "NORMAL", "POLITICIAN"):
            assert (f'alt="{audience}"' in page) is (audience in titles), (member, audience)
        found = client_of(member).get(restricted.get_absolute_url(), headers=BROWSER).status_code == 302
        assert found is ("NORMAL" in titles)
    banner = data_of(api_of(None).get("/api/banners"))[0]
    assert "description" not in banner
    settings = {"position": "MAIN_TOP", "newWindow": True, "showOnMobile": True, "rotateInterval": 4}
    assert {name: banner[name] for name in settings} == settings


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
    for agent in (BROWSER, {"User-Agent": "Googlebot/2.1 (+http://www.google.com/bot.html)"}):
        assert api_of().post(address, headers=agent).json()["data"] == {"linkUrl": "/polls/"}
    flush_counts()
    assert Banner.objects.get().clicks == 1
    gone = api_of().post("/api/banners/BN999999/click", headers=BROWSER)
    assert (gone.status_code, gone.json()["error"]["code"]) == (404, "BANNER_NOT_FOUND")


def test_a_client_of_the_api_tells_what_visitors_did(api_of, citizen, admin_member):
    banner, popup = factories.banner(admin_member), factories.popup(admin_member)
    for _ in range(2):
        for event in ("view", "click", "close"):
            answer = api_of(citizen).post(
                f"/api/popups/{popup.public_id}/events", {"event": event}, format="json", headers=BROWSER
            )
            assert answer.status_code == 204
        api_of(None).post(f"/api/banners/{banner.public_id}/events", {"event": "view"}, format="json", headers=BROWSER)
    error_of(api_of(None).post(f"/api/banners/{banner.public_id}/events", {"event": "close"}, format="json"), 400)
    missing = api_of(None).post("/api/popups/PU999999/events", {"event": "view"}, format="json")
    assert error_of(missing, 404)["code"] == "POPUP_NOT_FOUND"
    assert flush_counts() == 4
    assert (Popup.objects.get().closes, Banner.objects.get().impressions) == (1, 1)


def test_a_move_by_what_somebody_saw_is_refused_when_it_is_old(api, admin_member):
    first, second, third = (factories.banner(admin_member, title=title) for title in "가나다")
    move = f"{BANNERS}/{third.public_id}/move"
    assert data_of(api.post(move, {"to": 1, "seen": 3}, format="json"))["priority"] == 1
    refused = error_of(api.post(move, {"to": 2, "seen": 3}, format="json"), 409)
    assert refused["code"] == "CONFLICT"
    assert "새로고침" in refused["message"]
    assert list(Banner.objects.all()) == [third, first, second]
    assert DisplayChange.objects.filter(verb="MOVE").count() == 1
    error_of(api.post(move, {"to": 0, "seen": 1}, format="json"), 400)
    assert data_of(api.post(move, {"to": 99}, format="json"))["priority"] == 3
