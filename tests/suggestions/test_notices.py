"""공지사항: written by staff who publish, at most five pinned, found by everybody."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from boards.models import Post
from boards.services import change_post_status, edit_post, withdraw_post
from moderation.services import hide_text
from pictures.services import store_image
from suggestions.models import Notice
from suggestions.services import edit_notice, pin_notice, unpin_notice, withdraw_suggestion
from tests import factories
from tests.markup import tidy
from tests.suggestions.test_concurrency import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice(admin_member):
    return factories.notice(admin_member)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"category": "ELSE"}, "notice_category"),
        ({"pinned_slot": 6}, "notice_five_pinned"),
        ({"pinned_slot": 0}, "notice_five_pinned"),
    ],
)
def test_notice_constraints(notice, fields, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(**fields)


def test_two_notices_cannot_have_one_place(notice, admin_member):
    pin_notice(notice, by=admin_member)
    other = factories.notice(admin_member)
    with pytest.raises(IntegrityError, match="pinned_slot"), transaction.atomic():
        Notice.objects.filter(pk=other.pk).update(pinned_slot=1)


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("citizen", False),
        ("politician_member", False),
        ("moderator", False),
        ("admin_member", True),
        ("superuser", True),
    ],
)
def test_who_may_publish_change_and_pin(request, role, may, notice):
    member = request.getfixturevalue(role)
    for permission in ("suggestions.add_notice", "suggestions.change_notice"):
        assert member.has_perm(permission, notice.post) is may
    if not may:
        for verb in (edit_notice, pin_notice, unpin_notice):
            with pytest.raises(PermissionDenied):
                verb(notice, by=member)
        with pytest.raises(PermissionDenied):
            factories.notice(member)


@pytest.mark.parametrize("verb", [edit_post, withdraw_post])
def test_the_verbs_of_posts_are_none_of_notices(notice, admin_member, verb):
    with pytest.raises(PermissionDenied):
        verb(notice.post, by=admin_member)


def test_pin_notice_five_and_no_more(admin_member):
    notices = [factories.notice(admin_member, title=f"공지 {number}") for number in range(6)]
    assert [pin_notice(notice, by=admin_member) for notice in notices[:5]] == [True] * 5
    assert pin_notice(notices[0], by=admin_member) is False
    with pytest.raises(ValidationError, match="5개까지"):
        pin_notice(notices[5], by=admin_member)
    assert unpin_notice(Notice.objects.select_related("post").get(pk=notices[0].pk), by=admin_member)
    assert pin_notice(notices[5], by=admin_member)


def test_a_hidden_notice_gives_its_place_back(notice, admin_member, moderator):
    pin_notice(notice, by=admin_member)
    hide_text(Post.objects.get(pk=notice.pk), by=moderator, reason="잘못 올림")
    assert Notice.objects.get(pk=notice.pk).pinned_slot is None
    change_post_status(notice.post, to=Post.Status.PUBLISHED)
    assert not Notice.objects.pinned().exists()


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_twenty_pins_at_once_leave_five():
    by = factories.staff_member("admin")
    notices = [factories.notice(by, title=f"공지 {number}") for number in range(20)]
    results = at_once(*(lambda notice=notice: pin_notice(notice, by=by) for notice in notices))
    assert results.count(True) == 5
    assert {getattr(result, "code", result) for result in results} == {True, "five"}
    assert Notice.objects.pinned().count() == Post.objects.filter(status=Post.Status.PINNED).count() == 5


def test_notice_list_shows_pinned_ones_above_every_page_and_find(client, admin_member, settings):
    settings.PAGE_CACHE_SECONDS = 0
    pinned = factories.notice(admin_member, title="맨 위의 공지입니다")
    pin_notice(pinned, by=admin_member)
    for number in range(12):
        factories.notice(admin_member, title=f"보통 공지 {number}")
    for address in ("/notices/", "/notices/?page=2", "/notices/?q=없는낱말", "/notices/?q=보통"):
        page = client.get(address).text
        assert page.count("맨 위의 공지입니다") == 1, address
    assert [row.title for row in client.get("/notices/?page=2").context["page"].rows] == ["보통 공지 1", "보통 공지 0"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=점검", True),
        ("q=점검&in=title", True),
        ("q=새벽&in=title", False),
        ("q=새벽&in=title-content", True),
        ("q=관리하는&in=author", True),
        ("q=오늘&in=date", True),
        ("q=어제&in=date", False),
    ],
)
def test_notice_list_searches_by_its_conditions(client, notice, asked, found):
    assert bool(client.get(f"/notices/?{asked}").context["page"].rows) is found


def test_notice_detail_leads_to_its_neighbours(client, admin_member, notice):
    newer = factories.notice(admin_member, title="다음 공지입니다")
    page = client.get(notice.get_absolute_url()).text
    assert newer.get_absolute_url() in page
    assert "이용안내" in page
    assert "관리하는운영자" in page


def test_notice_of_another_board_is_none(client, citizen):
    post = factories.post(citizen)
    assert client.get(f"/notices/{post.public_id}/").status_code == 404


def test_notice_takes_comments_and_reactions(client_of, reader, notice):
    client = client_of(reader)
    address = notice.get_absolute_url()
    assert client.post(f"{address}comments/", {"text": "고맙습니다."}).status_code == 302
    assert client.post(f"{address}react/", {"value": "LIKE"}).status_code == 302
    notice.post.counts.refresh_from_db()
    assert (notice.post.counts.comments, notice.post.counts.likes) == (1, 1)


def test_notice_pages_ask_a_constant_number_of_queries(
    client, client_of, reader, admin_member, django_assert_max_num_queries
):
    for number in range(12):
        factories.notice(admin_member, title=f"보통 공지 {number}")
    address, member = Notice.objects.first().get_absolute_url(), client_of(reader)
    with django_assert_max_num_queries(6):
        client.get("/notices/")
    with django_assert_max_num_queries(9):
        member.get("/notices/")
    with django_assert_max_num_queries(12):
        member.get(address)


# Back office --------------------------------------------------------------------------------------------------------


def test_admin_publishes_changes_and_pins_a_notice(client_of, admin_member):
    client = client_of(admin_member)
    form = {"category": "UPDATE", "title": "새 기능 안내", "body": "첫 문단입니다.\n\n둘째 문단입니다."}
    response = client.post("/admin/suggestions/notice/add/", form)
    notice = Notice.objects.select_related("post").get()
    assert response["Location"] == f"/admin/suggestions/notice/{notice.pk}/change/"
    assert notice.post.body.count("<p>") == 2
    client.post(f"/admin/suggestions/notice/{notice.pk}/edit/", form | {"title": "고친 안내"})
    client.post(f"/admin/suggestions/notice/{notice.pk}/pin/")
    notice = Notice.objects.select_related("post").get()
    assert (notice.post.title, notice.is_pinned) == ("고친 안내", True)
    client.post(f"/admin/suggestions/notice/{notice.pk}/pin/")
    assert not Notice.objects.select_related("post").get().is_pinned


def test_admin_puts_pictures_into_a_notice_and_keeps_them(client_of, admin_member):
    client = client_of(admin_member)
    url = store_image(factories.upload(), by=admin_member).page_file.url
    body = f'<p>새 기능을 사진으로 보여 드립니다.</p><p><img src="{url}" alt=""></p><script>x</script>'
    form = {"category": "UPDATE", "title": "사진이 있는 안내", "body": body, "markup": "html"}
    client.post("/admin/suggestions/notice/add/", form)
    notice = Notice.objects.select_related("post").get()
    assert notice.post.has_image
    assert "<script>" not in notice.post.body
    edit = f"/admin/suggestions/notice/{notice.pk}/edit/"
    plain = {"category": "NEWS", "title": "고친 제목", "body": "새 기능을 사진으로 보여 드립니다.", "markup": "plain"}
    assert 'data-html="&lt;p&gt;' in client.get(edit).text
    client.post(edit, plain)
    stored = Notice.objects.select_related("post").get()
    assert (stored.category, stored.post.title, url in stored.post.body) == ("NEWS", "고친 제목", True)
    assert "이미지 첨부됨" in client.get("/notices/").text


def test_admin_refuses_an_empty_notice_and_keeps_the_rest(client_of, admin_member):
    response = client_of(admin_member).post(
        "/admin/suggestions/notice/add/", {"category": "", "title": "제목만", "body": ""}
    )
    assert response.status_code == 422
    for words in ("말머리를 선택해 주세요.", 'value="제목만"'):
        assert words in response.text


def test_moderator_looks_at_notices_only(client_of, moderator, notice):
    client = client_of(moderator)
    assert client.get(f"/admin/suggestions/notice/{notice.pk}/change/").status_code == 200
    assert client.get("/admin/suggestions/notice/add/").status_code == 403
    assert client.get(f"/admin/suggestions/notice/{notice.pk}/edit/").status_code == 403
    assert client.post(f"/admin/suggestions/notice/{notice.pk}/pin/").status_code == 403


def test_the_queue_finds_authors_and_leaves_out_what_was_taken_back(client_of, moderator, citizen, reader):
    waiting = factories.suggestion(citizen)
    withdraw_suggestion(factories.suggestion(reader, title="거둬들인 제안"), by=reader)
    client = client_of(moderator)
    page = client.get("/admin/suggestions/suggestion/").text
    assert waiting.post.public_id in page
    assert "거둬들인 제안" not in page
    assert waiting.post.public_id in client.get("/admin/suggestions/suggestion/", {"q": citizen.nickname}).text
    task = next(task for task in client.get("/admin/").context["tasks"] if "불편/제안" in task.label)
    assert task.count == len(client.get(task.url).context["cl"].result_list) == 1


def test_moderator_answers_a_suggestion(client_of, moderator, citizen):
    suggestion = factories.suggestion(citizen)
    client = client_of(moderator)
    data = {"action": "answer", "_selected_action": suggestion.pk}
    page = client.post("/admin/suggestions/suggestion/", data)
    assert "조치 내역" in page.text
    client.post("/admin/suggestions/suggestion/", data | {"apply": "1", "state": "DONE", "reason": "달았습니다."})
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.reply, suggestion.replied_by) == ("DONE", "달았습니다.", moderator)


# Two at once --------------------------------------------------------------------------------------------------------


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("verb", [pin_notice, unpin_notice])
def test_a_pin_never_brings_a_hidden_notice_back(verb):
    by, moderator = factories.staff_member("admin"), factories.staff_member("moderator")
    for number in range(8):
        made = factories.notice(by, title=f"공지 {number}")
        if verb is unpin_notice:
            pin_notice(made, by=by)
        at_once(
            lambda made=made: verb(Notice.objects.select_related("post").get(pk=made.pk), by=by),
            lambda made=made: hide_text(Post.objects.get(pk=made.pk), by=moderator, reason="잘못 올림"),
        )
        notice = Notice.objects.select_related("post").get(pk=made.pk)
        assert (notice.post.status, notice.pinned_slot) == ("HIDDEN", None)


@pytest.mark.parametrize("board", ["NOTICE", "VOTE", "SUGGESTION"])
def test_nobody_writes_on_a_board_past_its_own_verb(citizen, admin_member, board):
    for member in (citizen, admin_member):
        with pytest.raises(PermissionDenied):
            factories.post(member, board=board)


def test_notice_list_has_its_heading_and_no_button_to_write(client, admin_member):
    notice = factories.notice(admin_member, title="새 기능 안내")
    Notice.objects.filter(pk=notice.pk).update(category="UPDATE")
    page = tidy(client.get("/notices/"))
    for words in ("📢 정치방망이 공지사항", 'placeholder="공지 검색..."', "새 기능 안내", "일요일 새벽에 점검합니다."):
        assert words in page
    assert 'data-tone="violet">업데이트<' in page
    assert "관리하는운영자" in page
    assert "글쓰기" not in page


def test_pins_stand_in_the_log_of_staff(client_of, admin_member):
    notice = factories.notice(admin_member)
    client = client_of(admin_member)
    for _press in range(2):
        client.post(reverse("admin:suggestions_notice_pin", args=[notice.pk]))
    said = [entry.get_change_message() for entry in LogEntry.objects.order_by("pk")]
    assert said == ["공지 고정", "공지 고정 해제"]
