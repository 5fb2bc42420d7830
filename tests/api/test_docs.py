"""The page that reads the schema out."""

import re

import pytest

pytestmark = pytest.mark.django_db


def test_the_page_names_every_operation_without_a_script(client):
    page = client.get("/api/docs")
    assert page.status_code == 200
    for address in ("/api/auth/login", "/api/posts/{id}", "/api/notifications", "/api/policies"):
        assert f"<code>{address}</code>" in page.text
    assert "style=" not in page.text
    assert all(" src=" in script for script in re.findall(r"<script[^>]*>", page.text))
