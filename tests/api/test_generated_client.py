"""A client made of docs/openapi.json has every operation, compiles, and reads without a token from the real server."""

import compileall
import importlib
import subprocess
import sys
from pathlib import Path

from tests import factories
from tests.api import documented

CONFIG = documented.WRITTEN.with_name("openapi-python-client.yml")


def generate(at: Path) -> str:
    """Write the package `polibat_client` into a folder; what the generator had to say beside that."""
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none", "--overwrite"]
    where = ["--path", str(documented.WRITTEN), "--config", str(CONFIG), "--output-path", str(at / "polibat_client")]
    made = subprocess.run([*command, *where], capture_output=True, text=True, check=True)
    return "".join(line for line in (made.stdout + made.stderr).splitlines() if not line.startswith("Generating"))


def test_a_python_client_lists_posts_without_a_token(tmp_path, monkeypatch, live_server, citizen):
    post = factories.post(citizen, title="버스 노선 이야기")
    assert generate(tmp_path) == ""  # a warning is an operation or a shape that is left out
    assert compileall.compile_dir(tmp_path, quiet=1)
    made = [one for one in (tmp_path / "polibat_client" / "api").glob("*/*.py") if one.name != "__init__.py"]
    assert len(made) == sum(len(methods) for methods in documented.schema()["paths"].values())
    monkeypatch.syspath_prepend(tmp_path)
    posts = importlib.import_module("polibat_client.api.posts.get_posts")
    # Closed at the end, so that the server's thread lets its connection to the database go.
    with importlib.import_module("polibat_client.client").Client(base_url=live_server.url) as client:
        answer = posts.sync(client=client)
    assert [(row.post_id, row.title, row.author.nickname) for row in answer.data] == [
        (post.public_id, "버스 노선 이야기", citizen.nickname)
    ]
