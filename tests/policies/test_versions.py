"""Versions: who changes them until when, who has to agree to which, and what a comparison costs."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from policies.models import PolicyTemplate, PolicyVersion
from policies.queries import consent_requirements
from policies.queries.comparison import MOST_LINES, MOST_WORDS, compare
from policies.services import delete_version, publish_version, revise_version
from tests import factories

CAST = ["anonymous", "citizen", "suspended", "pending", "politician_member", "moderator", "admin_member", "superuser"]
STAFF, ADMINS = {"moderator", "admin_member", "superuser"}, {"admin_member", "superuser"}
TABLE = {
    "policies.view_policytemplate": STAFF,
    "policies.view_policyversion": STAFF,
    "policies.add_policyversion": ADMINS,
    "policies.change_policyversion": ADMINS,
    "policies.move_policyversion": ADMINS,
    "policies.add_policytemplate": ADMINS,
    "policies.change_policytemplate": ADMINS,
}


@pytest.mark.parametrize("perm", TABLE)
@pytest.mark.parametrize("who", CAST)
def test_permission_table(request, db, who, perm):
    member = request.getfixturevalue(who)
    assert member.has_perm(perm, factories.policy_version()) == (who in TABLE[perm])
    in_effect = PolicyVersion.objects.get(public_id="TP0001-VN0001")
    ends = perm == "policies.change_policyversion"
    assert member.has_perm(perm, in_effect) == (who in TABLE[perm] and not ends)


def test_a_version_ahead_is_revised_and_taken_back(db, admin_member, moderator):
    version = factories.policy_version()
    version.body = "1. 다시 쓴 조항\n본문"
    with pytest.raises(PermissionDenied):
        revise_version(version, by=moderator)
    revise_version(version, by=admin_member)
    assert PolicyVersion.objects.get(pk=version.pk).body == version.body
    with pytest.raises(PermissionDenied):
        delete_version(version, by=moderator, reason="잘못 등록함")
    assert delete_version(version, by=admin_member, reason="잘못 등록함")
    # The number of what was taken back is not used again.
    assert factories.policy_version().public_id == "TP0001-VN0003"


def test_a_version_in_effect_is_neither_revised_nor_taken_back(db, admin_member):
    version = factories.policy_version()
    with time_machine.travel(version.effective_at, tick=False):
        version.effective_at += timedelta(days=3)
        with pytest.raises(ValidationError, match="새 버전을 등록해"):
            revise_version(version, by=admin_member)
        with pytest.raises(ValidationError, match="새 버전을 등록해"):
            delete_version(version, by=admin_member, reason="잘못 등록함")


@pytest.mark.parametrize("change", [{"body": "몰래"}, {"effective_at": timezone.now() + timedelta(days=9)}, None])
def test_the_database_keeps_a_version_in_effect(db, change):
    template = PolicyTemplate.objects.get(slug="terms")
    moment = timezone.now() - timedelta(days=400)
    version = PolicyVersion.objects.create(
        template=template, public_id="TP0001-VN0000", summary="옛것", body="옛것", effective_at=moment
    )
    rows = PolicyVersion.objects.filter(pk=version.pk)
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        rows.update(**change) if change else rows.delete()


def test_two_versions_of_one_moment_are_refused(db):
    version = factories.policy_version()
    with pytest.raises(ValidationError):
        publish_version(
            PolicyVersion(
                template=version.template, summary="또", body="또", effective_at=version.effective_at, is_mandatory=True
            ),
            by=factories.staff_member("admin"),
        )


@pytest.mark.parametrize(
    ("target", "citizen", "politician"),
    [("ALL", True, True), ("MEMBERS", True, True), ("NORMAL", True, False), ("POLITICIANS", False, True)],
)
def test_asked_since_respects_the_target(db, target, citizen, politician):
    upto = PolicyVersion.objects.get(public_id="TP0001-VN0001").effective_at
    PolicyTemplate.objects.filter(slug="terms").update(target=target)
    version = factories.policy_version()
    for is_politician, is_asked in ((False, citizen), (True, politician)):
        assert consent_requirements.asked_since(is_politician=is_politician) != version.effective_at
        with time_machine.travel(version.effective_at, tick=False):
            assert (consent_requirements.asked_since(is_politician=is_politician) == version.effective_at) is is_asked
            asked = PolicyVersion.objects.asked_anew(is_politician=is_politician, agreed_upto=upto)
            assert list(asked) == ([version] if is_asked else [])


def test_asked_anew_is_the_text_as_it_stands_by_now(db):
    upto = PolicyVersion.objects.get(public_id="TP0001-VN0001").effective_at
    factories.policy_version(days=1)
    second = factories.policy_version(days=2, is_mandatory=False)
    with time_machine.travel(second.effective_at, tick=False):
        assert list(PolicyVersion.objects.asked_anew(is_politician=False, agreed_upto=upto)) == [second]
        # Somebody who never agreed to anything is asked for everything.
        assert PolicyVersion.objects.asked_anew(is_politician=False, agreed_upto=None).count() == 2


def test_the_schedule_is_read_once_and_again_after_half_a_minute(db, monkeypatch, django_assert_num_queries):
    now = 1000.0
    monkeypatch.setattr(consent_requirements.time, "monotonic", lambda: now)
    consent_requirements.forget()
    with django_assert_num_queries(1):
        for _ in range(5):
            consent_requirements.asked_since(is_politician=False)
    # Another process publishes; this one looks again in time.
    template = PolicyTemplate.objects.get(slug="terms")
    moment = timezone.now() + timedelta(days=1)
    PolicyVersion.objects.create(
        template=template, public_id="TP0001-VN0002", summary="개정", body="개정", effective_at=moment
    )
    now += consent_requirements.KEPT_SECONDS + 1
    with time_machine.travel(moment, tick=False), django_assert_num_queries(1):
        assert consent_requirements.asked_since(is_politician=False) == moment


# Comparison ------------------------------------------------------------------------------------------------------


def text_of(lines, *, without):
    """The lines as the version reads whose opposite is left out."""
    kept = ["".join(text for kind, text in line["pieces"] if kind != without) for line in lines]
    return [line for line in kept if line]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1. 가\n나 다 라", "1. 가\n나 다 마"),
        ("1. 가\n나\n\n2. 다\n라", "2. 다\n라\n\n3. 마\n바"),
        ("", "1. 가\n나"),
        ("1. 가\n나", ""),
        ("1. 가\n" + "나 " * 700, "1. 가\n" + "나 " * 699 + "다"),
    ],
)
def test_compare_loses_no_word_of_either_version(old, new):
    lines = compare(old, new)
    assert text_of(lines, without="added") == [line for line in old.split("\n") if line]
    assert text_of(lines, without="removed") == [line for line in new.split("\n") if line]


def test_compare_marks_words_inside_a_line_and_titles():
    lines = compare("1. 목적\n주소를 30일 동안 둡니다.", "1. 목적\n주소를 60일 동안 둡니다.")
    assert [line["kind"] for line in lines] == ["same", "changed"]
    assert [line["is_title"] for line in lines] == [True, False]
    assert ("removed", "30일") in lines[1]["pieces"]
    assert ("added", "60일") in lines[1]["pieces"]


def test_compare_is_bounded():
    many = "\n".join(f"줄 {number}" for number in range(MOST_LINES + 1))
    assert {line["kind"] for line in compare(many, many + "\n끝")} == {"added", "removed"}
    words = " ".join(str(number) for number in range(MOST_WORDS))
    assert [line["kind"] for line in compare(words, words + " 끝")] == ["removed", "added"]
