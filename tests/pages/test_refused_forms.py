"""A form that is refused says so where one looks: in the title, above the form, and by where the page begins."""

import re

import pytest

from tests.markup import tidy

pytestmark = pytest.mark.django_db

VISITORS = ("/signup/", "/signup/politician/", "/login/", "/find-account/")
MEMBERS = ("/free/write/", "/voice/write/", "/suggestions/write/", "/me/password/", "/me/nickname/")


@pytest.mark.parametrize("address", [*VISITORS, *MEMBERS])
def test_refused_form_says_so_and_begins_at_the_first_wrong_field(client_of, citizen, address):
    client = client_of(citizen if address in MEMBERS else None)
    page = tidy(client.get(address)) if address != "/me/nickname/" else ""
    assert "<title>오류: " not in page
    assert "다음 항목을 확인해 주세요" not in page
    page = tidy(client.post(address, {}))
    assert "<title>오류: " in page
    summary = page[page.index("다음 항목을 확인해 주세요") :]
    wrong = re.findall(r'<a href="#([^"]+)">', summary[: summary.index("</p>")])
    assert wrong
    assert page.count(" autofocus") - page.count('value="yes" autofocus') == 1
    for name in wrong:
        assert f'id="{name}"' in page, name
