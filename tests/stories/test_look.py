"""What people know from the boards, the post and the forms: words, columns, badges, colours, a phone's layout."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from boards.models import Board
from boards.services import react
from politicians.models import NameCard
from tests import factories
from tests.browser import DESKTOP, MOBILE
from tests.stories.steps import row_of

GREEN, RED = "rgb(30, 126, 52)", "rgb(201, 48, 44)"


@pytest.fixture
def voices(citizen, politician, politician_member):
    """A citizen's question that was answered, and a politician's own post."""
    asked = factories.post(citizen, Board.POLITICIAN, politician=politician, title="마을버스를 늘려 주세요")
    factories.comment(asked, politician_member, text="협의하고 있습니다.")
    factories.post(politician_member, Board.POLITICIAN, title="출근길 간담회를 엽니다")
    return asked


def stands_in_a_column(boxes):
    return all(upper["y"] + upper["height"] <= lower["y"] + 1 for upper, lower in pairwise(boxes))


def test_board_has_its_heading_columns_and_button(desktop, open_page, citizen):
    factories.post(citizen)
    desktop.goto("/free/")
    expect(desktop.get_by_role("heading", level=1)).to_have_text("진지해도 웃겨도 괜찮아요, 여긴 자유게시판")
    expect(desktop.get_by_role("columnheader")).to_have_text(["번호", "제목", "작성자", "작성일", "추천", "조회수"])
    page = open_page(member=citizen)
    page.goto("/free/")
    page.get_by_role("link", name="글쓰기", exact=True).click()
    expect(page.get_by_role("heading", name="자유게시판 글쓰기")).to_be_visible()


def test_board_row_shows_title_picture_comments_and_excerpt(desktop, citizen, reader, politician_member):
    post = factories.post(politician_member, title="가로등 이야기")
    factories.comment(post, reader)
    type(post).objects.filter(pk=post.pk).update(has_image=True)
    desktop.goto("/free/")
    row = row_of(desktop, "가로등 이야기")
    expect(row.locator(".post-title")).to_have_css("font-weight", "700")
    expect(row.get_by_role("img", name="이미지 첨부됨")).to_be_visible()
    expect(row.locator(".comment-count")).to_have_text("댓글 [1]개")
    expect(row.locator(".comment-count")).to_have_css("color", "rgb(208, 52, 36)")
    expect(row.locator(".excerpt")).to_contain_text("우리 동네 버스가")
    badge = row.locator("td.author .badge")
    expect(badge).to_have_text("정치인")
    expect(badge).to_have_css("background-color", "rgb(72, 52, 212)")
    row.hover()
    expect(row).to_have_css("background-color", "rgb(244, 244, 244)")


def test_board_rows_are_cards_on_a_phone(mobile, citizen):
    factories.post(citizen)
    mobile.goto("/free/")
    assert mobile.locator("thead").bounding_box()["height"] <= 1
    row = mobile.locator("tbody tr")
    expect(row).to_have_css("border-top-width", "1px")
    expect(row.locator("td.number")).to_be_hidden()
    words = {
        name: row.locator(f"td.{name}").evaluate("cell => getComputedStyle(cell, '::before').content")
        for name in ("views", "likes")
    }
    assert "조회" in words["views"]
    assert "추천" in words["likes"]
    lines = {round(row.locator(f"td.{name}").bounding_box()["y"]) for name in ("author", "date", "views", "likes")}
    assert len(lines) == 1


def test_popular_posts_are_three_and_a_strip_on_a_phone(open_page, citizen, reader):
    for number in range(4):
        factories.post((citizen, reader)[number % 2], title=f"버스 이야기 {number}")
    for size in (DESKTOP, MOBILE):
        page = open_page(size)
        page.goto("/free/")
        strip = page.get_by_role("region", name="🔥 지금 뜨는 인기글")
        expect(strip.locator(".post-card")).to_have_count(3)
        wide, seen = strip.locator(".card-grid").evaluate("grid => [grid.scrollWidth, grid.clientWidth]")
        assert (wide > seen) is (size is MOBILE)


@pytest.mark.parametrize(("size", "pixels"), [(DESKTOP, 120), (MOBILE, 80)], ids=["desktop", "mobile"])
def test_voice_rows_show_photo_target_and_badges(open_page, voices, size, pixels):
    page = open_page(size)
    page.goto("/voice/")
    expect(page.get_by_role("heading", level=1)).to_have_text("정치인과 국민의 빠른 소통, 정치방망이!")
    asked = row_of(page, "마을버스를 늘려 주세요")
    expect(asked.get_by_text("한가람 국회의원")).to_be_visible()
    expect(asked.get_by_text("직접답변")).to_be_visible()
    expect(asked.locator("td.author")).to_have_text("글쓴시민")
    expect(asked.locator(".comment-count")).to_contain_text("[1]")
    expect(asked.locator(".excerpt")).to_contain_text("우리 동네 버스가")
    assert asked.locator("img.thumb").bounding_box()["width"] == pixels
    own = row_of(page, "출근길 간담회를 엽니다")
    expect(own.get_by_text("직접등록")).to_be_visible()
    expect(own.locator("td.author")).to_have_text("한가람 정치인")
    cards = page.get_by_role("region", name="🔥 지금 뜨는 인기글").locator(".post-card")
    expect(cards).to_have_count(2)
    expect(cards.locator("img.thumb").first).to_be_visible()


def test_voice_write_button_leads_to_its_own_form(open_page, citizen):
    page = open_page(member=citizen)
    page.goto("/voice/")
    page.get_by_role("link", name="글쓰기", exact=True).click()
    expect(page.get_by_role("heading", name="정치인게시판 글쓰기")).to_be_visible()
    expect(page.locator(".lead")).to_contain_text("게시글은 등록 후 정치인게시판에 표시됩니다.")


def test_search_box_closes_by_a_press_outside_and_begins_anew(desktop, citizen):
    factories.post(citizen)
    desktop.goto("/free/?q=%EC%9A%B0%EC%A3%BC")
    box = desktop.get_by_role("searchbox", name="검색")
    box.click()
    expect(desktop.locator(".search-conditions")).to_be_visible()
    desktop.locator("h1").click()
    expect(desktop.locator(".search-conditions")).to_be_hidden()
    expect(desktop.locator("tbody tr")).to_have_count(0)
    box.fill("")
    expect(desktop.locator("tbody tr")).to_have_count(1)


def test_search_box_and_button_are_as_wide_as_a_phone(mobile):
    mobile.goto("/free/")
    search, button = mobile.locator("form.search"), mobile.get_by_role("link", name="글쓰기", exact=True)
    boxes = [search.bounding_box(), button.bounding_box()]
    assert stands_in_a_column(boxes)
    assert boxes[0]["width"] == boxes[1]["width"] == 390 - 2 * 16 - 2 * 17


def test_page_number_is_black_and_the_next_page_begins_at_the_top(desktop, db):
    for author in factories.MemberFactory.create_batch(3):
        for number in range(4):
            factories.post(author, title=f"버스 이야기 {number}")
    desktop.goto("/free/")
    pages = desktop.get_by_role("navigation", name="페이지")
    expect(pages.get_by_role("link", name="1쪽")).to_have_css("background-color", "rgb(0, 0, 0)")
    pages.get_by_role("link", name="2쪽").click()
    expect(pages.get_by_role("link", name="2쪽")).to_have_css("background-color", "rgb(0, 0, 0)")
    assert desktop.evaluate("window.scrollY") == 0


def test_post_shows_who_when_and_how_often(either_width, citizen, reader):
    post = factories.post(citizen, title="가로등 이야기")
    react(post, by=reader, value="LIKE")
    either_width.goto(post.get_absolute_url())
    meta = either_width.locator(".post-meta")
    for words in ("작성자: 글쓴시민", "작성일: ", "조회수: ", "좋아요: 1"):
        expect(meta).to_contain_text(words)
    expect(either_width.get_by_role("region", name=re.compile("명함 카드"))).to_have_count(0)


def test_post_offers_its_author_all_buttons_and_others_theirs(open_page, citizen, reader, politician):
    post = factories.post(citizen, Board.POLITICIAN, politician=politician)
    for member, shown in (
        (citizen, ["글쓰기", "목록으로", "수정하기", "삭제하기", "공유하기"]),
        (reader, ["글쓰기", "신고하기", "목록으로", "공유하기"]),
    ):
        page = open_page(member=member)
        page.goto(post.get_absolute_url())
        expect(page.locator(".post-actions .button")).to_have_text(shown)
        expect(page.get_by_role("link", name="글쓰기", exact=True)).to_have_attribute("href", "/voice/write/")
        page.get_by_role("link", name="목록으로").click()
        expect(page).to_have_url(re.compile("/voice/$"))


def test_post_buttons_stand_below_each_other_on_a_phone(open_page, citizen):
    page = open_page(MOBILE, member=citizen)
    page.goto(factories.post(citizen).get_absolute_url())
    boxes = [button.bounding_box() for button in page.locator(".post-actions .button").all()]
    assert stands_in_a_column(boxes)
    assert len({box["width"] for box in boxes}) == 1


def test_post_reactions_turn_green_and_red_and_are_taken_back(open_page, citizen, reader):
    page = open_page(member=reader)
    page.goto(factories.post(citizen).get_absolute_url())
    like = page.locator("#post-reactions").get_by_role("button", name="좋아요")
    dislike = page.locator("#post-reactions").get_by_role("button", name="싫어요")
    like.click()
    expect(like).to_have_text("1")
    expect(like).to_have_css("color", GREEN)
    like.click()
    expect(like).to_have_text("0")
    expect(page.locator("#post-likes")).to_have_text("0")
    dislike.click()
    expect(dislike).to_have_text("1")
    expect(dislike).to_have_css("color", RED)


@pytest.mark.parametrize("size", [DESKTOP, MOBILE], ids=["desktop", "mobile"])
def test_name_card_shows_contacts_and_stands_in_a_column_on_a_phone(open_page, politician, politician_member, size):
    NameCard.objects.create(
        politician=politician,
        motto="끝까지 듣겠습니다",
        email="office@example.com",
        website="https://www.example.com/",
        youtube="https://www.youtube.com/@example",
        bank_account="가온은행 123-456",
    )
    page = open_page(size)
    page.goto(factories.post(politician_member, Board.POLITICIAN).get_absolute_url())
    card = page.get_by_role("region", name=re.compile("명함 카드"))
    for words in ("한가람", politician.party.name, "끝까지 듣겠습니다", "office@example.com", "가온은행 123-456"):
        expect(card).to_contain_text(words)
    expect(card.locator("img.thumb")).to_be_visible()
    expect(card.get_by_role("link")).not_to_have_count(0)
    direction = card.locator(".name-card-body").evaluate("body => getComputedStyle(body).flexDirection")
    assert direction == ("column" if size is MOBILE else "row")


def test_comment_badges_say_who_speaks(desktop, citizen, reader, moderator, politician_member):
    post = factories.post(citizen)
    for author in (moderator, politician_member, reader):
        factories.comment(post, author, text=f"{author.nickname}의 말")
    desktop.goto(post.get_absolute_url())
    badges = [comment.locator(".badge") for comment in desktop.locator(".comment").all()]
    expect(badges[0]).to_have_text("운영자")
    expect(badges[0]).to_have_css("background-color", "rgb(212, 60, 60)")
    expect(badges[1]).to_have_text("정치인")
    expect(badges[1]).to_have_css("background-image", re.compile("gradient"))
    expect(badges[2]).to_have_count(0)


def test_comment_empty_reply_says_so(open_page, citizen, reader, complaints):
    complaints.allow("status of 422")
    post = factories.post(citizen)
    factories.comment(post, citizen)
    page = open_page(member=reader)
    page.goto(post.get_absolute_url())
    page.locator(".comment").get_by_role("link", name="답글").click()
    page.get_by_role("textbox", name="답글", exact=True).press("Enter")
    expect(page.get_by_role("alert")).to_have_text(re.compile("답글을 입력하세요."))


def test_comment_form_is_as_wide_as_a_phone(open_page, citizen):
    page = open_page(MOBILE, member=citizen)
    page.goto(factories.post(citizen).get_absolute_url())
    form = page.locator(".comment-form").last
    boxes = [form.locator(part).bounding_box() for part in ("textarea", ".button")]
    assert stands_in_a_column(boxes)
    assert boxes[0]["width"] == boxes[1]["width"]


def test_writing_has_its_words_a_tall_editor_and_a_way_back(open_page, citizen):
    page = open_page(member=citizen)
    page.goto("/free/")
    page.get_by_role("link", name="글쓰기", exact=True).click()
    expect(page.locator(".lead")).to_have_text("자유롭게 글을 작성해보세요. 게시글은 등록 후 자유게시판에 표시됩니다.")
    title = page.get_by_label("제목", exact=True)
    expect(title).to_have_attribute("placeholder", re.compile("제목을 입력하세요"))
    expect(page.get_by_role("button", name="위지윅")).to_be_visible()
    assert page.locator(".field[data-editor]").bounding_box()["height"] >= 400
    page.get_by_role("link", name="취소").click()
    expect(page).to_have_url(re.compile("/free/$"))


def test_login_tabs_change_form_words_and_links(desktop, complaints):
    complaints.allow("status of 422")
    desktop.goto("/login/")
    expect(desktop.get_by_role("button", name="일반회원 로그인")).to_be_visible()
    expect(desktop.get_by_role("link", name="비밀번호 찾기")).to_have_attribute("href", "/find-account/")
    expect(desktop.get_by_role("link", name="일반회원 회원가입")).to_have_attribute("href", "/signup/")
    desktop.get_by_role("link", name="정치인", exact=True).last.click()
    expect(desktop.get_by_role("button", name="정치인 로그인")).to_be_visible()
    expect(desktop.get_by_role("link", name="정치인 가입신청")).to_have_attribute("href", "/signup/politician/")


def test_login_errors_are_red_and_go_when_one_types(desktop, complaints):
    complaints.allow("status of 422")
    desktop.goto("/login/")
    desktop.get_by_role("button", name="일반회원 로그인").click()
    email = desktop.get_by_label("이메일")
    expect(desktop.get_by_text("이메일을 입력해 주세요.")).to_be_visible()
    expect(email).to_have_css("background-color", "rgb(255, 234, 234)")
    email.fill("a")
    expect(desktop.get_by_text("이메일을 입력해 주세요.")).to_be_hidden()
    expect(email).not_to_have_css("background-color", "rgb(255, 234, 234)")


def test_login_button_waits_while_it_is_sent(desktop, citizen):
    desktop.goto("/login/")
    desktop.get_by_label("이메일").fill("citizen@example.com")
    desktop.get_by_label("비밀번호").fill(factories.PASSWORD)
    held = []

    def hold(route):
        held.append(route)

    desktop.route("**/login/", hold)
    # Asked inside the page: the test itself would wait for the answer that is held back.
    waiting = """() => new Promise((done) => {
        const button = document.querySelector("main form button[type=submit]");
        button.click();
        const ring = () => getComputedStyle(button, "::before").animationName;
        setTimeout(() => done([button.disabled, button.textContent.trim(), ring()]), 100);
    })"""
    assert desktop.evaluate(waiting) == [True, "로그인 중...", "turn"]
    held[0].continue_()
    expect(desktop.get_by_text("로그인에 성공하였습니다!")).to_be_visible()


def test_find_account_shows_its_steps_and_the_way_back(desktop, citizen):
    desktop.goto("/find-account/")
    steps = desktop.locator(".steps > span")
    expect(steps).to_have_count(2)
    expect(steps.nth(0)).to_have_css("background-color", "rgb(0, 0, 0)")
    desktop.get_by_label("이메일").fill("citizen@example.com")
    desktop.get_by_role("button", name="인증코드 발송").click()
    expect(desktop.get_by_role("img", name="진행 단계: 2단계 중 2단계")).to_be_visible()
    expect(steps.nth(0)).to_have_css("background-color", "rgb(40, 167, 69)")
    expect(steps.nth(1)).to_have_css("background-color", "rgb(0, 0, 0)")
    expect(desktop.get_by_label("이메일")).to_have_attribute("readonly", "")
    desktop.get_by_role("link", name="← 로그인 페이지로 돌아가기").click()
    expect(desktop).to_have_url(re.compile("/login/$"))
