"""Mail to the office of a politician whom a post names: what it says, who gets it, and what counts as opened."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from boards.models import Board
from boards.services import edit_post, withdraw_post
from moderation.services import hide_text
from notifications.models import NotificationPreference
from notifications.models.delivery import Delivery, Suppression
from notifications.services.links import open_address
from tests import factories
from tests.accounts.mail import deliver
from tests.markup import tidy
from tests.notifications.mails import try_all

pytestmark = pytest.mark.django_db


def test_the_office_gets_the_text_and_never_who_wrote_it(
    client, client_of, citizen, office, mailoutbox, django_capture_on_commit_callbacks
):
    post = factories.post(citizen, Board.POLITICIAN, politician=office, body="<p>통학로에 신호등이 필요합니다.</p>")
    deliver()
    (mail,) = mailoutbox
    assert mail.to == ["office@assembly.example"]
    markup = mail.alternatives[0][0]
    for text in (mail.body, markup):
        assert "통학로에 신호등이 필요합니다." in text
        assert citizen.nickname in text
        assert not re.search(rf"{citizen.public_id}|example\.com", text.replace("assembly.example", ""))
    link = re.search(r"http://127\.0\.0\.1:8000(/mail/open/\S+)", mail.body)[1]
    assert "의원실에 전달됨" in client.get(post.get_absolute_url()).text
    # A gateway follows the link, as a browser of nobody in particular would; that says nothing.
    token = link.split("/")[-2]
    for looked in (client.head(link), client.get(link), client.get(link, headers={"Sec-Purpose": "prefetch"})):
        assert looked["Location"] == f"{post.get_absolute_url()}#opened={token}"
    assert client_of(citizen).get(link).status_code == 302
    assert Delivery.objects.get().opened_at is None
    Delivery.objects.update(accepted_at=datetime(2026, 11, 23, 4, 0, tzinfo=UTC))
    # The page that is kept for visitors is made anew.
    with (
        django_capture_on_commit_callbacks(execute=True),
        time_machine.travel(datetime(2026, 11, 23, 5, 5, tzinfo=UTC)),
    ):
        assert Client(enforce_csrf_checks=True).post(link).status_code == 204
    client.post(link)
    assert client.get(link)["Location"] == post.get_absolute_url()
    page = tidy(client.get(post.get_absolute_url()))
    assert re.search(r"의원실에 전달됨 ·<time[^>]+>11\.23\. 13:00", page)
    assert re.search(r"의원실이 확인함 ·<time[^>]+>11\.23\. 14:05", page)
    for made_up in ("/mail/open/made-up/", f"/mail/open/{token[:-2]}/"):
        assert (client.get(made_up).status_code, client.post(made_up).status_code) == (404, 404)


def test_who_is_signed_in_or_answers_has_opened_it(client_of, citizen, office, mailoutbox):
    speaker = factories.speaker_for(office)
    speaker.applications.update(wants_mail=True)
    posts = [
        factories.post(citizen, Board.POLITICIAN, politician=office, title=title) for title in ("첫 질문", "둘째 질문")
    ]
    deliver()
    first, second = Delivery.objects.order_by("pk")
    for who in (speaker, citizen):
        client_of(who).get(open_address(second).removeprefix("http://127.0.0.1:8000"))
    # Without a script: the answer itself says it.
    done = client_of(speaker).post(f"{posts[0].get_absolute_url()}comments/", {"text": "살펴보고 답변드립니다."})
    assert done.status_code == 302
    factories.comment(posts[1], citizen)
    first.refresh_from_db()
    second.refresh_from_db()
    assert None not in {first.opened_at, second.opened_at}


def test_an_answer_of_a_citizen_is_no_opening(citizen, reader, office, mailoutbox):
    factories.comment(factories.post(citizen, Board.POLITICIAN, politician=office), reader)
    deliver()
    assert Delivery.objects.get(kind="politician_named").opened_at is None


def test_members_who_speak_get_the_mail_unless_they_switched_it_off(citizen, office, mailoutbox):
    speaker = factories.speaker_for(office)
    factories.post(citizen, Board.POLITICIAN, politician=office)
    assert Delivery.objects.get().member == speaker
    speaker.applications.update(wants_mail=False)
    post = factories.post(citizen, Board.POLITICIAN, politician=office, title="다른 이야기입니다")
    assert Delivery.objects.get(about=post.public_id).recipient == office.public_id
    try_all()
    assert [mail.to for mail in mailoutbox][-1] == ["office@assembly.example"]


@pytest.mark.parametrize("how", ["wish", "preference", "bounce"])
def test_a_post_says_when_the_bell_alone_told(client, citizen, politician, mailoutbox, how):
    speaker = factories.speaker_for(politician)
    if how == "wish":
        speaker.applications.update(wants_mail=False)
    elif how == "preference":
        NotificationPreference.objects.create(member=speaker, mail_muted=["politician_named"])
    else:
        Suppression.objects.create(mark=bytes(speaker.email_index), reason="BOUNCED")
    post = factories.post(citizen, Board.POLITICIAN, politician=politician)
    deliver()
    told = Delivery.objects.get(about=post.public_id)
    assert (told.state, mailoutbox) == ("TOLD", [])
    assert "정치인 측에 사이트 알림으로 전달됨" in client.get(post.get_absolute_url()).text
    assert client.get(f"/api/posts/{post.public_id}").json()["data"]["delivery"]["state"] == "TOLD"
    factories.comment(post, speaker)
    told.refresh_from_db()
    assert told.opened_at is not None


def test_a_post_says_that_nobody_could_be_told(client, citizen, politician):
    post = factories.post(citizen, Board.POLITICIAN, politician=politician)
    assert "전달된 기록이 없습니다" in client.get(post.get_absolute_url()).text
    own = factories.post(factories.speaker_for(politician), Board.POLITICIAN, title="직접 씁니다")
    assert "전달된 기록이 없습니다" not in client.get(own.get_absolute_url()).text


def test_the_mail_of_an_office_leads_in_and_the_form_knows_for_whom(client, citizen, office, mailoutbox):
    factories.post(citizen, Board.POLITICIAN, politician=office)
    try_all()
    way = f"/signup/politician/?politician={office.public_id}"
    assert f"http://127.0.0.1:8000{way}" in mailoutbox[0].body
    assert f'href="http://127.0.0.1:8000{way}"' in mailoutbox[0].alternatives[0][0]
    form = client.get(way).context["form"]
    assert form["politician"].value() == form["assisted"].value() == office
    assert form["affiliation"].value() == office.party_name
    assert client.get("/signup/politician/?politician=PL999999").status_code == 200
    assert client.get("/signup/politician/?politician=%EA%B0%80%00").status_code == 200


def test_the_mail_of_a_member_speaks_of_no_joining(citizen, office, mailoutbox):
    factories.speaker_for(office)
    factories.post(citizen, Board.POLITICIAN, politician=office)
    try_all()
    assert "/signup/" not in mailoutbox[0].body


def test_an_office_gets_one_mail_in_ten_minutes_with_the_rest_bundled(citizen, reader, office, mailoutbox):
    with time_machine.travel(datetime(2026, 11, 23, 5, 0, tzinfo=UTC), tick=False) as clock:
        factories.post(citizen, Board.POLITICIAN, politician=office, title="첫 이야기")
        try_all()
        posts = [
            factories.post(author, Board.POLITICIAN, politician=office, title=title)
            for author, title in ((citizen, "둘째 이야기"), (reader, "셋째 이야기"))
        ]
        try_all()
        assert len(mailoutbox) == 1
        clock.shift(9 * 60)
        try_all()
        assert len(mailoutbox) == 1
        clock.shift(60)
        try_all()
    assert len(mailoutbox) == 2
    assert "새 글 2건" in mailoutbox[1].subject
    assert {"둘째 이야기", "셋째 이야기"} <= set(re.findall(r"■ (\S+ 이야기)", mailoutbox[1].body))
    for post in posts:
        row = Delivery.objects.get(about=post.public_id)
        assert (row.state, row.message_id) == ("ACCEPTED", mailoutbox[1].extra_headers["Message-ID"])


def test_an_office_may_ask_for_no_more(client_of, citizen, office, mailoutbox):
    factories.post(citizen, Board.POLITICIAN, politician=office)
    try_all()
    address = mailoutbox[0].extra_headers["List-Unsubscribe"][1:-1].removeprefix("http://127.0.0.1:8000")
    assert "office" not in address
    client_of().post(address)
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        post = factories.post(citizen, Board.POLITICIAN, politician=office, title="다시 묻습니다")
        try_all()
    assert len(mailoutbox) == 1
    assert "전달하지 못함" in client_of().get(post.get_absolute_url()).text


@pytest.mark.parametrize("how", ["withdrawn", "hidden"])
def test_a_text_that_is_gone_is_not_mailed(citizen, office, moderator, mailoutbox, how):
    post = factories.post(citizen, Board.POLITICIAN, politician=office)
    if how == "withdrawn":
        withdraw_post(post, by=citizen)
    else:
        hide_text(post, by=moderator, reason="개인정보")
    try_all()
    assert mailoutbox == []
    assert Delivery.objects.get(about=post.public_id).sealed == ""


def test_editing_says_nothing_twice(citizen, office, mailoutbox):
    post = factories.post(citizen, Board.POLITICIAN, politician=office)
    post.title = "고친 제목입니다"
    edit_post(post, by=citizen)
    try_all()
    assert len(mailoutbox) == 1
