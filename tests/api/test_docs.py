"""The page that reads the schema out."""

import re

import pytest

from tests.markup import contains

pytestmark = pytest.mark.django_db


def test_the_page_names_every_operation_without_a_script(client):
    page = client.get("/api/docs")
    assert page.status_code == 200
    for address in ("/api/auth/login", "/api/posts/{id}", "/api/notifications", "/api/policies"):
        assert contains(page, f"<code>{address}</code>")
    assert "style=" not in page.text
    assert all(" src=" in script for script in re.findall(r"<script[^>]*>", page.text))
