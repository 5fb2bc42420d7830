"""이의신청: one for each decision, decided by somebody else, and the author hears of it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from boards.services import withdraw_post
from moderation.models import Decision, Objection, Report, target_key
from moderation.services import decide_objection, delete_text, file_report, hide_text, object_to, republish_text
from notifications.models import Notification
from tests import factories

WORDS = "공개된 자료를 옮긴 것입니다."


@pytest.fixture(params=["post", "comment"])
def text(request, citizen):
    """A citizen's post, then a citizen's comment."""
    post = factories.post(citizen)
    return post if request.param == "post" else factories.comment(post, citizen)


@pytest.fixture
def decision(text, moderator):
    hide_text(text, by=moderator, reason="도배", category="SPAM")
    return Decision.objects.get()


@pytest.fixture
def other(db):
    return factories.staff_member("moderator", nickname="다른중재자")


def told(member, kind="DECISION"):
    return list(Notification.objects.filter(member=member, kind=kind).order_by("pk").values_list("text", flat=True))


def test_object_to_is_stored_once_and_told_to_staff(decision, text, citizen, moderator, other):
    objection = object_to(decision, by=citizen, text=f"  {WORDS}\r\n")
    assert (objection.text, objection.state, objection.member) == (WORDS, "WAITING", citizen)
    assert "이의신청이 들어왔습니다" in told(other, "STAFF")[0]
    with pytest.raises(ValidationError, match="이미 이의신청"):
        object_to(decision, by=citizen, text="한 번 더")


@pytest.mark.parametrize("who", ["reader", "moderator", "anonymous"])
def test_object_to_is_for_the_author(request, decision, who):
    with pytest.raises(PermissionDenied):
        object_to(decision, by=request.getfixturevalue(who), text=WORDS)


@pytest.mark.parametrize("words", ["", "  \n ", "가" * 1001, "\u200b"])
def test_object_to_refuses_bad_words(decision, citizen, words):
    with pytest.raises(ValidationError) as refusal:
        object_to(decision, by=citizen, text=words)
    assert "text" in refusal.value.message_dict


def test_object_to_needs_the_decision_that_holds(decision, text, citizen, admin_member):
    republish_text(text, by=admin_member, reason="다시 봄")
    with pytest.raises(ValidationError, match="지금은 이의신청할 수 없습니다"):
        object_to(decision, by=citizen, text=WORDS)
    delete_text(text, by=admin_member, reason="다시 보니 도배")
    with pytest.raises(ValidationError):
        object_to(decision, by=citizen, text=WORDS)
    object_to(Decision.objects.latest("pk"), by=citizen, text=WORDS)


def test_decide_objection_is_for_somebody_else(decision, citizen, moderator, other):
    objection = object_to(decision, by=citizen, text=WORDS)
    with pytest.raises(PermissionDenied, match="다른 운영자"):
        decide_objection(objection, by=moderator, is_upheld=False, reason="맞게 조치함")
    with pytest.raises(PermissionDenied):
        decide_objection(objection, by=citizen, is_upheld=True, reason="내 글")
    assert decide_objection(objection, by=other, is_upheld=False, reason="맞게 조치함") is True
    assert decide_objection(objection, by=other, is_upheld=True, reason="생각이 바뀜") is False


def test_whoever_confirmed_it_later_decides_no_objection(text, citizen, moderator, other, reader):
    file_report(Report(reason="PRIVACY", **target_key(text)), by=reader)
    automatic = Decision.objects.get()
    objection = object_to(automatic, by=citizen, text=WORDS)
    hide_text(text, by=moderator, reason="개인정보가 있음")
    with pytest.raises(PermissionDenied):
        decide_objection(objection, by=moderator, is_upheld=True, reason="아님")
    assert decide_objection(objection, by=other, is_upheld=True, reason="공개 자료") is True
    text.refresh_from_db()
    assert text.status == "PUBLISHED"


def test_upheld_brings_the_text_back(decision, text, citizen, other):
    objection = object_to(decision, by=citizen, text=WORDS)
    decide_objection(objection, by=other, is_upheld=True, reason="공개 자료가 맞음")
    text.refresh_from_db()
    assert text.status == "PUBLISHED"
    last = Decision.objects.latest("pk")
    assert (last.verb, last.category, last.by) == ("REPUBLISH", "SPAM", other)
    assert "이의신청을 받아들여 다시 게시했습니다. 사유: 공개 자료가 맞음" in told(citizen)[-1]


def test_rejected_leaves_it_and_tells_why(decision, text, citizen, other):
    objection = object_to(decision, by=citizen, text=WORDS)
    with pytest.raises(ValidationError):
        decide_objection(objection, by=other, is_upheld=False, reason=" ")
    decide_objection(objection, by=other, is_upheld=False, reason="같은 글이 다섯 개")
    text.refresh_from_db()
    assert text.status == "HIDDEN"
    assert Decision.objects.count() == 1
    assert "조치를 유지합니다. 사유: 같은 글이 다섯 개" in told(citizen)[-1]


def test_whoever_restored_the_text_may_answer_and_only_agree(decision, text, citizen, moderator, other):
    objection = object_to(decision, by=citizen, text=WORDS)
    republish_text(text, by=other, reason="다시 봄")
    with pytest.raises(ValidationError, match="이미 다시 게시되어"):
        decide_objection(objection, by=other, is_upheld=False, reason="유지")
    with pytest.raises(PermissionDenied):
        decide_objection(objection, by=moderator, is_upheld=True, reason="내가 한 조치")
    assert decide_objection(objection, by=other, is_upheld=True, reason="다시 보니 괜찮음") is True
    assert "받아들여 다시 게시했습니다" in told(citizen)[-1]
    assert Decision.objects.count() == 2


def test_objection_is_decided_once_and_by_another_in_the_database_too(decision, citizen, moderator, other):
    objection = object_to(decision, by=citizen, text=WORDS)
    rows = Objection.objects.filter(pk=objection.pk)
    decided = {"state": "UPHELD", "reason": "이유", "decided_at": decision.created_at}

    def refused(**values):
        with pytest.raises(IntegrityError) as refusal, transaction.atomic():
            rows.update(**values)
        return str(refusal.value)

    assert "somebody else" in refused(by=moderator, **decided)
    assert "objection_not_decided_by_its_author" in refused(by=citizen, **decided)
    assert "objection_decided_by_somebody" in refused(**decided)
    assert "only ever added" in refused(text="다른 말")
    rows.update(by=other, **decided)
    assert "decided once" in refused(state="REJECTED")


def address_of(text):
    return reverse("moderation:objection-create", args=[text.public_id])


def test_objection_create_shows_the_decision_and_takes_one(decision, text, citizen, client_of):
    client = client_of(citizen)
    assert Notification.objects.get(member=citizen, kind="DECISION").url == address_of(text)
    page = client.get(address_of(text)).content.decode()
    assert "도배" in page
    assert "스팸/도배" in page
    assert "운영자" in page
    assert "중재하는운영자" not in page
    refused = client.post(address_of(text), {"text": "가" * 1001})
    assert refused.status_code == 422
    assert "1,000자까지" in refused.content.decode()
    assert "가" * 1001 in refused.content.decode()
    done = client.post(address_of(text), {"text": WORDS}, follow=True).content.decode()
    assert "접수되었습니다" in done
    assert "검토 대기" in done
    again = client.post(address_of(text), {"text": "또"})
    assert again.status_code == 422
    assert Objection.objects.count() == 1


def test_objection_create_is_for_the_author_alone(decision, text, reader, moderator, client_of, anonymous):
    for member in (reader, moderator):
        assert client_of(member).get(address_of(text)).status_code == 404
    assert client_of(anonymous).get(address_of(text)).status_code == 302


def test_objection_create_says_that_a_text_is_back(decision, text, citizen, admin_member, client_of):
    republish_text(text, by=admin_member, reason="다시 봄")
    page = client_of(citizen).get(address_of(text)).content.decode()
    assert "지금 게시되어 있는 글입니다." in page
    assert "<textarea" not in page


def test_objection_create_knows_nothing_of_what_its_author_took_back(citizen, moderator, client_of):
    post = factories.post(citizen)
    assert client_of(citizen).get(address_of(post)).status_code == 404
    hide_text(post, by=moderator, reason="도배")
    withdraw_post(post, by=citizen)
    assert client_of(citizen).get(address_of(post)).status_code == 404


def test_own_pages_lead_to_the_objection(decision, text, citizen, reader, client_of):
    pages = ["pages:me-posts", "pages:me-comments"]
    shown = "".join(client_of(citizen).get(reverse(name)).content.decode() for name in pages)
    assert address_of(text) in shown
    if text._meta.model_name == "post":
        assert address_of(text) in client_of(citizen).get(text.get_absolute_url()).content.decode()


def test_objections_are_decided_in_the_back_office(decision, text, citizen, moderator, other, client_of):
    objection = object_to(decision, by=citizen, text=WORDS)
    tasks = {task.label: task.count for task in client_of(other).get(reverse("admin:index")).context["tasks"]}
    assert tasks["처리할 이의신청"] == 1
    address = reverse("admin:moderation_objection_changelist")
    fields = {"action": "uphold", "_selected_action": [objection.pk], "index": 0, "apply": "1", "reason": "공개 자료"}
    refused = client_of(moderator).post(address, fields, follow=True).content.decode()
    assert "다른 운영자가 처리해야 합니다" in refused
    client_of(other).post(address, fields)
    objection.refresh_from_db()
    assert (objection.state, objection.by) == ("UPHELD", other)
    page = client_of(moderator).get(reverse("admin:moderation_objection_change", args=[objection.pk]))
    assert WORDS in page.content.decode()
