"""What people know from notices, suggestions, polls and the first page: words, pills, colours, columns, buttons."""

import re

import pytest
from playwright.sync_api import expect

from suggestions.models import Notice, Suggestion
from suggestions.services import pin_notice
from tests import factories
from tests.browser import DESKTOP, MOBILE
from tests.stories.steps import row_of

PILL_INK = {
    "blue": "rgb(29, 79, 215)",
    "orange": "rgb(184, 67, 0)",
    "violet": "rgb(113, 48, 217)",
}


@pytest.mark.parametrize("size", [DESKTOP, MOBILE], ids=["desktop", "mobile"])
def test_notices_look_as_known(open_page, admin_member, reader, size):
    pinned = factories.notice(admin_member, title="꼭 읽어 주세요")
    pin_notice(pinned, by=admin_member)
    factories.comment(pinned.post, reader)
    factories.notice(admin_member, title="보통 공지입니다")
    page = open_page(size)
    page.goto("/notices/")
    expect(page.get_by_role("heading", level=1)).to_have_text("📢 정치방망이 공지사항")
    expect(page.get_by_placeholder("공지 검색...")).to_be_visible()
    expect(page.get_by_role("link", name="글쓰기")).to_have_count(0)
    first = page.locator("tbody tr").first
    expect(first).to_contain_text("꼭 읽어 주세요")
    expect(first.locator(".pill", has_text="고정")).to_be_visible()
    expect(first.locator(".pill", has_text="이용안내")).to_be_visible()
    expect(first.locator(".comment-count")).to_contain_text("[1]")
    expect(first.locator(".excerpt")).to_contain_text("일요일 새벽에 점검합니다.")
    painted = first if size is MOBILE else first.locator("td").first
    expect(painted).to_have_css("background-color", "rgb(255, 245, 230)")
    first.get_by_role("link").click()
    meta = page.locator(".post-meta")
    for words in ("작성자: 관리하는운영자", "작성일: ", "조회수: "):
        expect(meta).to_contain_text(words)
    page.get_by_role("link", name="목록으로").click()
    expect(page).to_have_url(re.compile("/notices/$"))


def test_notices_have_a_colour_for_each_kind(desktop, admin_member):
    for category in Notice.Category:
        notice = factories.notice(admin_member, title=f"{category.label} 공지입니다")
        Notice.objects.filter(pk=notice.pk).update(category=category)
    desktop.goto("/notices/")
    looks = {
        category.label: row_of(desktop, f"{category.label} 공지입니다")
        .locator(".pill")
        .evaluate("pill => getComputedStyle(pill).backgroundColor + getComputedStyle(pill).color")
        for category in Notice.Category
    }
    assert len(set(looks.values())) == len(Notice.Category)


def test_suggestions_look_as_known(desktop, citizen):
    for category, colour in (("FEATURE", "blue"), ("COMPLAINT", "orange"), ("VOTE_PROPOSAL", "violet")):
        factories.suggestion(citizen, title=f"{colour} 제안입니다", category=Suggestion.Category[category])
    factories.suggestion(citizen, title="비밀 제안입니다", is_private=True)
    desktop.goto("/suggestions/")
    expect(desktop.get_by_role("heading", level=1)).to_have_text("불편/제안 접수")
    expect(desktop.get_by_role("columnheader")).to_have_text(["번호", "제목", "처리상태", "접수일", "추천", "조회"])
    expect(desktop.get_by_role("link", name="접수 하기")).to_have_attribute("href", "/suggestions/write/")
    for colour, ink in PILL_INK.items():
        row = row_of(desktop, f"{colour} 제안입니다")
        expect(row.locator(".pill")).to_have_css("color", ink)
        expect(row.locator("td.state")).to_have_text("접수대기")
    closed = row_of(desktop, "비공개 접수 글입니다")
    expect(closed.get_by_role("img", name="비공개")).to_be_visible()
    expect(closed).to_contain_text("비공개 처리된 내용입니다.")


def test_suggestion_form_looks_as_known(open_page, citizen):
    page = open_page(member=citizen)
    page.goto("/suggestions/write/")
    guide = page.get_by_role("region", name="작성 안내")
    expect(guide.get_by_role("listitem")).to_have_count(4)
    expect(page.get_by_label("구분", exact=True)).to_be_visible()
    assert page.locator(".editor-area").bounding_box()["height"] == 400
    expect(page.get_by_label("🔒 비공개로 등록")).not_to_be_checked()
    expect(page.get_by_text("※ 체크 시 운영자만 열람 가능하며")).to_be_visible()
    expect(page.locator("form.post-form")).to_have_attribute("data-once", "접수 중...")


def test_suggestion_offers_its_author_and_others_their_buttons(open_page, citizen, reader):
    suggestion = factories.suggestion(citizen)
    for member, shown in (
        (citizen, ["글쓰기", "목록으로", "수정하기", "삭제하기", "공유하기"]),
        (reader, ["글쓰기", "신고하기", "목록으로", "공유하기"]),
    ):
        page = open_page(member=member)
        page.goto(suggestion.get_absolute_url())
        expect(page.locator(".post-actions .button")).to_have_text(shown)
    head = page.locator(".post-head")
    for words in ("기능제안", "접수대기", "작성자: 글쓴시민", "작성일: ", "조회수: ", "좋아요: "):
        expect(head).to_contain_text(words)
    reactions = page.locator("#post-reactions")
    reactions.get_by_role("button", name="좋아요").click()
    expect(page.locator("#post-likes")).to_have_text("1")
    reactions.get_by_role("button", name="싫어요").click()
    expect(reactions.get_by_role("button", name="좋아요")).to_have_text("0")
    expect(reactions.get_by_role("button", name="싫어요")).to_have_text("1")
    page = open_page(member=citizen)
    page.goto(suggestion.get_absolute_url())
    page.get_by_role("link", name="삭제하기").click()
    question = page.get_by_role("dialog", name="게시글 삭제")
    expect(question).to_contain_text("정말로 이 게시글을 삭제하시겠습니까?")
    question.get_by_role("button", name="삭제", exact=True).click()
    expect(page.get_by_text("게시글이 삭제되었습니다.")).to_be_visible()


def test_poll_option_is_marked_when_it_is_chosen(open_page, admin_member, citizen):
    poll = factories.poll(admin_member, "감자", "고구마")
    page = open_page(member=citizen)
    page.goto(poll.get_absolute_url())
    expect(page.locator(".poll-lead")).to_have_text("여러 개를 선택할 수 있습니다. 지금 투표해보세요!")
    expect(page.locator(".poll-strip")).to_contain_text("투표 기간: ")
    expect(page.locator(".poll-photo")).to_have_count(2)
    options = page.locator(".poll-option")
    plain = options.first.evaluate("option => getComputedStyle(option).borderTopColor")
    for option in options.all():
        option.click()
        expect(option.locator(".poll-check")).to_have_css("opacity", "1")
    page.locator("h1").hover()
    assert options.first.evaluate("option => getComputedStyle(option).borderTopColor") != plain
    expect(page.locator("#poll-button")).to_have_text("2개 항목에 투표하기")


def test_home_greets_with_its_hero_and_three_cards_of_each_board(desktop, citizen, reader, politician):
    for number in range(3):
        factories.post((citizen, reader)[number % 2], title=f"자유 글 {number}")
        factories.post(citizen, "POLITICIAN", politician=politician, title=f"정치인 글 {number}")
        factories.comment(citizen.posts.first(), reader)
    desktop.goto("/")
    expect(desktop.get_by_role("heading", level=1)).to_have_text(re.compile("쉽고 빠르게,\\s*정치와 소통하다!"))
    expect(desktop.locator("[data-hero] img, .hero img").first).to_be_visible()
    free = desktop.get_by_role("region", name="🔥 자유게시판 인기글").locator(".post-card")
    expect(free).to_have_count(3)
    for words in ("자유 글", "우리 동네 버스가", "추천 0", "조회수 0"):
        expect(free.first).to_contain_text(words)
    voice = desktop.get_by_role("region", name="🔥 정치인게시판 인기글").locator(".post-card")
    expect(voice).to_have_count(3)
    expect(voice.first.locator("img.thumb")).to_have_attribute("src", re.compile("art/thumb"))
    expect(voice.first.locator('.badge[data-kind="target"]')).to_have_text("한가람 국회의원")
    expect(desktop.locator(".comment-count").first).to_contain_text("[")
    voice.first.get_by_role("link").click()
    expect(desktop.get_by_role("heading", level=1)).to_have_text(re.compile("정치인 글"))
    desktop.go_back()
    free.first.get_by_role("link").click()
    expect(desktop.get_by_role("heading", level=1)).to_have_text(re.compile("자유 글"))


def test_home_marks_what_a_politician_wrote(desktop, politician_member):
    factories.post(politician_member, "POLITICIAN", title="출근길 간담회를 엽니다")
    desktop.goto("/")
    card = desktop.get_by_role("region", name="🔥 정치인게시판 인기글").locator(".post-card")
    expect(card.get_by_text("직접등록")).to_be_visible()
