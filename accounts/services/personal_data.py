"""The zip of everything about a member: what each app contributes, written row by row, so that memory stays bounded."""

import json
import zipfile
from collections.abc import Iterable, Iterator
from typing import IO, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from accounts.events import Part, personal_data_requested
from accounts.models import Member
from accounts.services import own_data

INTRODUCTION = """정치방망이가 회원님에 대해 보관하고 있는 정보입니다.

만든 때: {at}
각 파일은 JSON(UTF-8)이며, 시각에는 시간대가 붙어 있습니다.
다른 회원의 개인정보는 들어 있지 않습니다. 다른 사람이 쓴 글은 글 번호로만 적혀 있습니다.
운영자가 삭제한 글은 다른 사람의 개인정보가 들어 있을 수 있어 내용 없이 기록만 담았습니다.

{files}
"""


def write_zip(member: Member, target: IO[bytes]) -> None:
    """Write the zip into the binary file `target`."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        files = []
        for name, title, rows in _parts(member):
            files.append(f"{name}.json: {title}")
            with archive.open(f"{name}.json", "w", force_zip64=True) as part:
                _write_rows(part, rows)
        at = f"{timezone.localtime():%Y-%m-%d %H:%M} (KST)"
        archive.writestr("읽어보세요.txt", INTRODUCTION.format(at=at, files="\n".join(files)))


def _parts(member: Member) -> Iterator[Part]:
    yield from own_data.personal_data(member)
    # The apps are asked from the top down; people read from what is nearest to the account.
    for files in reversed(personal_data_requested.publish(member=member)):
        yield from files


def _write_rows(part: IO[bytes], rows: Iterable[dict[str, Any]]) -> None:
    part.write(b"[")
    for number, row in enumerate(rows):
        text = json.dumps(row, cls=DjangoJSONEncoder, ensure_ascii=False)
        part.write((",\n" if number else "\n").encode() + text.encode())
    part.write(b"\n]\n")
