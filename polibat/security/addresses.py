"""Mail addresses: the one form in which each is compared, stored and written to, and the mailbox that it reaches."""

import re
import unicodedata

import idna
from django.core.exceptions import ValidationError

# One atom after the other; no quotes, which no provider of our members hands out.
LOCAL_PART = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
LONGEST_LOCAL_PART, LONGEST = 64, 254
# Names of one and the same post office: whoever has a name at one has it at all of them.
TWINS = {
    "googlemail.com": "gmail.com",
    "hanmail.net": "daum.net",
    "mac.com": "icloud.com",
    "me.com": "icloud.com",
    "pm.me": "protonmail.com",
    "proton.me": "protonmail.com",
}
# What these leave out of a name before they look for its mailbox.
IGNORED = {"gmail.com": ".", "protonmail.com": "._-"}


def canonical_address(address: str) -> str:
    """The one form of an address (spec V2): all of ASCII, in lower case.

    Full-width letters, the Kelvin sign and their like are the letters that they stand for (NFKC). What is then left
    beyond ASCII in the local part is another letter, however alike it looks (`ı`), and is refused. The domain is what
    its servers are called (UTS 46). Raises ValidationError (`invalid`).
    """
    local, at, domain = unicodedata.normalize("NFKC", address).strip().rpartition("@")
    try:
        # No transition: `ß` and `ss` have been two domains since 2010, which belong to two people.
        domain = idna.encode(domain.removesuffix("."), uts46=True, std3_rules=True, transitional=False).decode()
    except (idna.IDNAError, UnicodeError) as error:
        raise _invalid() from error
    canonical = f"{local.lower() if local.isascii() else local}{at}{domain}"
    named = LOCAL_PART.fullmatch(canonical.rpartition("@")[0]) and len(local) <= LONGEST_LOCAL_PART
    if not named or "." not in domain or domain.rpartition(".")[2].isdigit() or len(canonical) > LONGEST:
        raise _invalid()
    return canonical


def comparable_address(address: str) -> str:
    """The canonical form, or of what is no address a form that equals none: for whoever only compares."""
    try:
        return canonical_address(address)
    except ValidationError:
        return unicodedata.normalize("NFKC", address).strip().lower()


def mailbox_of(address: str) -> str:
    """The mailbox that an address reaches: without what people may add to its name (spec M23)."""
    local, at, domain = comparable_address(address).rpartition("@")
    domain = TWINS.get(domain, domain)
    # What begins with + is a name of its own.
    name = local[:1] + local[1:].partition("+")[0]
    for ignored in IGNORED.get(domain, ""):
        name = name.replace(ignored, "")
    return f"{name}{at}{domain}"


def _invalid() -> ValidationError:
    return ValidationError("올바른 이메일 형식이 아닙니다.", code="invalid")
