"""What every answer says to browsers about itself, and whom to tell of a hole."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from polibat.settings import BASE_DIR
from polibat.web import views
from tests import factories

pytestmark = pytest.mark.django_db
COOKIES = (
    "import json; from polibat import settings as s; print(json.dumps([s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME]))"
)


@pytest.mark.parametrize(
    ("address", "policy"),
    [
        ("/", "same-origin"),
        ("/api/posts", "same-origin"),
        ("/no-such-page/", "same-origin"),
        ("/og/x.png", "cross-origin"),
    ],
)
def test_other_sites_embed_public_files_alone(client, address, policy):
    assert client.get(address)["Cross-Origin-Resource-Policy"] == policy


def test_pages_take_no_base(client):
    assert "base-uri 'none'" in client.get("/login/")["Content-Security-Policy"]


def test_logging_out_clears_what_the_browser_kept(client_of, citizen):
    assert client_of(citizen).post("/logout/")["Clear-Site-Data"] == '"cache"'


@pytest.mark.parametrize(("https", "prefix"), [("true", "__Host-"), ("false", "")])
def test_cookies_belong_to_the_host_over_https(https, prefix):
    environment = {"HTTPS": https, "SECRET_KEY": "x", "EMBEDDED": "0", "PATH": ""}
    told = subprocess.run(
        [sys.executable, "-c", COOKIES], cwd=BASE_DIR, env=environment, capture_output=True, check=True
    )
    assert json.loads(told.stdout) == [f"{prefix}sessionid", f"{prefix}csrftoken"]


def test_security_txt_says_whom_to_tell_for_less_than_a_year(client, settings):
    settings.SITE_URL = "https://www.polibat.com"
    answer = client.get("/.well-known/security.txt")
    said = dict(line.split(": ", 1) for line in answer.text.strip().splitlines())
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert said["Contact"].startswith("mailto:")
    assert said["Canonical"] == "https://www.polibat.com/.well-known/security.txt"
    until = datetime.fromisoformat(said["Expires"])
    assert timedelta(days=90) < until - datetime.now(UTC) < timedelta(days=365)


def test_health_is_looked_at_once_for_everybody_who_asks(client, settings, monkeypatch):
    looks = []
    monkeypatch.setattr(views, "_look", lambda: looks.append(1) or ({"status": "ok"}, 200))
    monkeypatch.setattr(views, "_last_look", (0.0, {}, 200))
    settings.HEALTH_SECONDS = 60
    assert [client.get("/health/detailed").json() for _ in range(5)] == [{"status": "ok"}] * 5
    assert len(looks) == 1
    monkeypatch.setattr(views, "_last_look", (0.0, {}, 200))
    settings.HEALTH_SECONDS = 0
    for _ in range(3):
        client.get("/health/detailed")
    assert len(looks) == 4


@pytest.mark.parametrize("address", ["/sitemap.xml", "/free/feed/", "/politicians/{}/feed/", "/polls/{}/"])
def test_addresses_that_are_taken_away_are_of_the_one_host(client, citizen, politician, superuser, settings, address):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://www.polibat.com", ["other.example"]
    factories.post(citizen)
    poll = factories.poll(superuser, "하나", "둘")
    of = poll.post.public_id if address.startswith("/polls") else politician.public_id
    if address.startswith("/polls"):
        address = poll.get_absolute_url()
    answer = client.get(address.format(of), headers={"host": "other.example"})
    assert answer.status_code == 200
    assert "other.example" not in answer.text and "www.polibat.com" in answer.text
