"""What the image holds: the site whole, and nothing for developers. What compose starts: what the papers name."""

import os
import re
import shutil
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands
from django.db import connection

from dev.embedded import supervisor
from dev.embedded.data_directory import PROJECT
from tests.image_context import Context

CONTEXT = Context((PROJECT / ".dockerignore").read_text(encoding="utf-8"))
COMPOSE = yaml.safe_load((PROJECT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
# The shape of a request as a proxy with TLS hands it on; every part of the site is imported to answer it.
ASK = """
import io, os, sys
from wsgiref.util import setup_testing_defaults
from polibat.wsgi import application
from procrastinate.contrib.django import app
for path in sys.argv[1:]:
    asked = {"PATH_INFO": path, "HTTP_HOST": os.environ["ALLOWED_HOSTS"], "REMOTE_ADDR": "127.0.0.1"}
    asked |= {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_FOR": "192.0.2.1"}
    setup_testing_defaults(asked)
    told = []
    body = b"".join(application(asked, lambda status, headers, error=None: told.append(status)))
    print(path, told[0].split()[0], len(body) > 0)
app.perform_import_paths()
print(*sorted(app.tasks))
"""


@pytest.mark.parametrize(
    ("text", "path", "is_out"),
    [
        ("*\n!polibat", "polibat/urls.py", False),
        ("*\n!polibat", "polibats/urls.py", True),
        ("*\n!polibat\n**/*.pyc", "polibat/files/x.pyc", True),
        ("*\n!templates\ntemplates/dev", "templates/dev/a/b.html", True),
        ("*\n!templates\ntemplates/dev", "templates/devices.html", False),
        ("**/__pycache__", "__pycache__/a.pyc", True),
        ("docs\n!docs/api.md", "docs/api.md", False),
        ("docs\n!docs/api.md", "docs/ai.md", True),
        ("# docs\n\n /docs/ ", "docs/ai.md", True),
        ("a?c/[x-z].py", "abc/y.py", True),
        ("*.md", "docs/ai.md", False),
    ],
)
def test_lines_mean_what_docker_says(text, path, is_out):
    assert Context(text).leaves_out(path) is is_out


def test_image_holds_every_app_but_the_developers():
    apps = {app for app in settings.INSTALLED_APPS if (PROJECT / app).is_dir()}
    assert {app for app in apps if CONTEXT.leaves_out(f"{app}/apps.py")} == {"dev"}
    assert all(map(CONTEXT.leaves_out, ["tests/conftest.py", "bench/load.py", "docs/api.md", ".env", ".git/config"]))


@pytest.fixture(scope="session")
def image(tmp_path_factory):
    """A folder with exactly what the image holds."""
    folder = tmp_path_factory.mktemp("image")
    for path in CONTEXT.files(PROJECT):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROJECT / path, folder / path)
    return folder


def run_in(image, *command, **environment):
    """What a command of the image prints, in the environment of a serving site."""
    lines = (PROJECT / ".ci" / "production.env").read_text(encoding="utf-8").splitlines()
    serving = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    done = subprocess.run(
        [sys.executable, *command],
        cwd=image,
        env={"PATH": os.environ["PATH"], **serving, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_image_is_ready_to_serve_without_developers(image):
    run_in(image, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert not (image / "dev").exists()
    assert not (image / "templates" / "dev").exists()


def test_image_answers_and_knows_every_job(image, db):
    database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    servers = {"DATABASE_URL": database.geturl(), "REDIS_URL": os.environ["REDIS_URL"], "PLAIN_STATIC": "1"}
    paths = ["/health", "/", "/free/", "/login/", "/api/posts"]
    told = run_in(image, "-c", ASK, *paths, LOG_LEVEL="ERROR", CACHE_PREFIX="image", **servers).splitlines()
    assert told[:-1] == [f"{path} 200 True" for path in paths]
    assert {"accounts.end_suspensions", "notifications.send_delivery", "polibat.rescue_jobs"} <= set(told[-1].split())


def managed(command):
    """The management command of a line as lists of words have it, with what follows; None for another program."""
    return command[command.index("manage.py") + 1 :] if "manage.py" in command else None


def test_compose_starts_the_commands_that_the_papers_name():
    commands = {name: managed(service["command"]) for name, service in SERVICES.items() if "command" in service}
    commands = {name: command for name, command in commands.items() if command}
    papers = (PROJECT / "docs" / "operations.md").read_text(encoding="utf-8")
    assert commands == {"migrate": ["migrate", "--noinput"], "worker": ["worker"]}
    for command in commands.values():
        assert command[0] in get_commands()
        assert f"`manage.py {command[0]}`" in papers
    # The same words as `make run` says.
    assert '[*MANAGE, "worker"]' in (PROJECT / "dev" / "embedded" / "supervisor.py").read_text(encoding="utf-8")


def test_compose_lets_a_worker_end():
    seconds = int(SERVICES["worker"]["stop_grace_period"].removesuffix("s"))
    assert seconds > settings.WORKER_PATIENCE


def test_image_serves_as_make_run_does():
    started = re.search(r"exec (gunicorn [^\"]+ .*)\"\]", (PROJECT / "Dockerfile").read_text(encoding="utf-8"))
    words = started[1].replace('\\"', '"').split()
    ours = supervisor.web_command("0.0.0.0", 8000)[2:]  # noqa: S104 - as in the image
    for option in ("--worker-class", "--bind"):
        assert words[words.index(option) + 1] == ours[ours.index(option) + 1]
    assert {"gunicorn", "polibat.wsgi", "--no-control-socket"} <= {*words} & {*ours}
    # Nothing else than the image's own command serves.
    assert "command" not in SERVICES["web"]
