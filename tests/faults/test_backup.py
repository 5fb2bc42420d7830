"""The drill of docs/operations.md: dump, lose everything, restore, reconcile; log-in works and ids go on."""

import copy
import subprocess
from urllib.parse import urlsplit

import psycopg

from dev.embedded.programs import postgres_folder
from tests.factories import PASSWORD
from tests.faults.conftest import PATIENCE, free_port
from tests.faults.test_api import id_of

ADDRESS = "kept@example.com"
SET_UP = """
import os
import django
os.environ["DJANGO_SETTINGS_MODULE"] = "polibat.settings"
django.setup()
from accounts.models import Member
from accounts.services import own_email
from tests import factories
"""
WRITE = f"""{SET_UP}
member = factories.MemberFactory(nickname="남는시민", email="{ADDRESS}")
print(factories.post(member, title="덤프에 있는 글").get_absolute_url())
"""
LATE = f"""{SET_UP}
print(factories.post(Member.objects.get(nickname="남는시민"), title="덤프보다 늦은 글").get_absolute_url())
"""
OPEN = f"""{SET_UP}
print(own_email(Member.objects.get(nickname="남는시민"), purpose="복원 확인"))
"""


def program(site, name, *arguments):
    """Run a program of PostgreSQL's own, of the server's version."""
    folder = postgres_folder(site.postgres.server.home)
    done = subprocess.run([folder / name, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def restored_from(site, dump):
    """The same site on an empty database into which `dump` was brought."""
    with psycopg.connect(site.postgres.server.url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE restored")
    url = urlsplit(site.postgres.server.url)._replace(path="/restored").geturl()
    program(site, "pg_restore", "--exit-on-error", "--no-owner", "--dbname", url, str(dump))
    other = copy.copy(site)
    # Nothing of what Redis knew belongs to this database.
    redis = site.environment["REDIS_URL"].replace("db=0", "db=1")
    other.environment = site.environment | {"DATABASE_URL": url, "REDIS_URL": redis}
    return other


def test_what_was_dumped_is_whole_again_and_goes_on(site, tmp_path):
    written = id_of(site.run("-c", WRITE).split()[-1])
    dump = tmp_path / "polibat.dump"
    program(site, "pg_dump", "--format=custom", "--file", str(dump), site.postgres.server.url)
    lost = id_of(site.run("-c", LATE).split()[-1])
    other = restored_from(site, dump)
    try:
        other.run("manage.py", "migrate", "--check")
        assert "틀림" not in other.run("manage.py", "recount")
        # The keys open what the dump holds.
        assert other.run("-c", OPEN).split()[-1] == ADDRESS
        port = free_port()
        web = other.serve(port)
        try:
            login = {"email": ADDRESS, "password": PASSWORD}
            status, _, told = other.ask_api("/api/auth/login", body=login, port=port)
            assert status == 200, told
            assert other.ask_api(f"/api/posts/{written}", port=port)[0] == 200
            assert other.ask_api(f"/api/posts/{lost}", port=port)[0] == 404
        finally:
            web.terminate()
            web.wait(PATIENCE)
        assert id_of(other.run("-c", LATE).split()[-1]) == lost
    finally:
        with psycopg.connect(site.postgres.server.url, autocommit=True) as connection:
            connection.execute("DROP DATABASE restored WITH (FORCE)")
