"""The one form of a mail address, and the mailbox behind it."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from polibat.security.addresses import canonical_address, comparable_address, mailbox_of
from polibat.security.encryption import email_index


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        (" Kim@Example.COM ", "kim@example.com"),
        ("ｋｉｍ＠ｅｘａｍｐｌｅ．ｃｏｍ", "kim@example.com"),
        ("mi\u212ae@example.com", "mike@example.com"),
        ("kim@e\u212aample.com", "kim@ekample.com"),
        ("kim@example.com.", "kim@example.com"),
        ("kim@example。com", "kim@example.com"),
        ("kim@한글.한국", "kim@xn--bj0bj06e.xn--3e0b707e"),
        ("kim@XN--BJ0BJ06E.xn--3e0b707e", "kim@xn--bj0bj06e.xn--3e0b707e"),
        ("kim@\u1112\u1161\u11ab\u1100\u1173\u11af.한국", "kim@xn--bj0bj06e.xn--3e0b707e"),
        ("kim@straße.example", "kim@xn--strae-oqa.example"),
        ("kim@gmaıl.com", "kim@xn--gmal-nza.com"),
        ("o'neil+tag@example.com", "o'neil+tag@example.com"),
    ],
)
def test_canonical_address_is_one_for_all_spellings(typed, canonical):
    assert canonical_address(typed) == canonical
    assert email_index(typed) == email_index(canonical)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            "@",
            "kim",
            "kim@",
            "@example.com",
            "kim@localhost",
            "kim@[127.0.0.1]",
            "kim@1.2.3.4",
            "k im@example.com",
        ),
        *("kım@example.com", "кim@example.com", "김@example.com", '"kim"@example.com', ".kim@example.com"),
        *("kim@exa_mple.com", "kim@-a.com", "kim\n@example.com", "kim@example.com\nBcc: x", f"{'k' * 65}@example.com"),
        *("kim@lee@example.com", f"kim@{'a.' * 130}com", "kim@\u200d.com", "kim\x00@example.com"),
    ],
)
def test_canonical_address_refuses_what_is_none(typed):
    with pytest.raises(ValidationError, match="올바른 이메일 형식"):
        canonical_address(typed)


@given(st.text(max_size=30), st.text(max_size=30))
def test_an_address_that_is_none_is_never_taken_for_one(local, domain):
    typed = f"{local}@{domain}.com"
    try:
        assert canonical_address(canonical_address(typed)) == canonical_address(typed)
    except ValidationError:
        with pytest.raises(ValidationError):
            canonical_address(comparable_address(typed))


@pytest.mark.parametrize(
    "address",
    ["Kim.Lee@gmail.com", "kimlee+poll@gmail.com", "k.i.m.l.e.e@GoogleMail.com", "kimlee+a+b@googlemail.com"],
)
def test_mailbox_is_one_for_all_addresses_that_reach_it(address):
    assert mailbox_of(address) == "kimlee@gmail.com"


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("kim@hanmail.net", "kim@daum.net", True),
        ("kim@me.com", "kim@icloud.com", True),
        ("k.im@proton.me", "k-im@pm.me", True),
        ("kim+poll@example.com", "kim@example.com", True),
        ("k.im@naver.com", "kim@naver.com", False),
        ("kim@kakao.com", "kim@daum.net", False),
        ("+kim@example.com", "+lee@example.com", False),
        ("kim@example.com", "kim@example.net", False),
    ],
)
def test_mailbox_tells_apart_what_providers_tell_apart(one, other, is_one):
    assert (mailbox_of(one) == mailbox_of(other)) is is_one
