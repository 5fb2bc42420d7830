"""Redis goes away: the site goes on, limits are kept by PostgreSQL, nobody is signed out."""

import signal

import pytest

COMMENTS_IN_TEN_MINUTES = 30


@pytest.fixture
def without_redis(site):
    """The site while Redis is away."""
    site.redis.stop(signal.SIGTERM)
    yield site
    site.redis.start()


def test_redis_away_leaves_pages_sessions_and_limits(without_redis):
    site, session = without_redis, without_redis.sessions[0]

    for path in ("/free/", "/voice/", site.posts[0], "/login/", "/politicians/"):
        assert site.ask(path)[0] == 200, path
    assert site.ask("/health/detailed")[0] == 200
    assert "로그아웃" in site.ask("/free/", session=session)[2]

    answers = [
        site.ask(f"{site.posts[1]}comments/", session=session, form={"text": f"댓글 {number}"})
        for number in range(COMMENTS_IN_TEN_MINUTES + 1)
    ]
    statuses = [status for status, _headers, _body in answers]
    assert statuses[0] == 302
    assert statuses[-1] == 429
    last = answers[-1]
    assert int(last[1]["Retry-After"]) > 0
    assert f"댓글 {COMMENTS_IN_TEN_MINUTES}" in last[2]
    written = site.rows("SELECT count(*)::int FROM boards_comment WHERE text LIKE '댓글 %'")[0][0]
    assert written == statuses.count(302) <= COMMENTS_IN_TEN_MINUTES
    assert site.rows("SELECT count(*)::int FROM polibat_limitwindow WHERE key LIKE 'comment:%'") == [(1,)]

    assert '"limits fall back to the database"' in site.log.read_text()
    assert site.web.poll() is None


def test_redis_back_again_is_used_again(site):
    assert site.ask("/free/", session=site.sessions[0])[0] == 200
    # No worker runs here, so the whole is `degraded` all the same.
    assert '"redis": {"status": "ok"' in site.ask("/health/detailed")[2]
