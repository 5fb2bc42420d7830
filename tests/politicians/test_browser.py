"""The picker and the pages of politicians in a real browser: by mouse, by keyboard, by touch, without scripts."""

import re

import pytest
from playwright.sync_api import expect

from boards.models import Post
from politicians.models import NameCard, Party
from tests import factories
from tests.browser import DESKTOP, MOBILE
from tests.stories.inspection import serious

pytestmark = pytest.mark.django_db(transaction=True)

WRITE = "/voice/write/"


@pytest.fixture
def directory():
    """Four invented politicians."""
    light, field = Party.objects.create(name="새빛당"), Party.objects.create(name="푸른들당")
    return {
        name: factories.politician(name=name, party=party, district=district)
        for name, party, district in (
            ("강하늘", light, "가온시 갑"),
            ("남산들", field, "나래군"),
            ("한가람", light, "가온시 을"),
            ("한겨울", field, "비례대표"),
        )
    }


def combobox(page):
    return page.get_by_role("combobox", name=re.compile("소통대상"))


def options(page):
    """Return the options of the picker; the editor has some too."""
    return page.locator('.picker-list [role="option"]')


def highlighted(page):
    return page.locator('.picker-list [aria-selected="true"]')


@pytest.mark.parametrize("size", [DESKTOP, MOBILE], ids=["desktop", "mobile"])
def test_picker_is_chosen_from_by_pointer(open_page, directory, citizen, size):
    page = open_page(size, member=citizen)
    page.goto(WRITE)
    combobox(page).click()
    expect(options(page)).to_have_count(5)
    assert options(page).all_inner_texts()[0] == "정치인을 선택하지 않음"
    assert [text.split()[0] for text in options(page).all_inner_texts()[1:]] == ["강하늘", "남산들", "한가람", "한겨울"]
    page.locator("h1").first.click()
    expect(page.locator(".picker-list")).to_be_hidden()
    combobox(page).click()
    combobox(page).press_sequentially("ㅎㄱ")
    expect(options(page)).to_have_count(3)
    options(page).filter(has_text="한겨울").click()
    expect(page.locator(".picker-chosen")).to_contain_text("한겨울")
    assert page.locator("input[name=politician]").input_value() == directory["한겨울"].public_id
    page.get_by_role("button", name="변경").click()
    assert page.locator("input[name=politician]").input_value() == ""
    expect(combobox(page)).to_be_focused()


def test_picker_is_chosen_from_by_keyboard(open_page, directory, citizen):
    page = open_page(member=citizen)
    page.goto(WRITE)
    combobox(page).focus()
    expect(options(page)).to_have_count(5)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(highlighted(page)).to_contain_text("강하늘")
    assert combobox(page).get_attribute("aria-activedescendant") == highlighted(page).get_attribute("id")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(highlighted(page)).to_contain_text("한겨울")
    page.keyboard.press("Escape")
    expect(combobox(page)).to_have_attribute("aria-expanded", "false")
    # Enter takes the first that fits, even before the list has come, and never sends the form.
    combobox(page).press_sequentially("푸른들당")
    page.keyboard.press("Enter")
    expect(page.locator(".picker-chosen")).to_contain_text("남산들")
    expect(page.get_by_role("button", name="변경")).to_be_focused()
    assert page.url.endswith(WRITE)


def test_picker_names_the_first_who_is_found_by_arrow_and_enter(open_page, directory, citizen):
    page = open_page(member=citizen)
    page.goto(WRITE)
    combobox(page).press_sequentially("푸른들당")
    page.keyboard.press("ArrowDown")
    expect(highlighted(page)).to_contain_text("남산들")
    expect(options(page).last).to_have_text("정치인을 선택하지 않음")
    page.keyboard.press("Enter")
    expect(page.locator(".picker-chosen")).to_contain_text("남산들")


def test_picker_says_that_nobody_is_found(open_page, directory, citizen):
    page = open_page(member=citizen)
    page.goto(WRITE)
    combobox(page).press_sequentially("없는사람")
    expect(options(page)).to_have_count(1)
    expect(page.locator(".picker-list")).to_contain_text("이름이 없나요? 선택하지 않고 등록할 수 있습니다.")
    expect(page.locator(".picker [role=status]")).to_contain_text("검색 결과가 없습니다.")


def test_picker_without_scripts_names_a_politician(open_page, directory, citizen):
    page = open_page(member=citizen, javascript=False)
    page.goto(WRITE)
    page.get_by_label("제목").fill("버스 노선을 늘려 주세요")
    page.get_by_label("내용").fill("출근 시간 배차 간격이 너무 깁니다. 살펴봐 주세요.")
    page.locator("input[name=politician_q]").fill("ㅎㄱㄹ")
    page.get_by_role("button", name="찾기").click()
    expect(page.get_by_label("제목")).to_have_value("버스 노선을 늘려 주세요")
    page.get_by_label(re.compile("한가람")).check()
    page.get_by_role("button", name="등록하기").last.click()
    post = Post.objects.get()
    assert post.politician == directory["한가람"]


def test_picker_is_fixed_for_a_politician(open_page, politician, politician_member):
    page = open_page(member=politician_member)
    page.goto(WRITE)
    expect(page.locator(".picker")).to_contain_text("자동 설정")
    expect(page.locator(".picker")).to_contain_text("본인으로 자동 설정됩니다")
    expect(combobox(page)).to_have_count(0)


@pytest.mark.parametrize("size", [DESKTOP, MOBILE], ids=["desktop", "mobile"])
def test_signup_shows_the_fields_of_the_role(open_page, directory, size):
    page = open_page(size)
    page.goto("/signup/politician/")
    expect(page.get_by_label("보좌진 닉네임")).to_be_hidden()
    page.get_by_label("가입 유형").select_option("보좌진")
    expect(page.get_by_label("보좌진 닉네임")).to_be_visible()
    page.get_by_role("combobox", name=re.compile("보좌하는 정치인")).press_sequentially("강하")
    options(page).filter(has_text="강하늘").locator("visible=true").click()
    expect(page.locator(".picker-chosen:visible")).to_contain_text("강하늘")
    page.get_by_label("가입 유형").select_option("정치인 본인")
    expect(page.get_by_label("닉네임 (정치인 이름과 직책)")).to_be_visible()
    expect(page.get_by_role("combobox", name=re.compile("보좌하는 정치인"))).to_be_hidden()


@pytest.mark.parametrize("size", [DESKTOP, MOBILE], ids=["desktop", "mobile"])
def test_pages_of_politicians_are_accessible_and_fit(open_page, directory, politician_member, pending, size):
    whom = politician_member.applications.get().politician
    NameCard.objects.create(
        politician=whom,
        motto="시민과 함께, 끝까지 듣고 답하겠습니다",
        email="a-very-long-office-address@assembly.example.com",
        website="https://www.example.com/a/very/long/path/that/does/not/fit/on/a/phone/at/all",
        bank_account="가온은행 123-456-789012 (한가람후원회)",
    )
    page = open_page(size, member=politician_member)
    for address in (
        "/politicians/",
        whom.get_absolute_url(),
        "/me/card/",
        "/me/application/",
        "/signup/politician/done/",
    ):
        check(page, address)
    check(open_page(size, member=pending), "/me/application/")
    check(open_page(size), "/signup/politician/")


def check(page, address):
    """No serious violation, and nothing wider than the screen."""
    page.goto(address)
    assert serious(page) == [], address
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), address


@pytest.mark.parametrize("size", [DESKTOP, MOBILE], ids=["desktop", "mobile"])
def test_name_card_follows_what_is_typed_and_says_when_it_is_stored(open_page, politician_member, size):
    page = open_page(size, member=politician_member)
    page.goto("/me/card/")
    shown = page.locator("[data-card-preview]")
    page.get_by_label("정치 철학/모토").fill("끝까지 듣겠습니다")
    expect(shown).to_contain_text("“끝까지 듣겠습니다”")
    assert not NameCard.objects.exists()
    page.get_by_role("button", name="초기화").click()
    expect(page.get_by_text("명함 카드 폼이 초기화되었습니다.")).to_be_visible()
    expect(shown).not_to_contain_text("끝까지 듣겠습니다")
    page.get_by_label("정치 철학/모토").fill("다시 듣겠습니다")
    page.get_by_role("button", name="저장").last.click()
    expect(page.get_by_text("명함 카드 정보가 성공적으로 저장되었습니다!")).to_be_visible()
    expect(page.get_by_role("button", name="저장됨")).to_be_visible()
    expect(page.get_by_role("button", name="저장", exact=True)).to_be_visible()
    assert NameCard.objects.get().motto == "다시 듣겠습니다"


def test_name_card_is_previewed_without_scripts(open_page, politician_member):
    page = open_page(MOBILE, member=politician_member, javascript=False)
    page.goto("/me/card/")
    page.get_by_label("정치 철학/모토").fill("끝까지 듣겠습니다")
    page.get_by_role("button", name="미리보기").click()
    expect(page.locator("[data-card-preview]")).to_contain_text("“끝까지 듣겠습니다”")
    assert not NameCard.objects.exists()
    page.get_by_role("button", name="저장").last.click()
    assert NameCard.objects.get().motto == "끝까지 듣겠습니다"


@pytest.mark.parametrize("size", [DESKTOP, MOBILE], ids=["desktop", "mobile"])
def test_an_application_brings_documents_along(open_page, pending, size, tmp_path):
    good, wrong = tmp_path / "certificate.pdf", tmp_path / "program.exe"
    good.write_bytes(factories.PDF + factories.PDF_END)
    wrong.write_bytes(b"MZ")
    page = open_page(size, member=pending)
    page.goto("/me/application/")
    files = page.get_by_label("증빙 서류")
    files.set_input_files(wrong)
    expect(page.get_by_text("program.exe: PDF나 이미지 파일")).to_be_visible()
    assert files.evaluate("input => input.files.length") == 0
    files.set_input_files(good)
    expect(page.locator("[data-chosen-documents]")).to_contain_text("certificate.pdf")
    page.get_by_label("정당 또는 소속").fill("새빛당")
    page.get_by_role("button", name="신청하기").click()
    expect(page.get_by_text("가입 신청을 보냈습니다.")).to_be_visible()
    expect(page.get_by_text("승인대기 중입니다.")).to_be_visible()
    expect(page.get_by_text("1. certificate.pdf")).to_be_visible()
    check(page, "/me/application/")
