"""Objections and the record of decisions through the API, as on the pages."""

import pytest

from moderation.models import Objection
from moderation.services import hide_text
from tests import factories

pytestmark = pytest.mark.django_db

WORDS = {"text": "규칙을 어기지 않았습니다."}
REASON = {"reason": "다시 보니 괜찮습니다."}


@pytest.fixture
def hidden(citizen, moderator):
    """A post that the moderator hid."""
    post = factories.post(citizen)
    hide_text(post, by=moderator, reason="광고로 보입니다.", category="SPAM")
    return post


def test_an_author_objects_once_and_another_member_of_staff_decides(api_of, citizen, moderator, admin_member, hidden):
    own, address = api_of(citizen), f"/api/objections/{hidden.public_id}"
    told = own.get(address).json()["data"]
    assert (told["decision"]["verb"], told["decision"]["category"], told["canObject"]) == ("HIDE", "SPAM", True)
    assert moderator.nickname not in str(told)
    made = own.post(address, WORDS, format="json")
    assert (made.status_code, made.json()["data"]["objection"]["status"]) == (201, "WAITING")
    assert own.post(address, WORDS, format="json").status_code in {400, 409}
    (row,) = api_of(moderator).get("/api/admin/objections", {"status": "WAITING"}).json()["data"]
    assert (row["member"]["memberId"], row["decision"]["target"]["targetId"]) == (citizen.public_id, hidden.public_id)
    decide = f"/api/admin/objections/{row['id']}/decide"
    assert api_of(moderator).post(decide, {"isUpheld": True, **REASON}, format="json").status_code == 403
    assert api_of(admin_member).post(decide, {"isUpheld": True}, format="json").status_code == 400
    done = api_of(admin_member).post(decide, {"isUpheld": True, **REASON}, format="json").json()["data"]
    assert (done["status"], done["by"]["memberId"]) == ("UPHELD", admin_member.public_id)
    again = api_of(admin_member).post(decide, {"isUpheld": False, **REASON}, format="json")
    assert (again.status_code, again.json()["error"]["code"]) == (409, "ALREADY_DECIDED")
    told = own.get(address).json()["data"]
    assert (told["decision"]["verb"], told["canObject"]) == ("REPUBLISH", False)


def test_nothing_is_told_of_texts_of_others_or_without_a_decision(api_of, citizen, reader, hidden):
    assert api_of(reader).get(f"/api/objections/{hidden.public_id}").status_code == 404
    assert api_of(reader).post(f"/api/objections/{hidden.public_id}", WORDS, format="json").status_code == 404
    shown = factories.post(citizen)
    assert api_of(citizen).get(f"/api/objections/{shown.public_id}").status_code == 404
    assert not Objection.objects.exists()


def test_the_record_of_decisions_is_found_by_text_verb_and_who(
    api_of, moderator, citizen, hidden, django_assert_max_num_queries
):
    other = factories.post(citizen)
    hide_text(other, by=factories.staff_member("moderator"), reason="시험")
    api = api_of(moderator)

    def found(**given):
        return [row["target"]["targetId"] for row in api.get("/api/admin/decisions", given).json()["data"]]

    with django_assert_max_num_queries(4):
        assert found() == [other.public_id, hidden.public_id]
    assert found(targetId=hidden.public_id) == found(byId=moderator.public_id) == found(category="SPAM")
    assert found(verb="DELETE") == found(isAutomatic="true") == []
