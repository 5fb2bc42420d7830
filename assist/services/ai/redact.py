"""Public words without what points at a person: addresses, numbers, nicknames."""

import re
from collections.abc import Iterable

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
RESIDENT = re.compile(r"(?<!\d)\d{6}\s*-\s*[1-8]\d{6}(?!\d)")
PHONE = re.compile(r"(?<!\d)(?:\+82[-\s.]?)?0?\d{1,2}[-\s.)]{0,2}\d{3,4}[-\s.]\d{4}(?!\d)|(?<!\d)01\d{8,9}(?!\d)")
ACCOUNT = re.compile(r"(?<!\d)\d{2,6}-\d{2,6}-\d{3,8}(?!\d)")
MENTION = re.compile(r"@[\w가-힣]{2,20}")
SHORTEST_NAME = 3


def redacted(text: str, *, names: Iterable[str] = ()) -> str:
    """`text` without e-mail addresses, links, telephone and account numbers, mentions and the nicknames `names`.

    Nicknames of two letters are left: they are words of the language as often as not.
    """
    for pattern, word in (
        (LINK, "[링크]"),
        (ADDRESS, "[이메일]"),
        (RESIDENT, "[번호]"),
        (PHONE, "[전화번호]"),
        (ACCOUNT, "[번호]"),
        (MENTION, "[회원]"),
    ):
        text = pattern.sub(word, text)
    for name in names:
        if len(name) >= SHORTEST_NAME:
            text = text.replace(name, "[회원]")
    return text
