"""Polls in the back office: opened, changed within the rules, ended early; who voted how."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image as Picture

from pictures.models import Image
from polls.models import Poll
from polls.services import cast_ballot
from tests import factories
from tests.markup import tidy

pytestmark = pytest.mark.django_db

ADD = reverse("admin:polls_poll_add")
LIST = reverse("admin:polls_poll_changelist")
MOMENT = "%Y-%m-%dT%H:%M"


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def poll(admin_member):
    return factories.poll(admin_member)


def moment(days):
    return f"{timezone.localtime(timezone.now() + timedelta(days=days)):{MOMENT}}"


def filled(*names, **kwargs):
    """What the form is sent with."""
    rows = {f"option-{place}-name": name for place, name in enumerate(names or ("감자", "고구마"))}
    counts = {"option-TOTAL_FORMS": 10, "option-INITIAL_FORMS": 10}
    words = {"title": "무인도에 하나만 가져간다면?", "body": "하나만 고를 수 있습니다. 무엇일까요?"}
    return {**counts, **words, "starts_at": moment(1), "ends_at": moment(3), **rows, **kwargs}


def picture(name="a.png", *, colour="#7fae7a"):
    stored = io.BytesIO()
    Picture.new("RGB", (40, 40), colour).save(stored, "PNG")
    return SimpleUploadedFile(name, stored.getvalue(), content_type="image/png")


def edit_of(poll):
    return reverse("admin:polls_poll_edit", args=[poll.pk])


def act(client, poll, action, reason):
    sent = {"apply": "1", "category": "SPAM", "reason": reason}
    data = {"action": action, "_selected_action": [poll.pk], "index": 0, **sent}
    return client.post(LIST, data, follow=True)


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_admin_opens_a_poll_with_pictures(client_of, admin_member):
    client = client_of(admin_member)
    assert client.get(ADD).status_code == 200
    data = filled("감자", "고구마", "", "옥수수", allows_multiple="on", picture=picture())
    data |= {"option-0-affiliation": "밭", "option-0-colour": "teal", "option-1-picture": picture("b.png")}
    response = client.post(ADD, data)
    poll = Poll.objects.select_related("post__author", "picture").get()
    assert response.url == reverse("admin:polls_poll_change", args=[poll.pk])
    assert [(option.name, option.affiliation, option.colour) for option in poll.options.all()] == [
        ("감자", "밭", "teal"),
        ("고구마", "", "blue"),
        ("옥수수", "", "coral"),
    ]
    assert (poll.state, poll.allows_multiple, poll.post.author) == ("UPCOMING", True, admin_member)
    assert poll.post.body == "<p>하나만 고를 수 있습니다. 무엇일까요?</p>"
    assert set(Image.objects.values_list("post", flat=True)) == {poll.pk}
    assert poll.picture and poll.options.all()[1].picture


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": ""}, "제목을 입력하세요."),
        ({"body": "짧다"}, "내용은 10자 이상"),
        ({"starts_at": ""}, "필수 항목"),
        ({"ends_at": "내일"}, "날짜와 시각을 확인해 주세요."),
        ({"ends_at": "2020-01-01T00:00"}, "마감일시는 시작일시보다 늦어야 합니다."),
        ({"option-1-name": ""}, "투표 옵션은 최소 2개 이상이어야 합니다."),
        ({"option-1-name": "감자"}, "중복된 옵션이 있습니다."),
        ({"option-0-name": "가" * 61}, "60자까지 쓸 수 있습니다."),
        ({"option-0-colour": "red;}"}, "올바르게 선택해 주세요"),
        ({"option-TOTAL_FORMS": "x"}, "ManagementForm"),
        ({"title": "제목\x00입니다"}, "문자는 사용할 수 없습니다."),
        ({"option-0-name": "감자\x00"}, "문자는 사용할 수 없습니다."),
    ],
)
def test_admin_is_told_what_is_wrong_and_loses_nothing(client_of, admin_member, changes, message):
    response = client_of(admin_member).post(ADD, filled() | changes)
    assert response.status_code == 422
    html = response.content.decode()
    assert message in html
    assert "고구마" in html or "option-1-name" in changes or "option-TOTAL_FORMS" in changes
    assert not Poll.objects.exists()


def test_admin_gets_clean_text_where_something_odd_was_typed(client_of, admin_member):
    data = filled("<script>alert(1)</script>", "🥔\u202e감\x07자", title="\u202e제목\x07입니다")
    assert client_of(admin_member).post(ADD, data).status_code == 302
    poll = Poll.objects.select_related("post").get()
    assert poll.post.title == "제목입니다"
    assert [option.name for option in poll.options.all()] == ["<script>alert(1)</script>", "🥔감자"]
    page = client_of().get(poll.get_absolute_url()).content.decode()
    assert "<script>alert" not in page


def test_admin_is_told_which_picture_is_none(client_of, admin_member):
    data = filled() | {"option-1-picture": SimpleUploadedFile("a.png", b"not a picture")}
    response = client_of(admin_member).post(ADD, data)
    assert response.status_code == 422
    assert "2번 선택지: 이미지 파일만 업로드 가능합니다." in response.content.decode()


def test_admin_changes_everything_while_it_is_to_come(client_of, admin_member):
    poll = factories.poll(admin_member, starts=1)
    client = client_of(admin_member)
    page = client.get(edit_of(poll)).content.decode()
    assert 'value="감자"' in page
    kept = poll.options.all()[1]
    data = filled("토란", "고구마", title="새 제목입니다") | {"option-1-key": kept.pk}
    assert client.post(edit_of(poll), data).status_code == 302
    poll.refresh_from_db()
    assert [(option.order, option.name) for option in poll.options.all()] == [(1, "토란"), (2, "고구마")]
    assert poll.options.all()[1] == kept
    assert poll.post.title == "새 제목입니다"


def test_admin_changes_words_alone_while_it_runs(client_of, admin_member, poll):
    client = client_of(admin_member)
    assert "option-0-name" not in client.get(edit_of(poll)).content.decode()
    assert client.post(edit_of(poll), filled("다른 것", "또 다른 것", title="고친 제목")).status_code == 302
    stored = Poll.objects.select_related("post").get()
    assert (stored.post.title, stored.ends_at) == ("고친 제목", poll.ends_at)
    assert [option.name for option in stored.options.all()] == ["감자", "고구마", "옥수수"]


def test_admin_leaves_a_formatted_description_alone(client_of, admin_member):
    poll = factories.poll(admin_member, body="<p><strong>굵은 설명</strong>입니다. 골라 주세요.</p>")
    client_of(admin_member).post(edit_of(poll), filled(title="고친 제목", body="굵은 설명입니다. 골라 주세요."))
    assert Poll.objects.get().post.body == "<p><strong>굵은 설명</strong>입니다. 골라 주세요.</p>"


def test_admin_changes_nothing_after_the_end(client_of, admin_member):
    poll = factories.ended_poll(admin_member)
    response = client_of(admin_member).post(edit_of(poll), filled(title="고친 제목"), follow=True)
    assert said(response) == ["마감된 투표는 고칠 수 없습니다."]
    assert "고치기" not in response.content.decode()


def test_admin_ends_a_poll_early(client_of, admin_member, poll):
    client = client_of(admin_member)
    assert act(client, poll, "close", "질문을 다듬습니다.").status_code == 200
    poll.refresh_from_db()
    assert (poll.state, poll.closed_by) == ("CLOSED", admin_member)
    page = client.get(reverse("admin:polls_poll_change", args=[poll.pk])).content.decode()
    assert ">마감</span>(조기 마감)" in tidy(page)
    assert "질문을 다듬습니다." in page


def test_admin_hides_a_poll_with_ballots_and_cannot_delete_it(client_of, superuser, poll, citizen):
    cast_ballot(poll, options=[poll.options.all()[0].pk], by=citizen)
    client = client_of(superuser)
    [message] = said(act(client, poll, "delete", "실수"))
    assert "숨김으로 처리해 주세요" in message
    act(client, poll, "hide", "실수")
    poll.post.refresh_from_db()
    assert poll.post.status == "HIDDEN"


def test_list_shows_states_and_exact_numbers(client_of, moderator, admin_member, poll, citizen):
    factories.poll(admin_member, starts=1, title="곧 시작하는 투표")
    ended = factories.ended_poll(admin_member, title="끝난 투표")
    cast_ballot(poll, options=[poll.options.all()[0].pk], by=citizen)
    client = client_of(moderator)
    rows = client.get(LIST).context["cl"].result_list
    assert [(row.state, row.voters_now) for row in rows] == [("CLOSED", 0), ("UPCOMING", 0), ("RUNNING", 1)]
    for question, found in (
        ({"state": "RUNNING"}, [poll]),
        ({"state": "CLOSED"}, [ended]),
        ({"q": poll.post.public_id.lower()}, [poll]),
        ({"q": "끝난"}, [ended]),
        ({"q": "없는 말"}, []),
    ):
        assert list(client.get(LIST, question).context["cl"].result_list) == found


def test_ballots_tell_staff_who_chose_what(client_of, moderator, poll, citizen, reader):
    options = [option.pk for option in poll.options.all()]
    cast_ballot(poll, options=options[:2], by=citizen)
    cast_ballot(poll, options=options[2:], by=reader)
    client, url = client_of(moderator), reverse("admin:polls_ballot_changelist")
    html = tidy(client.get(url, {"q": citizen.public_id}))
    assert [html.count(f">{name}</span>") for name in ("감자", "고구마")] == [1, 1]
    assert "옥수수" not in html
    assert len(client.get(url, {"q": poll.post.public_id}).context["cl"].result_list) == 2
    assert len(client.get(url, {"state": "CLOSED"}).context["cl"].result_list) == 0


@pytest.mark.parametrize("role", ["moderator", "citizen", "politician_member"])
def test_others_neither_open_nor_change_nor_end(client_of, role, poll, request):
    client = client_of(request.getfixturevalue(role))
    refused = 403 if role == "moderator" else 302
    assert client.post(ADD, filled()).status_code == refused
    assert client.post(edit_of(poll), filled(title="고친 제목")).status_code == refused
    act(client, poll, "close", "그만")
    assert Poll.objects.count() == 1
    stored = Poll.objects.select_related("post").get()
    assert (stored.closed_at, stored.post.title) == (None, poll.post.title)
