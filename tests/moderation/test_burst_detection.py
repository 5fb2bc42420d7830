"""Bursts: a post below which very much happens is flagged once, and its gauge waits until staff have looked."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from assist.models import SentimentGauge
from assist.services.sentiment import label_waiting_comments
from boards.models import Comment
from boards.services import react
from moderation.jobs import flag_bursts
from moderation.models import AbuseFlag
from moderation.services import settle_flag
from moderation.services.burst_detection import MOST_COMMENTS, detect_bursts
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(citizen):
    return factories.post(citizen)


def frozen(post):
    return SentimentGauge.objects.filter(pk=post.pk, is_frozen=True).exists()


def test_a_lively_post_is_no_flood(post, reader):
    factories.bare_comments(post, reader, MOST_COMMENTS - 1)
    old = factories.bare_comments(post, reader, 5)
    Comment.objects.filter(pk__in=[one.pk for one in old]).update(created_at=timezone.now() - timedelta(minutes=11))
    assert detect_bursts() == 0
    assert not AbuseFlag.objects.exists()


def test_a_flood_of_comments_is_flagged_once_and_holds_the_thermometer(
    post, citizen, reader, moderator, client_of, django_assert_max_num_queries
):
    quiet = factories.post(citizen)
    factories.bare_comments(post, reader, MOST_COMMENTS, text="정말 좋은 생각입니다. 감사합니다.")
    flag_bursts(0)
    assert detect_bursts() == 0
    flag = AbuseFlag.objects.get()
    assert (flag.kind, flag.post, flag.evidence, flag.windows) == ("FLOOD", post, MOST_COMMENTS, 1)
    assert (frozen(post), frozen(quiet)) == (True, False)
    label_waiting_comments()
    assert SentimentGauge.objects.get(pk=post.pk).positive == 0
    client = client_of(moderator)
    with django_assert_max_num_queries(15):
        page = client.get("/admin/moderation/abuseflag/")
    assert post.public_id in page.text
    assert "댓글이나 반응이 몰림" in page.text
    sent = {"action": "settle", "_selected_action": [flag.pk], "index": 0, "apply": "1", "reason": "방송에 나온 글"}
    assert "처리했습니다." in client.post("/admin/moderation/abuseflag/", sent, follow=True).text
    assert not frozen(post)
    label_waiting_comments()
    assert SentimentGauge.objects.get(pk=post.pk).positive > 0
    # What staff have just looked at is not flagged again; what goes on for longer is.
    assert detect_bursts() == 0


def test_a_flood_that_goes_on_after_a_look_is_flagged_again(post, citizen, reader, moderator, time_machine):
    factories.bare_comments(post, reader, MOST_COMMENTS)
    detect_bursts()
    assert settle_flag(AbuseFlag.objects.get(), by=moderator, reason="방송에 나온 글")
    time_machine.move_to(timezone.now() + timedelta(minutes=11), tick=False)
    factories.bare_comments(post, reader, MOST_COMMENTS)
    assert detect_bursts() == 1
    assert AbuseFlag.objects.count() == 2
    assert frozen(post)


def test_a_flood_of_reactions_is_one_too(post, reader, moderator, monkeypatch):
    monkeypatch.setattr("moderation.services.burst_detection.MOST_REACTIONS", 2)
    react(post, by=reader, value="LIKE")
    assert detect_bursts() == 0
    react(post, by=moderator, value="LIKE")
    assert detect_bursts() == 1
    assert (AbuseFlag.objects.get().evidence, frozen(post)) == (2, True)


def test_a_flag_about_a_post_is_about_nobody_else(post, reader):
    for values in ({"member": reader}, {"address_hash": "a" * 64}, {"kind": "REPORTS"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            AbuseFlag.objects.create(**{"kind": "FLOOD", "evidence": 1, "post": post} | values)
