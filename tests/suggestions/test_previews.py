"""Notices and polls before they are published: as the site would show them, stored nowhere, refused alike."""

import uuid

import pytest
from django.urls import reverse

from boards.models import Post
from pictures.models import Image
from polls.models import Poll
from suggestions.models import Notice
from tests import factories
from tests.polls.test_admin import filled, moment, picture

pytestmark = pytest.mark.django_db

NOTICE = {"title": "정기 점검 안내", "category": "UPDATE", "body": "일요일 새벽에\n점검합니다. 양해 바랍니다."}
ASKED = {"_preview": "1"}
WORDS = "미리보기입니다. 아직 저장하지 않았습니다."


def test_preview_of_a_notice_is_its_page_and_stores_nothing(client_of, admin_member, client):
    page = client_of(admin_member).post(reverse("admin:suggestions_notice_add"), NOTICE | ASKED)
    assert page.status_code == 200
    assert "suggestions/notice_detail.html" in {template.name for template in page.templates}
    for words in (WORDS, "<h1>정기 점검 안내</h1>", ">업데이트<", "일요일 새벽에", "조회수: 0", "좋아요: <span"):
        assert words in page.text
    for words in ("댓글을 입력하세요", "공유하기"):
        assert words not in page.text
    assert not Post.objects.exists()
    assert "정기 점검 안내" not in client.get("/notices/").text


def test_preview_of_a_changed_notice_leaves_the_stored_one(client_of, admin_member):
    notice = factories.notice(admin_member, title="어제의 제목")
    address = reverse("admin:suggestions_notice_edit", args=[notice.pk])
    sent = (
        NOTICE
        | ASKED
        | {"body": "<p>바뀐 <b>내용</b>입니다. 이렇게 보입니다.</p><script>alert(1)</script>", "markup": "html"}
    )
    page = client_of(admin_member).post(address, sent)
    assert WORDS in page.text
    assert "바뀐 <" in page.text
    assert "alert(1)" not in page.text
    stored = Notice.objects.select_related("post").get()
    assert (stored.post.title, stored.category, stored.post.edited_at) == ("어제의 제목", "GUIDE", None)


@pytest.mark.parametrize(
    ("address", "sent", "message"),
    [
        ("admin:suggestions_notice_add", NOTICE | {"body": "짧다", "category": "UPDATE"}, "내용은 10자 이상"),
        ("admin:suggestions_notice_add", NOTICE | {"category": ""}, "말머리를 선택해 주세요."),
        ("admin:polls_poll_add", {"ends_at": "2020-01-01T00:00"}, "마감일시는 시작일시보다 늦어야 합니다."),
        ("admin:polls_poll_add", {"option-1-name": "감자"}, "중복된 옵션이 있습니다."),
    ],
)
def test_preview_of_what_would_be_refused_says_so_and_keeps_the_words(client_of, admin_member, address, sent, message):
    sent = sent if "title" in sent else filled(**sent)
    page = client_of(admin_member).post(reverse(address), sent | ASKED)
    assert page.status_code == 422
    assert message in page.text
    assert WORDS not in page.text
    assert sent["title"] in page.text
    assert not Post.objects.exists()


def test_previews_are_for_who_may_publish(client_of, moderator):
    for address, sent in (("admin:suggestions_notice_add", NOTICE), ("admin:polls_poll_add", filled())):
        assert client_of(moderator).post(reverse(address), sent | ASKED).status_code == 403


@pytest.mark.parametrize(
    ("starts", "shown", "hidden"),
    [
        (1, "아직 시작하지 않은 투표입니다.", 'name="options"'),
        (-1, 'name="options"', "아직 시작하지 않은 투표입니다."),
    ],
)
def test_preview_of_a_poll_shows_its_cards_and_opens_nothing(
    client_of, admin_member, settings, tmp_path, starts, shown, hidden
):
    settings.MEDIA_ROOT = tmp_path
    sent = filled(starts_at=moment(starts)) | {"option-0-affiliation": "밭에서", "option-1-picture": picture()}
    page = client_of(admin_member).post(reverse("admin:polls_poll_add"), sent | ASKED)
    assert page.status_code == 200
    assert "polls/poll_detail.html" in {template.name for template in page.templates}
    for words in (WORDS, "무인도에 하나만", "투표 기간:", "감자", "밭에서", Image.objects.get().list_file.url, shown):
        assert words in page.text
    assert hidden not in page.text
    assert not Poll.objects.exists()
    assert not Post.objects.exists()


def test_preview_of_a_running_poll_shows_new_words_and_its_own_options(client_of, admin_member):
    poll = factories.poll(admin_member)
    sent = {"title": "고친 제목입니다", "body": "설명을 조금 더 길게 고쳤습니다."}
    page = client_of(admin_member).post(reverse("admin:polls_poll_edit", args=[poll.pk]), sent | ASKED)
    for words in (WORDS, "고친 제목입니다", "옥수수", 'type="checkbox"'):
        assert words in page.text
    assert Post.objects.get().title == poll.post.title


def test_picture_of_a_poll_is_kept_once_from_preview_to_publication(client_of, admin_member, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client, address = client_of(admin_member), reverse("admin:polls_poll_add")
    one, other = filled(submission=uuid.uuid4()), filled(submission=uuid.uuid4())
    for asked in (ASKED, ASKED, {"title": ""}, {}):
        client.post(address, one | {"picture": picture(), "option-1-picture": picture("b.png")} | asked)
    poll = Poll.objects.get()
    kept = Image.objects.get()
    assert (poll.picture, poll.options.get(name="고구마").picture) == (kept, kept)
    assert kept.post == poll.post
    assert len(list(tmp_path.rglob("*.webp"))) == 2
    # Another form has its own, so that each post keeps what it shows.
    client.post(address, other | {"picture": picture()})
    assert Image.objects.count() == 2
