"""The promise about addresses (spec V1): an address opens only in its own row, under its own key."""

import base64
import re

import pytest
from django.core.exceptions import ImproperlyConfigured

from polibat.security import encryption
from polibat.security.opaque import NAME, key_of, name_of

OLD = f"1:{base64.b64encode(b'a' * 32).decode()}"
NEW = f"2:{base64.b64encode(b'b' * 32).decode()}"


def test_encrypt_opens_in_its_own_row(settings):
    settings.EMAIL_KEYS = [OLD]
    cipher = encryption.encrypt("kim@example.com", bound_to="row 1")
    assert encryption.decrypt(cipher, bound_to="row 1") == "kim@example.com"


def test_encrypt_gives_another_cipher_each_time(settings):
    settings.EMAIL_KEYS = [OLD]
    ciphers = {encryption.encrypt("kim@example.com", bound_to="row 1") for _ in range(50)}
    assert len(ciphers) == 50


def test_decrypt_refuses_a_cipher_moved_to_another_row(settings):
    settings.EMAIL_KEYS = [OLD]
    cipher = encryption.encrypt("kim@example.com", bound_to="row 1")
    with pytest.raises(encryption.DecryptionError):
        encryption.decrypt(cipher, bound_to="row 2")


@pytest.mark.parametrize("place", [0, 1, 2, 3, 15, -1])
def test_decrypt_refuses_a_changed_cipher(settings, place):
    settings.EMAIL_KEYS = [OLD]
    cipher = bytearray(encryption.encrypt("kim@example.com", bound_to="row 1"))
    cipher[place] ^= 1
    with pytest.raises(encryption.DecryptionError):
        encryption.decrypt(bytes(cipher), bound_to="row 1")


def test_decrypt_opens_old_rows_after_a_new_key(settings):
    settings.EMAIL_KEYS = [OLD]
    cipher = encryption.encrypt("kim@example.com", bound_to="row 1")
    settings.EMAIL_KEYS = [NEW, OLD]
    assert encryption.decrypt(cipher, bound_to="row 1") == "kim@example.com"
    assert encryption.key_id_of(cipher) == 1
    assert encryption.key_id_of(encryption.encrypt("kim@example.com", bound_to="row 1")) == 2


def test_decrypt_refuses_a_cipher_whose_key_is_gone(settings):
    settings.EMAIL_KEYS = [OLD]
    cipher = encryption.encrypt("kim@example.com", bound_to="row 1")
    settings.EMAIL_KEYS = [NEW]
    with pytest.raises(encryption.DecryptionError):
        encryption.decrypt(cipher, bound_to="row 1")


@pytest.mark.parametrize("entries", [[], ["1:c2hvcnQ="], [f"0:{OLD[2:]}"], [f"x:{OLD[2:]}"]])
def test_keys_of_the_wrong_shape_are_refused(settings, entries):
    settings.EMAIL_KEYS = entries
    with pytest.raises(ImproperlyConfigured):
        encryption.encrypt("kim@example.com", bound_to="row 1")


@pytest.mark.parametrize("spelling", ["Kim@Example.com", " kim@example.com ", "ｋｉｍ@example.com"])
def test_email_index_is_equal_for_spellings_of_one_address(spelling):
    assert encryption.email_index(spelling) == encryption.email_index("kim@example.com")


def test_email_index_differs_for_other_addresses_and_purposes():
    assert encryption.email_index("kim@example.com") != encryption.email_index("lee@example.com")
    assert encryption.email_index("kim@example.com") != encryption.keyed_hash("kim@example.com", purpose="visitor")


def test_a_row_without_a_public_id_has_a_name_that_says_nothing():
    names = [name_of(key, kind="notification") for key in (1, 2, 2**62)]
    assert len(set(names)) == 3
    assert all(re.fullmatch(NAME, name) for name in names)
    assert [key_of(name, kind="notification") for name in names] == [1, 2, 2**62]
    assert names == [name_of(key, kind="notification") for key in (1, 2, 2**62)]
    other = [key_of(names[0], kind="ballot"), key_of(names[0][::-1], kind="notification")]
    assert other == [key_of(wrong, kind="notification") for wrong in ("", "1")] == [None, None]
    assert key_of("가" * 32, kind="notification") is None
