"""What the title of a page says before anything else of it is read."""

import re

import pytest

from tests import factories
from tests.markup import tidy

pytestmark = pytest.mark.django_db


def title(response):
    return re.search(r"<title>(.*?)</title>", tidy(response.text))[1]


@pytest.mark.parametrize(
    ("path", "usual"),
    [
        ("/signup/", "회원가입 - 정치방망이"),
        ("/login/", "로그인 - 정치방망이"),
        ("/free/write/", "자유게시판 - 글쓰기 - 정치방망이"),
        ("/suggestions/write/", None),
        ("/me/settings/", None),
    ],
)
def test_the_title_of_a_refused_form_says_so_first(client_of, citizen, path, usual):
    client = client_of(None if path in {"/signup/", "/login/"} else citizen)
    before = title(client.get(path))
    assert before == (usual or before)
    sent = client.post(path if path != "/me/settings/" else "/me/nickname/", {})
    assert (sent.status_code, title(sent)) == (422, f"오류: {before}")


def test_each_page_of_a_list_has_a_title_of_its_own(client_of, citizen):
    for number in range(11):
        factories.post(factories.MemberFactory(), title=f"{number}번째 글입니다")
    client = client_of()
    assert title(client.get("/free/")) == "자유게시판 - 정치방망이"
    assert title(client.get("/free/?page=2")) == "자유게시판 - 정치방망이 (2쪽)"
    assert title(client.get("/free/?q=번째&page=2")).endswith("정치방망이 (2쪽)")
    assert title(client.get("/search/?q=번째")).endswith("정치방망이")
