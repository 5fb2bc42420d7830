"""Banners and popups in the staff's site: made, changed, stopped, moved by admins, looked at by moderators."""

import pytest
from django.contrib.admin.templatetags.admin_list import result_headers
from django.core.files.uploadedfile import SimpleUploadedFile

from displays.models import Banner, DisplayChange, Popup
from displays.services import delete_display, stop_display
from tests import factories
from tests.markup import contains, tidy

pytestmark = pytest.mark.django_db

BANNERS, POPUPS = "/admin/displays/banner/", "/admin/displays/popup/"
ROLES = [("citizen", False), ("politician_member", False), ("moderator", False), ("admin_member", True)]
PERIOD = {
    "starts_at_0": "2026-11-01",
    "starts_at_1": "00:00:00",
    "ends_at_0": "2036-12-01",
    "ends_at_1": "00:00:00",
}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def media_files(tmp_path):
    return lambda: sorted((tmp_path / "media").rglob("*"))


SETTINGS = {"audience": "ALL", "new_window": "on", "tracks_clicks": "on", "on_mobile": "on", "rotates_after": "4"}
INLINE = {f"changes-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")}


def banner_form(**changes):
    pictures = {"pc_upload": factories.upload(), "mobile_upload": factories.upload()}
    return {"title": "여름 캠페인", "target": "https://example.org/", **PERIOD, **INLINE, **pictures} | {
        **SETTINGS,
        "position": "MAIN_TOP",
        **changes,
    }


def popup_form(**changes):
    fields = {"title": "팝업 제목", "text": "첫 줄\n둘째 줄", "position": "BOTTOM_RIGHT", "kind": "NOTICE"}
    return {**fields, "audience": "ALL", "can_be_hidden": "on", **PERIOD, **INLINE, **changes}


def act(client, address, rows, action, reason=None):
    data = {"action": action, "_selected_action": [row.pk for row in rows], "index": 0}
    return client.post(address, data | ({"apply": "1", "reason": reason} if reason is not None else {}), follow=True)


def move(client, banner, action, *, seen):
    data = {"action": action, "_selected_action": [banner.pk], "index": 0}
    return client.post(BANNERS, data | ({} if seen is None else {f"seen-{banner.pk}": seen}), follow=True)


@pytest.mark.parametrize(("role", "may"), [*ROLES, ("superuser", True)])
@pytest.mark.parametrize(("address", "form", "model"), [(BANNERS, banner_form, Banner), (POPUPS, popup_form, Popup)])
def test_displays_are_published_by_admins(request, client_of, role, may, address, form, model):
    client = client_of(request.getfixturevalue(role))
    response = client.post(f"{address}add/", form())
    assert model.objects.exists() is may
    assert may is (response.get("Location") == address)
    if may:
        made = model.objects.get()
        assert made.state == "SHOWN"
        assert made.changes.get().verb == "PUBLISH"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "제목을 입력해 주세요."),
        ({"title": "가" * 61}, "60자까지 쓸 수 있습니다. (현재 61자)"),
        ({"title": "\x00"}, "null"),
        ({"target": "javascript:alert(1)"}, "https://로 시작하는 주소나"),
        ({"target": ""}, "링크 주소를 입력해 주세요."),
        ({"ends_at_0": "2026-10-01"}, "게시 종료일시는 시작일시보다 늦어야 합니다."),
        ({"ends_at_0": "언젠가"}, "올바른 날짜"),
        ({"rotates_after": "1"}, "2 이상"),
        ({"position": "TOP"}, "올바르게 선택"),
        ({"description": "가" * 201}, "200자까지 쓸 수 있습니다."),
        ({"pc_upload": ""}, "이미지를 선택해 주세요."),
        (
            {"mobile_upload": SimpleUploadedFile("a.png", b"<svg onload=alert(1)>", "image/png")},
            "이미지 파일만 업로드 가능합니다.",
        ),
        ({"mobile_upload": SimpleUploadedFile("a.svg", b"<x/>", "image/svg+xml")}, "이미지 파일만 업로드 가능합니다."),
    ],
)
def test_banner_form_says_what_is_wrong_at_its_field(client_of, admin_member, changes, words):
    page = client_of(admin_member).post(f"{BANNERS}add/", banner_form(**changes))
    assert page.status_code == 200
    assert words in page.text
    assert "https://example.org/" in page.text or "target" in changes
    # Files cannot be kept; that is said wherever one was sent.
    assert "저장하기 전에 다시 골라 주세요." in page.text
    assert not Banner.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": ""}, "내용을 입력해 주세요."),
        ({"text": "가" * 301}, "300자까지 쓸 수 있습니다."),
        ({"position": "NOWHERE"}, "올바르게 선택"),
        ({"closes_after": "121"}, "120 이하"),
        ({"target": "//evil.example"}, "https://로 시작하는 주소나"),
    ],
)
def test_popup_form_says_what_is_wrong_at_its_field(client_of, admin_member, changes, words):
    page = client_of(admin_member).post(f"{POPUPS}add/", popup_form(**changes))
    assert page.status_code == 200
    assert words in page.text
    assert not Popup.objects.exists()


def test_banner_is_changed_and_keeps_its_pictures(client_of, admin_member):
    banner = factories.banner(admin_member)
    form = banner_form(title="가을 캠페인", pc_upload="", mobile_upload="")
    assert client_of(admin_member).post(f"{BANNERS}{banner.pk}/change/", form).status_code == 302
    changed = Banner.objects.get()
    assert (changed.title, changed.pc_image.name) == ("가을 캠페인", banner.pc_image.name)
    assert changed.changes.first().fields == "제목, 링크 주소, 게시 시작일시, 게시 종료일시"


def test_popup_takes_a_picture_and_gives_it_back(client_of, admin_member):
    popup = factories.popup(admin_member)
    client, address = client_of(admin_member), f"{POPUPS}{popup.pk}/change/"
    assert client.post(address, popup_form(upload=factories.upload())).status_code == 302
    assert Popup.objects.get().image
    both = client.post(address, popup_form(upload=factories.upload(), remove_image="on"))
    assert "하나만 골라 주세요." in both.text
    assert client.post(address, popup_form(remove_image="on")).status_code == 302
    assert not Popup.objects.get().image


def test_form_is_looked_at_before_it_is_stored(client_of, admin_member, moderator, media_files):
    client = client_of(admin_member)
    given = banner_form(target="https://example.org/", position="SIDEBAR", on_mobile="")
    assert f'formaction="{BANNERS}preview/"' in client.get(f"{BANNERS}add/").text
    page = client.post(f"{BANNERS}preview/", given)
    assert page.status_code == 200
    assert page.text.count('src="data:image/webp;base64,') == 1
    assert contains(page, '<a href="https://example.org/" target="_blank" rel="noopener nofollow">')
    assert "data-counted" not in page.text
    assert "no-store" in page["Cache-Control"]
    carousel = '<section class="carousel" aria-roledescription="캐러셀" aria-label="추천 배너" data-place="sidebar"'
    assert carousel in tidy(page)
    first = client.post(f"{BANNERS}preview/", banner_form(position="MAIN_TOP"))
    assert ["여긴 자유게시판</h1>" in tidy(shown) for shown in (page, first)] == [True, False]
    popup = factories.popup(admin_member, starts=1)
    before = media_files()
    changed = popup_form(
        title="<i>새 제목", upload=factories.upload(), position="TOP", closes_after="20", target="/free/"
    )
    page = tidy(client.post(f"{POPUPS}{popup.pk}/preview/", changed))
    assert "&lt;i&gt;새 제목" in page
    for part in ('data-position="top"', 'data-closes-after="20"', 'src="data:image/webp;base64,', "첫 줄<br>둘째 줄"):
        assert part in page
    refused = client.post(f"{POPUPS}preview/", popup_form(title="", closes_after="4"))
    assert (refused.status_code, "제목: 제목을 입력해 주세요." in refused.text) == (422, True)
    assert "자동 닫기 (초): " in refused.text
    assert client_of(moderator).post(f"{POPUPS}preview/", popup_form()).status_code == 403
    assert client.get(f"{POPUPS}preview/").status_code == 405
    assert client.post(f"{POPUPS}999999/preview/", popup_form()).status_code == 404
    assert (Popup.objects.get().title, Banner.objects.count(), media_files()) == (popup.title, 0, before)


def test_page_of_a_display_says_everything_about_it(client_of, admin_member, moderator):
    banner = factories.banner(admin_member, target="https://example.org/", description="하반기 안내")
    popup = factories.popup(admin_member, kind="AD", closes_after=15)
    Banner.objects.update(impressions=400, clicks=9)
    Popup.objects.update(views=1247, closes=0)
    page = tidy(client_of(moderator).get(f"{BANNERS}{banner.pk}/change/"))
    link = '<a href="https://example.org/" target="_blank" rel="noopener noreferrer">새 창에서 열기</a>'
    for words in (link, "하반기 안내", "상단메인", "2.25%", "400", str(admin_member), f'src="{banner.pc_image.url}"'):
        assert words in page
    page = tidy(client_of(moderator).get(f"{POPUPS}{popup.pk}/change/"))
    for words in ("광고", "사이드배너 (오른쪽 아래)", "1247", ">15<", str(admin_member)):
        assert words in page
    assert "저장하지 않고 미리보기" not in page


@pytest.mark.parametrize(("address", "make"), [(BANNERS, factories.banner), (POPUPS, factories.popup)])
def test_moderator_looks_and_changes_nothing(client_of, admin_member, moderator, address, make):
    display, client = make(admin_member), client_of(moderator)
    assert display.title in client.get(address).text
    page = client.get(f"{address}{display.pk}/change/").text
    assert "첫 화면에서 보기" in page
    assert 'name="title"' not in page
    assert 'value="stop"' not in page
    assert client.post(f"{address}{display.pk}/change/", popup_form()).status_code == 403
    act(client, address, [display], "stop", "이유")
    assert type(display).objects.get().state == "SHOWN"


@pytest.mark.parametrize(("address", "make"), [(BANNERS, factories.banner), (POPUPS, factories.popup)])
def test_display_is_stopped_and_resumed_with_a_reason(client_of, admin_member, address, make):
    display, client = make(admin_member), client_of(admin_member)
    refused = act(client, address, [display], "stop", " ")
    assert "사유를 입력해 주세요." in refused.text
    for action, state in (("stop", "STOPPED"), ("resume", "SHOWN"), ("delete", "DELETED"), ("restore", "SHOWN")):
        act(client, address, [display], action, "이유가 있습니다")
        assert type(display).objects.get().state == state
    page = client.get(f"{address}{display.pk}/change/").text
    assert page.count("이유가 있습니다") == 4


def test_deleted_display_is_looked_at_but_not_changed(client_of, admin_member):
    banner = factories.banner(admin_member)
    delete_display(banner, by=admin_member, reason="지움")
    client, address = client_of(admin_member), f"{BANNERS}{banner.pk}/change/"
    assert 'name="title"' not in client.get(address).text
    assert client.post(address, banner_form()).status_code == 403


@pytest.mark.parametrize("address", [BANNERS, POPUPS])
def test_displays_are_never_removed(client_of, superuser, admin_member, address):
    display = factories.banner(admin_member) if address == BANNERS else factories.popup(admin_member)
    assert client_of(superuser).post(f"{address}{display.pk}/delete/", {"post": "yes"}).status_code == 403
    assert type(display).objects.exists()


def test_banner_moves_by_one_place(client_of, admin_member):
    first, second, third = (factories.banner(admin_member, title=title) for title in "가나다")
    client = client_of(admin_member)
    move(client, third, "forward", seen=3)
    assert list(Banner.objects.all()) == [first, third, second]
    move(client, first, "backward", seen=1)
    assert list(Banner.objects.all()) == [third, first, second]
    assert "이미 끝에 있어" in move(client, third, "forward", seen=1).text
    assert list(Banner.objects.all()) == [third, first, second]
    assert DisplayChange.objects.filter(verb="MOVE").count() == 2


@pytest.mark.parametrize("where", ["", "{}/change/"], ids=["list", "page"])
def test_of_two_who_saw_the_same_order_one_moves_the_banner(client_of, admin_member, where):
    first, second, third = (factories.banner(admin_member, title=title) for title in "가나다")
    client = client_of(admin_member)
    page = tidy(client.get(BANNERS + where.format(third.pk)))
    seen = int(page.partition(f'name="seen-{third.pk}" value="')[2].partition('"')[0])
    move(client, third, "forward", seen=seen)
    assert "다른 운영자가 순서를 바꾸었습니다" in move(client, third, "forward", seen=seen).text
    assert list(Banner.objects.all()) == [first, third, second]
    for nothing in (None, "", "두번째", "9" * 30):
        assert "다른 운영자가 순서를 바꾸었습니다" in move(client, third, "forward", seen=nothing).text
    assert list(Banner.objects.all()) == [first, third, second]


def test_a_page_offers_what_can_be_done_with_a_display_where_it_is(client_of, admin_member):
    client = client_of(admin_member)
    banner, popup = factories.banner(admin_member), factories.popup(admin_member, starts=-9, ends=-1)

    def offered(address, display):
        page = client.get(f"{address}{display.pk}/change/").text
        names = ("stop", "resume", "delete", "restore", "forward", "backward")
        return {name for name in names if f'name="action" value="{name}"' in page}

    moves = {"forward", "backward"}
    assert offered(BANNERS, banner) == {"stop", "delete"} | moves
    assert offered(POPUPS, popup) == {"stop", "delete"}
    act(client, BANNERS, [banner], "stop", "점검")
    assert offered(BANNERS, banner) == {"resume", "delete"} | moves
    for address, display in ((BANNERS, banner), (POPUPS, popup)):
        act(client, address, [display], "delete", "지움")
        assert offered(address, display) == {"restore"}


def test_lists_have_the_columns_that_staff_know(client_of, admin_member):
    for number in range(2):
        factories.banner(admin_member, f"그림 {number}", position="BOARD_TOP")
        factories.popup(admin_member, f"소식 {number}", text="첫 줄\n둘째 줄", kind="EVENT")
    client = client_of(admin_member)

    def columns(page):
        cl = page.context["cl"]
        return [header["text"] for header in result_headers(cl)][1:]

    page = client.get(f"{POPUPS}?q=소식")
    known = "번호,팝업 아이디,팝업 제목,팝업 내용,팝업 이미지,팝업 상태,게시 시작일,게시 종료일,작성일"
    assert columns(page)[:9] == known.split(",")
    for part in (
        '<td class="field-number">1</td>',
        '<td class="field-number">2</td>',
        '<span class="badge" data-kind="full" data-tone="green">게시</span>',
        '<span class="badge" data-kind="full" data-tone="purple">이벤트</span>',
        '<span class="line">26.',
        "<h1>팝업 관리</h1>",
        "제목, 팝업 ID",
    ):
        assert part in tidy(page)
    assert '<span class="lines">첫 줄\n둘째 줄</span>' in page.text
    page = client.get(BANNERS)
    known = "번호,배너 아이디,배너 제목,배너 이미지,배너 상태,게시 시작일,게시 종료일,작성일,최종 수정일"
    assert columns(page)[:9] == known.split(",")
    name = Banner.objects.first().pc_image.name.rpartition("/")[2]
    for part in ('data-tone="orange">게시판상단</span>', f'<span class="quiet">{name}</span>', "<h1>배너 관리</h1>"):
        assert part in tidy(page)
    # 검색일 기준 begins with 게시시작일.
    dates = page.text.partition('name="by"')[2].partition("</select>")[0]
    assert dates.index("게시시작일") < dates.index("게시종료일") < dates.index("작성일")


def test_displays_are_found_by_state_title_and_id(client_of, admin_member, django_assert_max_num_queries):
    shown = factories.banner(admin_member, "여름 캠페인")
    stopped = factories.banner(admin_member, "겨울 소식")
    stop_display(stopped, by=admin_member, reason="점검")
    client = client_of(admin_member)

    def found(query):
        return set(client.get(f"{BANNERS}?{query}").context["cl"].result_list)

    assert found("state=SHOWN") == {shown}
    assert found("state=STOPPED") == {stopped}
    assert found("state=nonsense") == {shown, stopped}
    assert found("q=캠페인") == {shown}
    assert found(f"q={stopped.public_id.lower()}") == {stopped}
    with django_assert_max_num_queries(12):
        client.get(BANNERS)


def test_what_ends_soon_waits_for_staff_on_their_first_page(client_of, admin_member):
    factories.banner(admin_member, ends=2)
    factories.banner(admin_member, ends=30)
    page = client_of(admin_member).get("/admin/").text
    assert "곧 끝나는 배너" in page
    assert "곧 끝나는 팝업" not in page
