"""The page that reads the schema out."""

import pytest

pytestmark = pytest.mark.django_db


def test_the_page_names_every_operation_without_a_script(client):
    page = client.get("/api/docs")
    assert page.status_code == 200
    for address in ("/api/auth/login", "/api/posts/{id}", "/api/notifications", "/api/policies"):
        assert f"<code>{address}</code>" in page.text
    assert "style=" not in page.text
    assert page.text.count("<script") == page.text.count('<script type="module" src=')
