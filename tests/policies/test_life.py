"""The life of a document and its versions: drafts, stops, ends, and that the site is never without its terms."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.services.agreement import asked_of, record_consents
from policies.models import PolicyChange, PolicyTemplate, PolicyVersion
from policies.queries import consent_requirements
from policies.services import (
    add_template,
    change_template,
    delete_version,
    draft_version,
    publish_version,
    restore_version,
    resume_version,
    revise_version,
    stop_version,
)
from tests import factories

pytestmark = pytest.mark.django_db
WHY = "문구를 다시 살펴봅니다."


@pytest.fixture
def by(admin_member):
    return admin_member


@pytest.fixture
def consent_form(by):
    """A document that staff added, for citizens alone."""
    return add_template(PolicyTemplate(name="개인정보 수집동의서(일반회원)", target="NORMAL"), by=by)


def version_of(template, *, by, days=7, **kwargs):
    fields = {"summary": "제정", "body": "1. 수집 항목\n닉네임", "effective_at": timezone.now() + timedelta(days=days)}
    return publish_version(PolicyVersion(template=template, **fields | kwargs), by=by)


def state(version):
    return PolicyVersion.objects.with_end().get(pk=version.pk).state


def in_states():
    """The same states, as the database answers them."""
    return {row.pk: one for one in PolicyVersion.State.values for row in PolicyVersion.objects.in_state(one)}


def verbs(**about):
    return list(PolicyChange.objects.filter(**about).order_by("pk").values_list("verb", flat=True))


def test_a_template_is_added_and_changed_on_record(by, moderator, consent_form):
    assert consent_form.public_id.startswith("TP000")
    assert consent_form.get_absolute_url() == f"/policies/{consent_form.public_id}/"
    for name in ("", "이용약관", " 개인정보   처리방침 "):
        with pytest.raises(ValidationError) as refusal:
            add_template(PolicyTemplate(name=name), by=by)
        assert "템플릿" in " ".join(refusal.value.messages)
    with pytest.raises(PermissionDenied):
        add_template(PolicyTemplate(name="다른 문서"), by=moderator)
    consent_form.name, consent_form.target = "수집동의서", "MEMBERS"
    assert change_template(consent_form, by=by)
    assert not change_template(consent_form, by=by)
    change = PolicyChange.objects.get(template=consent_form, verb="CHANGE")
    assert (change.by, change.fields) == (by, "서비스정책 템플릿명, 적용 대상")
    with pytest.raises(IntegrityError, match="only ever added"), transaction.atomic():
        PolicyChange.objects.filter(pk=change.pk).update(reason="몰래")


def test_whom_a_document_concerns_stays_once_a_version_took_effect(by, consent_form):
    version = version_of(consent_form, by=by)
    with time_machine.travel(version.effective_at, tick=False):
        consent_form.target = "ALL"
        with pytest.raises(ValidationError, match="이름만 바꿀 수"):
            change_template(consent_form, by=by)
        consent_form.target, consent_form.name = "NORMAL", "새 이름"
        assert change_template(consent_form, by=by)


def test_a_version_is_drafted_published_taken_back_put_away_and_restored(by):
    fields = {"summary": "개정", "body": "1. 조항\n본문", "effective_at": timezone.now() + timedelta(days=3)}
    version = draft_version(PolicyVersion(template=PolicyTemplate.objects.get(slug="terms"), **fields), by=by)
    assert (version.is_draft, version.approved_by, state(version)) == (True, None, "STOPPED")
    assert version not in PolicyVersion.objects.announced()
    steps = [
        (resume_version, "UPCOMING"),
        (stop_version, "STOPPED"),
        (delete_version, "DELETED"),
        (restore_version, "STOPPED"),
    ]
    for verb, after in steps:
        assert verb(version, by=by, reason=WHY)
        assert state(version) == after == in_states()[version.pk]
        version.refresh_from_db()
        assert not verb(version, by=by, reason=WHY)
    assert verbs(version=version) == ["DRAFT", "PUBLISH", "STOP", "DELETE", "RESTORE"]
    assert version.approved_by == by
    with pytest.raises(ValidationError, match="사유를 입력해"):
        delete_version(version, by=by, reason=" ")
    assert state(version) == "STOPPED"


def test_a_draft_whose_date_has_passed_needs_a_new_one(by):
    version = factories.policy_version(days=3)
    stop_version(version, by=by, reason=WHY)
    with time_machine.travel(timezone.now() + timedelta(days=5), tick=False):
        with pytest.raises(ValidationError, match="시행일은 지금보다 뒤"):
            resume_version(version, by=by, reason=WHY)
        version.refresh_from_db()
        version.effective_at = timezone.now() + timedelta(days=1)
        assert revise_version(version, by=by)
        assert resume_version(version, by=by, reason=WHY)
        assert state(version) == "UPCOMING"
    # Taken back in time: the first version was in force throughout.
    assert PolicyVersion.objects.current().filter(template__slug="terms").get().public_id == "TP0001-VN0001"


def test_a_version_that_waits_in_a_draft_is_no_second_one_of_its_day(by):
    first = factories.policy_version()
    stop_version(first, by=by, reason=WHY)
    second = factories.policy_version()
    PolicyVersion.objects.filter(pk=second.pk).update(effective_at=first.effective_at)
    with pytest.raises(ValidationError, match="같은 날 시행되는 버전"):
        resume_version(first, by=by, reason=WHY)


@pytest.mark.parametrize("slug", ["terms", "privacy"])
def test_the_site_is_never_without_its_terms(by, slug):
    template = PolicyTemplate.objects.get(slug=slug)
    current = template.versions.get()
    with pytest.raises(ValidationError, match=r"시행 중인 .* 없게 됩니다"):
        stop_version(current, by=by, reason=WHY)
    ends = timezone.now() + timedelta(days=20)
    with pytest.raises(ValidationError, match="없게 됩니다") as refusal:
        version_of(template, by=by, days=10, ends_at=ends)
    assert set(refusal.value.error_dict) == {"ends_at"}
    # With one that follows in time there is no gap; then the one that follows cannot be taken back.
    following = version_of(template, by=by, days=15)
    version_of(template, by=by, days=10, ends_at=ends)
    for verb in (stop_version, delete_version):
        with pytest.raises(ValidationError, match="없게 됩니다"):
            verb(PolicyVersion.objects.get(pk=following.pk), by=by, reason=WHY)
    following.refresh_from_db()
    following.effective_at = ends + timedelta(days=1)
    with pytest.raises(ValidationError, match="없게 됩니다"):
        revise_version(following, by=by)
    assert set(in_states().values()) == {"SHOWN", "UPCOMING"}
    assert not PolicyChange.objects.filter(verb__in=["STOP", "DELETE", "CHANGE"]).exists()


def test_an_added_document_is_asked_for_while_it_is_in_force_and_no_longer(by, consent_form, citizen):
    first = version_of(consent_form, by=by, days=2, ends_at=timezone.now() + timedelta(days=9))
    second = version_of(consent_form, by=by, days=5, is_mandatory=False)
    with time_machine.travel(first.effective_at, tick=False):
        assert list(asked_of(citizen)) == [first]
        assert not citizen.has_agreed
        # Politicians are no citizens.
        assert consent_requirements.asked_since(is_politician=True) < first.effective_at
    with time_machine.travel(second.effective_at, tick=False):
        assert (state(first), state(second)) == ("EXPIRED", "SHOWN")
        assert list(asked_of(citizen)) == [second]
        assert stop_version(second, by=by, reason=WHY)
        assert state(second) == "STOPPED"
        # It was in force: nothing brings it, or the one that it ended, back; and nobody is kept from writing for it.
        assert not PolicyVersion.objects.current().filter(template=consent_form).exists()
        assert (list(asked_of(citizen)), citizen.has_agreed) == ([], True)
        for verb in (resume_version, delete_version):
            with pytest.raises(ValidationError, match="새 버전을 등록해"):
                verb(PolicyVersion.objects.get(pk=second.pk), by=by, reason=WHY)
        assert second in PolicyVersion.objects.announced()


def test_nobody_is_kept_from_writing_by_a_document_that_ended(by, consent_form, citizen):
    version = version_of(consent_form, by=by, days=2, ends_at=timezone.now() + timedelta(days=4))
    for days, has_agreed in ((1, True), (3, False), (5, True)):
        with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
            assert citizen.has_agreed is has_agreed
            assert list(asked_of(citizen)) == ([] if has_agreed else [version])
            assert state(version) == in_states()[version.pk]


def test_nobody_agrees_to_what_is_stopped_at_that_moment(by, consent_form, citizen):
    version = version_of(consent_form, by=by, days=2)
    with time_machine.travel(version.effective_at, tick=False):
        read = list(asked_of(citizen))
        stop_version(version, by=by, reason=WHY)
        with pytest.raises(ValidationError, match="방금 바뀌었습니다"):
            record_consents(citizen, read)
    assert not citizen.consents.filter(version=version).exists()


def test_the_database_lets_a_version_in_force_be_stopped_and_nothing_else():
    template = PolicyTemplate.objects.create(public_id="TP9999", name="지난 문서")
    moment = timezone.now() - timedelta(days=10)
    version = PolicyVersion.objects.create(
        template=template, public_id="TP9999-VN0001", summary="옛것", body="옛것", effective_at=moment
    )
    rows, now = PolicyVersion.objects.filter(pk=version.pk), timezone.now()
    early = moment - timedelta(days=1)
    for change in ({"stopped_at": early}, {"deleted_at": now}, {"stopped_at": now, "body": "몰래"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    assert rows.update(downloads=3) == rows.update(stopped_at=now) == 1
    for change in ({"stopped_at": None}, {"body": "몰래"}):
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            rows.update(**change)
    with connection.cursor() as cursor, pytest.raises(IntegrityError, match="never changes"):
        cursor.execute("DELETE FROM policies_policyversion WHERE id = %s", [version.pk])
