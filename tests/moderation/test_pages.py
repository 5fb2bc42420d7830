"""신고하기: the page, the inside of the dialog, and what each visitor gets."""

import json

import pytest
from django.urls import reverse

from boards.models import Comment, Post
from boards.services import withdraw_post
from moderation.models import Report
from moderation.services import hide_text
from tests import factories
from tests.markup import tidy

HTMX = {"HX-Request": "true"}


@pytest.fixture
def post(citizen):
    return factories.post(citizen, title="<b>버스</b> 이야기")


@pytest.fixture
def comment(post, citizen):
    return factories.comment(post, citizen, text="저는 <i>반대</i>합니다.")


@pytest.fixture(params=["post", "comment"])
def text(request):
    """A citizen's post, then a citizen's comment."""
    return request.getfixturevalue(request.param)


def page_of(text):
    return reverse("moderation:report-create", args=[text.public_id])


def messages_of(response):
    return [str(message) for message in response.wsgi_request._messages]


def test_report_create_shows_the_reasons_and_the_text(client_of, reader, text):
    response = client_of(reader).get(page_of(text))
    html = tidy(response)
    assert response.status_code == 200
    assert html.partition("</main>")[0].count('type="radio"') == len(Report.Reason)
    for label in Report.Reason.labels:
        assert label in html
    assert "&lt;b&gt;버스" in html or "&lt;i&gt;반대" in html
    assert "no-store" in response["Cache-Control"]


def test_report_create_stores_thanks_and_leads_back(client_of, reader, text):
    response = client_of(reader).post(page_of(text), {"reason": "ABUSE", "text": "심한 말"})
    assert response.status_code == 302
    assert response.url == text.get_absolute_url()
    assert messages_of(response) == ["신고가 접수되었습니다."]
    report = Report.objects.get()
    assert (report.reporter, report.reason, report.text, report.target) == (reader, "ABUSE", "심한 말", text)


def test_report_create_leads_to_what_stands_around_a_text_that_vanished(client_of, reader, post, comment):
    client = client_of(reader)
    assert client.post(page_of(comment), {"reason": "PRIVACY"}).url == post.get_absolute_url()
    assert client.post(page_of(post), {"reason": "PRIVACY"}).url == "/free/"
    assert client.get(page_of(post)).status_code == 404


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        ({"reason": "OTHER", "text": ""}, "기타 사유는 내용을 적어 주세요."),
        ({"reason": "", "text": "여기에 적은 말"}, "신고 사유를 선택해 주세요."),
        ({"reason": "NONSENSE", "text": "여기에 적은 말"}, "신고 사유를 선택해 주세요."),
        ({"reason": "SPAM", "text": "여기에 적은 말" + "가" * 500}, "500"),
        ({"reason": "SPAM", "text": "여기에 적은 말\x00"}, "null"),
    ],
)
def test_report_create_names_what_is_wrong_and_keeps_what_was_typed(client_of, reader, text, data, complaint, htmx):
    response = client_of(reader).post(page_of(text), data, headers=HTMX if htmx else {})
    html = tidy(response)
    assert response.status_code == 422
    assert complaint.lower() in html.lower()
    assert data["text"].replace("\x00", "") in html.replace("\x00", "")
    assert ("<!doctype html>" in html) is not htmx
    assert not Report.objects.exists()


def test_report_create_keeps_the_chosen_reason(client_of, reader, text):
    html = tidy(client_of(reader).post(page_of(text), {"reason": "OTHER"}))
    assert 'value="OTHER"' in html
    assert "checked" in html.split('value="OTHER"')[1].split(">")[0]


def test_report_create_in_a_dialog_answers_with_events(client_of, reader, text):
    client = client_of(reader)
    html = tidy(client.get(page_of(text), headers=HTMX))
    assert html.lstrip().startswith("<form")
    response = client.post(page_of(text), {"reason": "SPAM"}, headers=HTMX)
    assert response.status_code == 204
    assert json.loads(response["HX-Trigger"]) == {
        "toast": {"text": "신고가 접수되었습니다.", "level": "success"},
        "reported": {},
    }
    assert messages_of(response) == []


def test_report_create_says_that_one_reported_already(client_of, reader, text):
    client = client_of(reader)
    client.post(page_of(text), {"reason": "SPAM"})
    html = tidy(client.get(page_of(text)))
    assert "이미 신고하신" in html
    assert 'type="radio"' not in html.partition("</main>")[0]
    assert client.post(page_of(text), {"reason": "SPAM"}).status_code == 422
    assert Report.objects.count() == 1


def test_report_create_of_ones_own_text_is_refused(client_of, citizen, text):
    client = client_of(citizen)
    for response in (client.get(page_of(text)), client.post(page_of(text), {"reason": "SPAM"})):
        assert response.status_code == 403
        assert "자신의 글은 신고할 수 없습니다." in tidy(response)


def test_report_create_asks_visitors_to_log_in_and_comes_back(client_of, suspended, text):
    for client in (client_of(), client_of(suspended)):
        for response in (client.get(page_of(text)), client.post(page_of(text), {"reason": "SPAM"})):
            assert response.status_code == 302
            assert response.url.startswith(reverse("accounts:login"))
        assert client.get(page_of(text)).url.endswith(f"next=%2Freports%2F{text.public_id}%2F")
        assert client.get(page_of(text), headers=HTMX).status_code == 401
    assert not Report.objects.exists()


def test_report_create_tells_a_pending_member_why_not(client_of, pending, text):
    response = client_of(pending).get(page_of(text))
    assert response.status_code == 403
    assert "승인을 기다리는" in tidy(response)


@pytest.mark.parametrize(
    "public_id",
    [
        *("FB999999", "FB000001-CM9999", "XX000001", "fb000001", "FB1", "FB000001-RP0001"),
        "%00",
        "'",
        "FB000001%00",
        "🦆",
    ],
)
def test_report_create_of_an_unknown_id_is_404(client_of, reader, post, public_id):
    assert client_of(reader).get(f"/reports/{public_id}/").status_code == 404


def test_report_create_of_a_hidden_or_deleted_text_is_404(client_of, reader, moderator, citizen, post, comment):
    hide_text(comment, by=moderator, reason="도배")
    assert client_of(reader).get(page_of(comment)).status_code == 404
    assert client_of(moderator).get(page_of(comment)).status_code == 403
    withdraw_post(post, by=citizen)
    for member in (reader, citizen):
        assert client_of(member).post(page_of(post), {"reason": "SPAM"}).status_code == 404


def test_report_create_beyond_the_limit_keeps_the_form(client_of, reader, citizen, post, time_machine, monkeypatch):
    time_machine.move_to("2026-11-20T12:00:30+09:00", tick=False)
    monkeypatch.setattr("moderation.services.reports.REPORTS_AN_HOUR", 1)
    client = client_of(reader)
    client.post(page_of(factories.comment(post, citizen)), {"reason": "SPAM"})
    response = client.post(page_of(post), {"reason": "OTHER", "text": "사실이 아닙니다"})
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert "너무 자주 시도했습니다" in tidy(response)
    assert "사실이 아닙니다" in tidy(response)


def test_report_create_answers_other_methods_with_405(client_of, reader, post):
    assert client_of(reader).put(page_of(post)).status_code == 405


@pytest.mark.parametrize(("model", "queries"), [(Post, 6), (Comment, 6)])
def test_report_create_asks_little(client_of, reader, post, comment, django_assert_max_num_queries, model, queries):
    client = client_of(reader)
    with django_assert_max_num_queries(queries):
        client.get(page_of(model.objects.get()))
