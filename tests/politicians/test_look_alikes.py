"""Nicknames that pass for a politician need a proof, on every surface."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import Member
from accounts.services import change_nickname, create_staff_member, request_signup_code, sign_up
from moderation.models import AbuseFlag
from moderation.services.look_alikes import flag_look_alikes
from politicians.models import Application
from politicians.services import apply_as_politician, approve_application
from politicians.services.uploaded_documents import validate_documents
from tests import factories
from tests.accounts.mail import mailed_code
from tests.factories import PASSWORD, MemberFactory

pytestmark = pytest.mark.django_db

CHECK = "/signup/nickname/"
IMITATIONS = [
    *("한가람", "한가람_의원", "한가람의원실2", "한ㄱㅏ람", "국회의원한가람", "_한가람_", "한가람공식계정"),
    *("새빛당한가람", "한가람1의원"),
]


@pytest.fixture
def politician():
    """Somebody of the directory."""
    return factories.politician("한가람", party=factories.PartyFactory(name="새빛당"))


def applied(member, whom=None, **stated):
    """An application with its documents."""
    made = Application(stated_name="한가람 국회의원", affiliation="새빛당", politician=whom, **stated)
    return apply_as_politician(made, by=member, documents=validate_documents([factories.pdf_file()]))


@pytest.mark.parametrize("nickname", IMITATIONS)
def test_a_politicians_name_is_free_for_nobody(client, client_of, politician, citizen, nickname):
    assert "정치인으로 보일 수 있는 닉네임입니다." in client.get(CHECK, {"nickname": nickname}).text
    with pytest.raises(ValidationError, match="정치인으로 보일 수 있는"):
        change_nickname(citizen, nickname=nickname)


@pytest.mark.parametrize("nickname", ["한가람12", "한가람_2", "한가람팬", "가람", "시민한가람씨", "서도담"])
def test_a_namesake_has_a_way_and_others_are_let_be(client, politician, nickname):
    assert "사용 가능한 닉네임입니다." in client.get(CHECK, {"nickname": nickname}).text


def test_a_politicians_name_is_refused_on_every_surface(client, api_of, citizen, superuser, politician):
    request_signup_code("new@example.com", ip="192.0.2.1")
    sent = {"email": "new@example.com", "code": mailed_code(), "password": PASSWORD, "nickname": "한가람의원"}
    page = client.post("/signup/", sent | {"password_again": PASSWORD, "terms": "on", "privacy": "on"})
    assert page.context["form"].errors["nickname"][0].startswith("정치인으로 보일 수 있는")
    api = client.post("/api/auth/signup", sent | {"terms": True, "privacy": True}, content_type="application/json")
    assert (api.status_code, api.json()["error"]["details"][0]["field"]) == (400, "nickname")
    renamed = api_of(citizen).patch("/api/auth/me", {"nickname": "한가람의원"}, content_type="application/json")
    assert renamed.status_code == 400
    with pytest.raises(ValidationError, match="정치인으로 보일 수 있는"):
        staff = Member(nickname="한가람의원")
        create_staff_member(staff, address="s@example.com", password=PASSWORD, level="moderator", by=superuser)
    assert not Member.objects.filter(nickname="한가람의원").exists()


def test_who_applies_is_called_like_whom_they_apply_for_and_like_nobody_else(admin_member, politician):
    other = factories.politician("서도담")
    member = MemberFactory(kind="POLITICIAN", status="PENDING", nickname="한가람의원")
    with pytest.raises(ValidationError, match="다른 정치인의 이름"):
        applied(member, other)
    application = applied(member)
    with pytest.raises(ValidationError, match="다른 정치인의 이름"):
        approve_application(application, by=admin_member, politician=other)
    approve_application(application, by=admin_member, politician=politician)
    member.refresh_from_db()
    change_nickname(member, nickname="한가람_국회의원")
    with pytest.raises(ValidationError, match="정치인으로 보일 수 있는"):
        change_nickname(MemberFactory(kind="ASSISTANT", status="PENDING"), nickname="서도담의원실")


def test_who_joins_as_a_politician_may_be_called_so(client, politician):
    assert "사용 가능한" in client.get(CHECK, {"nickname": "한가람국회의원", "kind": "POLITICIAN"}).text
    request_signup_code("han@example.com", ip="192.0.2.1")
    member = Member(kind="POLITICIAN", nickname="한가람국회의원")
    proof = {"address": "han@example.com", "code": mailed_code(), "password": PASSWORD, "ip": "192.0.2.1"}
    joined = sign_up(member, **proof, apply=lambda made: applied(made, politician))
    assert joined.applications.get().politician == politician


def test_names_from_before_are_flagged_once(politician):
    factories.speaker_for(politician, nickname="한가람의원")
    imitator, staff_like = MemberFactory(nickname="한가람_의원"), MemberFactory(nickname="운영ㅈㅏ")
    MemberFactory(nickname="한가람12")
    assert flag_look_alikes() == 2
    assert {flag.member for flag in AbuseFlag.objects.filter(kind="NAME")} == {imitator, staff_like}
    AbuseFlag.objects.update(state="SETTLED")
    assert flag_look_alikes() == 0
    change_nickname(staff_like, nickname="조용한시민")
    Member.objects.filter(pk=imitator.pk).update(nickname="한가람의원실")
    imitator.nickname_changes.create(before="한가람_의원", after="한가람의원실")
    assert flag_look_alikes() == 1
