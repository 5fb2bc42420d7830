"""Cards above the admin's lists, pills of the filters in use, and finding by words (spec L6, L7, L13)."""

from html import unescape

import pytest
from django.contrib import admin
from django.core.cache import cache
from django.urls import reverse

from backoffice.lists import LISTS
from moderation.models import Report
from moderation.services import file_report, hide_text
from polibat.lists.panel import ALL, panels_of
from suggestions.models import Suggestion
from tests import factories
from tests.markup import contains

CARDS = {
    "accounts.member": "전체회원, 일반회원, 정치인, 보좌진, 승인대기",
    "politicians.speaker": "정치인+보좌진, 정치인, 보좌진, 승인대기",
    "polls.ballot": "총 투표 참여, 찬성 투표, 반대 투표, 기권 투표",
    "boards.post": "전체, 게시, 숨김, 삭제",
    "boards.comment": "전체 댓글, 게시 중, 숨김 처리, 신고된 댓글",
    "moderation.report": "전체 신고, 게시글 신고, 댓글 신고, 처리 대기",
    "polls.poll": "전체 투표, 진행 중, 마감, 예정",
    "suggestions.suggestion": "전체 불편/제안, 기능제안, 불편사항, 접수대기",
    "suggestions.notice": "전체 공지사항, 게시 중, 고정 공지, 숨김 처리",
    "displays.popup": "전체 팝업, 게시 중, 만료",
    "displays.banner": "전체 배너, 게시 중, 만료",
    "policies.policytemplate": "전체 템플릿, 전체 대상, 일반회원, 정치인회원",
    "policies.policyversion": "전체 정책, 게시 중, 만료, 삭제",
}


@pytest.fixture
def rows(citizen, reader, politician_member, aide, pending, admin_member, moderator):
    """Something of everything that cards count."""
    posts = [factories.post(citizen, title=f"동네 도서관 {number}") for number in range(3)]
    hide_text(posts[1], by=moderator, reason="시험")
    comment = factories.comment(posts[0], reader)
    hide_text(factories.comment(posts[0], reader, text="다른 말입니다."), by=moderator, reason="시험")
    file_report(Report(comment=comment, reason="SPAM"), by=citizen)
    factories.poll(admin_member, title="도서관을 더 지을까요")
    factories.ended_poll(admin_member)
    factories.suggestion(citizen, title="도서관 의자 제안")
    factories.suggestion(reader, category=Suggestion.Category.COMPLAINT, title="불편합니다 이것이")
    hide_text(factories.notice(admin_member, title="숨길 공지입니다").post, by=moderator, reason="시험")
    factories.notice(admin_member, title="도서관 휴관 안내")
    factories.popup(admin_member)
    factories.popup(admin_member, starts=-9, ends=-1)
    cache.clear()
    return posts


LISTED = {
    model._meta.label_lower: model_admin.staff_list
    for model, model_admin in admin.site._registry.items()
    if hasattr(model_admin, "staff_list")
}


def models():
    return {model._meta.label_lower: model for model in admin.site._registry}


def test_fifteen_lists_of_the_admin_are_staff_lists():
    assert sorted(page.key for page in LISTED.values()) == sorted(set(LISTS) - {"staff", "email-accesses"})
    assert len(LISTED) == 15


def list_of(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


@pytest.mark.parametrize("label", LISTED)
def test_a_card_stands_there_and_leads_to_as_many_rows(label, rows, client_of, superuser):
    model, client = models()[label], client_of(superuser)
    cards = LISTED[label].cards_of(superuser)
    page = client.get(list_of(model))
    assert ", ".join(card["label"] for card in cards) == CARDS.get(label, "")
    for card in cards:
        assert contains(page, f"<span>{card['label']}</span> <strong>{card['number']:,}{card['unit']}</strong>")
        assert contains(unescape(page.text), f'<a href="{card["link"]}">')
        found = client.get(list_of(model) + card["link"]).context["cl"].result_count
        assert (card["label"], card["number"]) == (card["label"], found)


def test_cards_are_for_those_who_may_see_the_rows(rows, reader, moderator, admin_member):
    templates = LISTED["policies.policytemplate"]
    assert LISTED["boards.post"].cards_of(reader) == []
    for member in (moderator, admin_member):
        assert bool(templates.cards_of(member)) is member.has_perm("policies.view_policytemplate")


def test_every_filter_in_use_is_a_pill_and_one_press_clears_them(rows, client_of, moderator):
    client = client_of(moderator)
    address = reverse("admin:boards_post_changelist")
    assert "적용된 필터" not in client.get(address).text
    page = client.get(address, {"status__exact": "HIDDEN", "since": "2020-01-01", "until": "2040-01-01", "q": "도서관"})
    for pill in ("기간: 사용자지정", "작성일: 2020-01-01 ~ 2040-01-01", "검색어: 도서관", ": 숨김"):
        assert pill in page.text
    assert contains(page, '<a href="?">필터 초기화</a>')
    assert page.context["cl"].result_count == 1


@pytest.mark.parametrize(
    ("name", "found"), [("boards_post", 4), ("polls_poll", 1), ("suggestions_suggestion", 1), ("suggestions_notice", 1)]
)
def test_texts_are_found_by_a_piece_of_their_title(name, found, rows, client_of, superuser):
    client, address = client_of(superuser), reverse(f"admin:{name}_changelist")
    asked = {"state": "all"} if name == "suggestions_suggestion" else {}
    answer = client.get(address, {**asked, "q": "도서관"})
    assert ["도서관" in str(getattr(row, "post", row)) for row in answer.context["cl"].result_list] == [True] * found
    assert client.get(address, {**asked, "q": "없는제목임"}).context["cl"].result_count == 0


def test_comments_are_found_by_their_words(rows, client_of, moderator):
    answer = client_of(moderator).get(reverse("admin:boards_comment_changelist"), {"q": "다른 말"})
    assert [comment.text for comment in answer.context["cl"].result_list] == ["다른 말입니다."]


@pytest.mark.parametrize("label", LISTED)
@pytest.mark.parametrize("term", ["도서관", "글쓴", "NM", "FB", "VP0000", "다른 말", "이용약관", "행사", "없는제목임"])
def test_words_find_the_same_rows_in_the_admin_and_in_the_api(term, label, rows, client_of, api_of, superuser):
    page = LISTED[label]
    asked = {"size": 100, **{panel.param or name: ALL for name, panel in panels_of(page.filters) if panel.waiting}}
    shown = client_of(superuser).get(list_of(models()[label]), {**asked, "q": term}).context["cl"].result_list
    answer = api_of(superuser).get(f"/api/admin/{page.key}", {"search": term, "limit": 100}).json()["data"]
    column = next(column for column in page.columns if column.key == "id" or column.key.endswith("Id"))
    assert sorted(str(column.find(row)) for row in shown) == sorted(str(row[column.key]) for row in answer)
