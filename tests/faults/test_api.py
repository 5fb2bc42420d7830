"""The API while a part of the site is away: an honest 503, or work as ever; and limits that all processes share."""

import signal
import threading

import pytest
from redis import Redis

from tests.faults.conftest import PATIENCE, free_port

pytestmark = pytest.mark.concurrency

A_QUARTERS_REQUESTS = 100
WINDOW = 15 * 60


def id_of(address):
    """The public id in the address of a post."""
    return address.strip("/").rpartition("/")[2]


def test_database_away_is_an_honest_503_and_a_key_makes_one_row_afterwards(site):
    token = site.tokens[1]
    report = {"targetType": "POST", "targetId": id_of(site.posts[0]), "reason": "SPAM"}
    asked = [
        ("/api/posts", {}),
        ("/api/auth/me", {"token": token}),
        ("/api/reports", {"token": token, "body": report, "key": "outage-one-row"}),
        ("/api/auth/login", {"body": {"email": "a@example.com", "password": "x"}}),
    ]
    site.postgres.stop(signal.SIGINT)
    try:
        answers = [site.ask_api(path, **how) for path, how in asked]
    finally:
        site.postgres.start()
    for (path, _), (status, headers, said) in zip(asked, answers, strict=True):
        assert (path, status, headers["Retry-After"]) == (path, 503, "5")
        assert headers["Content-Type"].startswith("application/json")
        assert (said["success"], said["error"]["code"]) == (False, "SERVICE_UNAVAILABLE")
        assert said["timestamp"].endswith("Z") and "Traceback" not in str(said)

    first, again = (site.ask_api(asked[2][0], **asked[2][1]) for _ in range(2))
    assert (first[0], again[0], again[1]["Idempotency-Replayed"]) == (201, 201, "true")
    assert first[2]["data"] == again[2]["data"]
    assert site.rows("SELECT count(*)::int FROM moderation_report") == [(1,)]
    assert site.ask_api("/api/auth/me", token=token)[0] == 200


def test_redis_away_leaves_the_api_and_its_limits(site):
    token = site.tokens[2]
    liked = {"targetType": "POST", "targetId": id_of(site.posts[1]), "reactionType": "LIKE"}
    site.redis.stop(signal.SIGTERM)
    try:
        for path in ("/api/posts", "/api/politicians", "/api/stats", "/api/comments/recent"):
            assert (path, site.ask_api(path, token=token)[0]) == (path, 200)
        assert site.ask_api("/api/reactions", token=token, body=liked)[0] == 201
        visits = [site.ask_api("/api/posts") for _ in range(A_QUARTERS_REQUESTS + 1)]
        # The other tests of Redis count these.
        kept = site.rows("DELETE FROM polibat_limitwindow RETURNING key")
    finally:
        site.redis.start()
    assert visits[-1][0] == 429
    assert 0 < int(visits[-1][1]["Retry-After"]) <= WINDOW
    assert visits[-1][2]["error"]["code"] == "TOO_MANY_REQUESTS"
    assert any(key.startswith("api:") for (key,) in kept)


def test_a_visitor_has_a_hundred_requests_in_all_processes_together(site):
    port = free_port()
    other = site.serve(port)
    try:
        # A window that ends while we ask would let more through: then once more, at the beginning of the next.
        for _ in range(2):
            answers = _ask_both(site, port)
            waits = [int(headers["Retry-After"]) for status, headers, _ in answers if status == 429]
            if waits and max(waits) < WINDOW - PATIENCE:
                break
    finally:
        other.terminate()
        other.wait(PATIENCE)
    statuses = [status for status, *_ in answers]
    assert (statuses.count(200), statuses.count(429)) == (A_QUARTERS_REQUESTS, 40)
    assert {body["error"]["code"] for status, _, body in answers if status == 429} == {"TOO_MANY_REQUESTS"}
    assert site.ask_api("/api/posts", token=site.tokens[2])[0] == 200


def _ask_both(site, port):
    """What 70 requests to each of two processes at once were answered, from the beginning of a count."""
    Redis.from_url(site.environment["REDIS_URL"]).flushall()
    answers = []

    def ask(one):
        answers.extend([site.ask_api("/api/posts?limit=1", port=one) for _ in range(70)])

    threads = [threading.Thread(target=ask, args=[one]) for one in (site.port, port)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
