"""Cards in the staff channel: sent once there is a webhook, without anything personal."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import StatusChange
from accounts.services import reveal_email
from insights.jobs import tell_figures
from notifications.jobs import send_card, tell_stuck_queue
from notifications.services.teams import TeamsRefused, card
from polibat.jobs.tasks import forget_limits
from polibat.security.limits import Throttled
from tests import factories
from tests.accounts.mail import deliver

pytestmark = pytest.mark.django_db


def facts_of(message):
    """The facts of a card."""
    body = message["attachments"][0]["content"]["body"]
    return {fact["title"]: fact["value"] for fact in body[1]["facts"]}


def test_a_member_of_staff_who_looks_at_very_many_addresses_is_told_once_an_hour(teams, admin_member, reader, settings):
    settings.STAFF_LOOKS_AN_HOUR = 1
    why = {"kind": "INQUIRY", "purpose": "문의 답변", "ip": "", "device": "PC"}
    with time_machine.travel(datetime(2026, 11, 25, 3, 0, tzinfo=UTC), tick=False) as clock:
        reveal_email(reader, by=admin_member, **why)
        for _ in range(3):
            with pytest.raises(Throttled):
                reveal_email(reader, by=admin_member, **why)
            clock.shift(timedelta(minutes=10))
    deliver()
    (message,) = teams.cards
    assert facts_of(message) == {"운영자": admin_member.public_id, "한도": "1건"}
    assert reader.public_id not in json.dumps(message)


def test_a_new_suggestion_is_told_without_words_or_names(teams, citizen):
    suggestion = factories.suggestion(citizen, title="비밀로 드리는 제안", is_private=True)
    deliver()
    (message,) = teams.cards
    (attachment,) = message["attachments"]
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    told = json.dumps(message, ensure_ascii=False)
    assert suggestion.post.public_id in told
    assert "비밀로" not in told
    assert citizen.nickname not in told
    assert citizen.public_id not in told


def test_without_a_webhook_nothing_is_queued(citizen, settings):
    settings.TEAMS_WEBHOOK_URL = ""
    factories.suggestion(citizen)
    assert not ProcrastinateJob.objects.filter(task_name="notifications.send_card").exists()


def test_a_webhook_that_is_away_is_tried_again_and_not_named(teams, settings):
    teams.status = 500
    with pytest.raises(TeamsRefused, match="HTTP 500") as refusal:
        send_card(message=card("점검"))
    assert "secret-hook" not in str(refusal.value)
    settings.TEAMS_WEBHOOK_URL = "http://127.0.0.1:1/secret-hook"
    with pytest.raises(TeamsRefused, match="URLError"):
        send_card(message=card("점검"))
    assert send_card.retry_strategy.max_attempts == 8


def test_the_figures_of_yesterday_are_told_once_from_nine_on(teams, citizen, reader):
    with time_machine.travel(datetime(2026, 11, 22, 5, 0, tzinfo=UTC), tick=False) as clock:
        factories.comment(factories.post(citizen), reader)
        StatusChange.objects.create(member=citizen, before="", after="APPROVED")
        factories.notice(factories.staff_member("admin"))  # the dashboard counts no notices either
        clock.move_to(datetime(2026, 11, 22, 23, 59, tzinfo=UTC))
        tell_figures(0)
        assert not ProcrastinateJob.objects.filter(task_name="notifications.send_card").exists()
        for hours in (0, 0, 3, -2):  # twice, late, and a clock that jumps back
            clock.shift(60 + hours * 3600)
            tell_figures(0)
        deliver()
        (message,) = teams.cards
        assert facts_of(message) == {"새 회원": "1", "새 글": "1", "새 댓글": "1"}


def test_a_stuck_queue_is_told_once_in_a_while(teams):
    forget_limits.configure(schedule_at=timezone.now() - timedelta(hours=1)).defer(timestamp=0)
    with time_machine.travel(timezone.now(), tick=False):
        tell_stuck_queue(0)
        tell_stuck_queue(0)
    assert ProcrastinateJob.objects.filter(task_name="notifications.send_card").count() == 1
    deliver()
    assert facts_of(teams.cards[0])["처리기"] == "0"
