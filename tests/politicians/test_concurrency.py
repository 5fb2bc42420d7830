"""Races around politicians end at a constraint."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from accounts.models import Member
from politicians.models import Application, Politician
from politicians.services import approve_application
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.concurrency]

CLAIMS = 8


def at_once(calls):
    """Run the calls in threads that start together; what each returned or raised."""
    barrier, outcomes = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place, call):
        try:
            barrier.wait()
            outcomes[place] = call()
        except ValidationError as error:
            outcomes[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.fixture
def claims(politician):
    """Several members who all say to be the same politician."""
    made = []
    for number in range(CLAIMS):
        member = factories.MemberFactory(
            kind=Member.Kind.POLITICIAN, status=Member.Status.PENDING, nickname=f"주장{number}"
        )
        made.append(Application.objects.create(member=member, stated_name="한가람의원", affiliation="새빛당"))
    return made


def test_one_of_many_claims_of_a_politician_is_approved(claims, politician, admin_member):
    def approve(claim):
        return lambda: approve_application(
            Application.objects.get(pk=claim.pk),
            by=Member.objects.get(pk=admin_member.pk),
            politician=Politician.objects.get(pk=politician.pk),
        )

    outcomes = at_once([approve(claim) for claim in claims])
    refusals = [outcome for outcome in outcomes if isinstance(outcome, ValidationError)]
    assert len(refusals) == CLAIMS - 1
    assert all("이미 다른 회원이 등록한 정치인입니다" in " ".join(refusal.messages) for refusal in refusals)
    assert Application.objects.approved().count() == 1
    assert Member.objects.filter(kind=Member.Kind.POLITICIAN, status=Member.Status.APPROVED).count() == 1


def test_one_application_is_decided_once(claims, politician, admin_member):
    def approve():
        return approve_application(
            Application.objects.get(pk=claims[0].pk),
            by=Member.objects.get(pk=admin_member.pk),
            politician=Politician.objects.get(pk=politician.pk),
        )

    outcomes = at_once([approve] * 4)
    assert sum(isinstance(outcome, ValidationError) for outcome in outcomes) == 3
    assert claims[0].member.status_changes.count() == 1
