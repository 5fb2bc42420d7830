"""Polls to be asked for and voted in, and the hot one: many ballots a second in one poll, counted at the end."""

import random
import sys
import uuid
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from django.utils.crypto import get_random_string

from accounts.models import Member
from accounts.models.member import nickname_key
from bench.load import ask
from bench.server import HOST
from boards.models import Post
from boards.services.recount import recount
from polibat.db.ids import next_public_id
from polibat.security.encryption import email_index, encrypt
from polls.models import Ballot, BallotChoice, Poll, PollOption, UncountedBallot
from polls.queries.results import results_of
from polls.services import publish_poll
from polls.services.folding import fold_all

OPTIONS = ("방수 성냥", "아주 두꺼운 책", "해먹", "낚싯대", "수다쟁이 앵무새")
CSRF_LENGTH = 32
HOT_RATE, HOT_SECONDS = 200, 60
PATIENCE = 4


def open_poll():
    """A running poll with five options; its address and their keys."""
    now = timezone.now()
    body = "<p>물과 먹을 것은 이미 있습니다. 여러 개를 선택할 수 있습니다.</p>"
    poll = Poll(
        post=Post(title="무인도에 하나만 더 가져간다면?", body=body),
        starts_at=now,
        ends_at=now + timedelta(days=30),
        allows_multiple=True,
    )
    by = Member.objects.with_email("admin@example.com").get()
    poll = publish_poll(poll, options=[PollOption(name=name) for name in OPTIONS], by=by)
    return poll, [option.pk for option in poll.options.all()]


def ballots(members, post, rng):
    """Every member votes in one poll after the other; the polls are opened before the clock runs."""
    polls = [open_poll() for _ in range(12)]
    return _ballots(members, polls, post, rng)


def _ballots(members, polls, post, rng):
    for poll, options in polls:
        for member in members:
            chosen = rng.sample(options, rng.randint(1, 2))
            yield post(f"/polls/{poll.post.public_id}/vote/", member, options=chosen, submission=uuid.uuid4())


def crowd(number, say):
    """Keys, headers and CSRF tokens of so many new members who are signed in."""
    say(f"회원 {number:,}명이 로그인합니다.")
    prefix = get_random_string(8).lower()
    members = Member.objects.bulk_create(_member(f"{prefix}{place}") for place in range(number))
    store = Session.get_session_store_class()()
    found, sessions = [], []
    for member in members:
        words = {
            SESSION_KEY: str(member.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: member.get_session_auth_hash(),
        }
        key, token = get_random_string(32).lower(), get_random_string(CSRF_LENGTH)
        until = timezone.now() + timedelta(days=1)
        sessions.append(Session(session_key=key, session_data=store.encode(words), expire_date=until))
        cookies = f"{settings.SESSION_COOKIE_NAME}={key}; {settings.CSRF_COOKIE_NAME}={token}"
        found.append((member.pk, {"HX-Request": "true", "Cookie": cookies}, token))
    Session.objects.bulk_create(sessions)
    return found


def _member(nickname):
    address, public_id = f"{nickname}@example.com", next_public_id("NM")
    return Member(
        kind=Member.Kind.NORMAL,
        status=Member.Status.APPROVED,
        agreed_upto=timezone.now(),
        nickname=nickname,
        nickname_key=nickname_key(nickname),
        public_id=public_id,
        email_index=email_index(address),
        email_cipher=encrypt(address, bound_to=f"accounts.member:{public_id}"),
    )


def hot_poll(port, gauge, post, *, rate, seconds, say):
    """So many ballots a second in one poll, and what came of it, as Markdown; SystemExit when a number is wrong."""
    number = rate * seconds
    members = crowd(number, say)
    poll, options = open_poll()
    requests = list(_ballots(members, [(poll, options)], post, random.Random(2)))
    chosen = sum(request.body.count(b"options=") for request in requests)
    say(f"투표 하나에 초당 {rate}표, {seconds}초")
    before = gauge.read()
    run = ask(HOST, port, iter(requests), seconds=seconds * PATIENCE, most=number, rate=rate)
    cpu = [now - then for now, then in zip(gauge.read(), before, strict=True)]
    # The bench's own connection may have been idle for long.
    connection.close()
    exact = _is_exact(poll, number, chosen)
    if not exact:
        sys.exit("표의 수가 맞지 않습니다.")
    each = [spent / number for spent in cpu]
    speed = f"{number:,}표를 {run.seconds:.1f}초에 받았습니다 (초당 {run.count / run.seconds:.0f}표, 오류 0)."
    times = f"p50 {run.percentile(0.5):.1f} ms, p99 {run.percentile(0.99):.1f} ms."
    costs = f"CPU ms/표: 웹 {each[0]:.2f} + PG {each[1]:.2f} + 캐시 {each[2]:.2f} = **{sum(each):.2f}**."
    return f"### 뜨거운 투표 하나\n\n{speed} {times} {costs} 투표지, 선택지별 표, 참여수가 모두 맞습니다.\n"


def _is_exact(poll, number, chosen):
    """Ballots, choices, votes and voters agree, before the last ones are folded and after."""
    results = results_of(poll)
    rows = Ballot.objects.filter(poll=poll).count(), BallotChoice.objects.filter(poll=poll).count()
    fold_all()
    folded = results_of(poll)
    return (
        rows == (results.voters, results.total) == (folded.voters, folded.total) == (number, chosen)
        and not UncountedBallot.objects.filter(poll=poll).exists()
        and Poll.objects.get(pk=poll.pk).voters == number
        and not any(wrong for name, wrong in recount() if name.startswith("투표"))
    )
