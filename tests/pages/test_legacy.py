"""Every address of the old site leads for good to its successor, and never out of the site."""

import pytest
from django.urls import resolve

from pages.views.legacy import OF_ONE_TEXT, PAGES


@pytest.mark.parametrize(("page", "address"), PAGES.items())
def test_old_page_leads_to_its_successor_for_good(client, page, address):
    response = client.get(f"/{page}.html")
    assert (response.status_code, response["Location"]) == (301, address)
    resolve(address)


@pytest.mark.parametrize("address", ["/board", "/board/", "/board/17", "/board/17/"])
def test_old_board_leads_to_the_free_board(client, address):
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (301, "/free/")


@pytest.mark.parametrize("page", ["backoffice", "mypage2", "index.nginx-debian", "x" * 40])
def test_old_page_knows_no_other_names(db, client, page):
    assert client.get(f"/{page}.html").status_code == 404


@pytest.mark.parametrize(
    ("page", "public_id", "address"),
    [
        ("board_01", "FB000001", "/free/FB000001/"),
        ("voice_01", "PB0000017", "/voice/PB0000017/"),
        ("edit", "FB000001", "/free/FB000001/edit/"),
        ("vote", "VP000001", "/polls/VP000001/"),
        ("notice_01", "NT000001", "/notices/NT000001/"),
        ("feedback_02", "RS000001", "/suggestions/RS000001/"),
        ("feedback_02", "RC000001", "/suggestions/RC000001/"),
        # The numbers of the samples, and what is no id at all, lead to the list.
        ("feedback_02", "7", "/suggestions/"),
        ("board_01", "ZZ000001", "/free/"),
        ("board_01", "FB٣٣٣٣٣٣", "/free/"),
        ("board_01", "//evil.example", "/free/"),
        ("vote", "", "/polls/"),
    ],
)
def test_old_page_of_one_text_keeps_its_id(client, page, public_id, address):
    assert page in OF_ONE_TEXT
    assert client.get(f"/{page}.html", {"id": public_id})["Location"] == address


def test_old_signup_keeps_its_tab(client):
    assert client.get("/signup.html?tab=politician")["Location"] == "/signup/politician/"
    assert client.get("/signup.html?tab=else")["Location"] == "/signup/"


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("/voice/", "/login/?next=%2Fvoice%2F"),
        ("/free/?page=2", "/login/?next=%2Ffree%2F%3Fpage%3D2"),
        ("board.html", "/login/?next=%2Ffree%2F"),
        ("https://www.polibat.com/vote_board.html", "/login/?next=%2Fpolls%2F"),
        ("http://testserver/me/", "/login/?next=%2Fme%2F"),
        ("", "/login/"),
        ("//evil.example/", "/login/"),
        ("https://evil.example/", "/login/"),
        ("javascript:alert(1)", "/login/"),
        ("https://polibat.com//evil.example", "/login/"),
        ("/\\evil.example", "/login/"),
    ],
)
def test_old_login_leads_back_only_inside_the_site(client, target, address):
    assert client.get("/login.html", {"redirect": target})["Location"] == address
