"""The story of the site: a stranger joins, names a politician, the politician answers, everybody sees it."""

import re

from playwright.sync_api import expect

from boards.models import Post
from tests import factories
from tests.browser import both_ways
from tests.stories.steps import comment_box, comment_on, log_in, name_politician, row_of, sign_up, write_post

TITLE = "버스 배차 간격을 줄여 주세요"
ANSWER = "관계 기관과 배차 간격을 협의하고 있습니다."


@both_ways
def test_voice_stranger_names_politician_who_answers(open_page, politician, size, javascript):
    speaker = factories.speaker_for(politician, nickname="한가람의원", email="han@example.com")
    citizen_page = open_page(size, javascript=javascript)
    sign_up(citizen_page, email="stranger@example.com", nickname="버스타는시민")
    citizen_page.goto("/voice/write/")
    expect(citizen_page.get_by_role("heading", name="정치인게시판 글쓰기")).to_be_visible()
    name_politician(citizen_page, politician.name, javascript=javascript)
    write_post(citizen_page, title=TITLE)

    expect(citizen_page.get_by_text("정치인 소통 게시글이 성공적으로 등록되었습니다!")).to_be_visible()
    expect(citizen_page).to_have_url(re.compile("/voice/$"))
    row = row_of(citizen_page, TITLE)
    expect(row.get_by_text(f"{politician.name} 국회의원")).to_be_visible()
    expect(row.get_by_text("직접답변")).to_be_hidden()

    politician_page = open_page(size, javascript=javascript)
    post = Post.objects.get(title=TITLE)
    log_in(politician_page, email="han@example.com", tab="정치인", path=f"/login/?next={post.get_absolute_url()}")
    comment_on(politician_page, ANSWER, javascript=javascript)
    expect(comment_box(politician_page, ANSWER).get_by_text("정치인", exact=True)).to_be_visible()
    expect(politician_page.locator("#comment-count")).to_have_text("1")

    visitor = open_page(size, javascript=javascript)
    visitor.goto("/voice/")
    row = row_of(visitor, TITLE)
    expect(row.get_by_text("직접답변")).to_be_visible()
    expect(row.locator(".comment-count")).to_contain_text("[1]")
    row.get_by_role("link", name=TITLE).click()
    expect(visitor.get_by_role("complementary", name="지목된 정치인")).to_be_visible()
    expect(comment_box(visitor, ANSWER)).to_contain_text(speaker.nickname)
    expect(visitor.get_by_text("로그인이 필요합니다")).to_be_visible()


def test_voice_post_by_politician_is_marked(open_page, politician):
    speaker = factories.speaker_for(politician, nickname="한가람의원")
    page = open_page(member=speaker)
    page.goto("/voice/write/")
    expect(page.get_by_text("자동 설정", exact=True)).to_be_visible()
    expect(
        page.get_by_text("※ 정치인 계정은 소통대상을 선택할 수 없습니다. (본인으로 자동 설정됩니다)")
    ).to_be_visible()
    write_post(page, title="출근길 간담회를 엽니다")

    row = row_of(page, "출근길 간담회를 엽니다")
    expect(row.get_by_text("직접등록")).to_be_visible()
    expect(row.locator("td.author")).to_have_text(f"{politician.name} 정치인")


def test_voice_post_by_aide_says_so(open_page, politician, aide):
    page = open_page(member=aide)
    page.goto("/voice/write/")
    write_post(page, title="의원실에서 알려 드립니다")

    row = row_of(page, "의원실에서 알려 드립니다")
    expect(row.get_by_text("보좌진등록")).to_be_visible()
    expect(row.locator("td.author").get_by_text("보좌진", exact=True)).to_be_visible()
