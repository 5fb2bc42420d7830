"""What the image holds: the site whole, and nothing for developers."""

import os
import shutil
import subprocess
import sys
from pathlib import PurePath

import pytest
from django.conf import settings

from dev.embedded.data_directory import PROJECT

LINES = (PROJECT / ".dockerignore").read_text(encoding="utf-8").splitlines()
HELD = [line[1:] for line in LINES if line.startswith("!")]


def test_image_holds_every_app_but_the_developers():
    apps = {app for app in settings.INSTALLED_APPS if (PROJECT / app).is_dir()}
    assert apps - set(HELD) == {"dev"}
    assert not {"dev", "tests", "bench", "docs"} & set(HELD)


@pytest.fixture
def image(tmp_path):
    """A folder with what the image holds, as `COPY . .` copies it."""
    for name in HELD:
        source = PROJECT / name
        if source.is_dir():
            left_out = [PurePath(line).name for line in LINES if line.startswith(f"{name}/")]
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", *left_out))
        else:
            shutil.copy(source, tmp_path / name)
    return tmp_path


def test_image_is_ready_to_serve_without_developers(image):
    lines = (PROJECT / ".ci" / "production.env").read_text(encoding="utf-8").splitlines()
    environment = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(
        command,
        cwd=image,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert not (image / "dev").exists()
    assert not (image / "templates" / "dev").exists()
