"""Applying and being approved, as the applicant lives it."""

import pytest

from boards.models import Board
from politicians.models import Application
from politicians.services import apply_as_politician, approve_application
from politicians.services.uploaded_documents import validate_documents
from tests import factories
from tests.accounts.mail import deliver
from tests.factories import MemberFactory
from tests.markup import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(politician):
    """A member whose application waits."""
    member = MemberFactory(kind="POLITICIAN", status="PENDING", nickname="한가람의원")
    made = Application(stated_name="한가람 국회의원", affiliation="새빛당", politician=politician)
    apply_as_politician(made, by=member, documents=validate_documents([factories.pdf_file()]))
    return member


def test_approval_comes_in_kind_words_with_links_and_signs_nobody_out(
    client_of, api_of, waiting, admin_member, politician, mailoutbox
):
    page, api = client_of(waiting), api_of(waiting)
    approve_application(waiting.applications.get(), by=admin_member, politician=politician)
    (mail,) = deliver()
    assert mail.subject == f"[정치방망이] {politician} 본인 가입이 승인되었습니다"
    for text in (mail.body, mail.alternatives[0][0]):
        assert "한가람의원님, 기다려 주셔서 감사합니다." in text
        for way in (f"/politicians/{politician.public_id}/", "/me/card/", "/me/notification-settings/"):
            assert f"http://127.0.0.1:8000{way}" in text
        assert "사유" not in text
    assert page.get("/voice/write/").status_code == 200
    assert api.get("/api/auth/me").json()["data"]["status"] == "APPROVED"


def test_who_waits_is_told_so_and_led_to_the_application(client_of, citizen, waiting):
    client, post = client_of(waiting), factories.post(citizen)
    refused = client.get("/voice/write/")
    assert refused.status_code == 403
    assert "승인대기 중입니다" in text_of(refused)
    assert "볼 수 없는 페이지" not in refused.text
    below = client.get(post.get_absolute_url())
    assert "승인대기 중이라 아직 댓글을 쓸 수 없습니다." in text_of(below)
    for page in (refused, below):
        assert 'href="/me/application/"' in page.text
    assert client_of(citizen).get("/me/application/").status_code == 403
    assert "승인대기" not in client_of(citizen).get("/me/application/").text


def test_speakers_get_mail_from_their_first_day(client, citizen, waiting, admin_member, politician, mailoutbox):
    assert 'name="wants_mail"' in client.get("/signup/politician/").text
    assert client.get("/signup/politician/").context["form"]["wants_mail"].value() is True
    approve_application(waiting.applications.get(), by=admin_member, politician=politician)
    deliver()
    post = factories.post(citizen, Board.POLITICIAN, politician=politician)
    assert [mail.subject for mail in deliver()] == [f"[정치방망이] {politician}에게 새 글이 올라왔습니다"]
    assert "의원실에 전달됨" in client.get(post.get_absolute_url()).text
