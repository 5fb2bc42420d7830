"""What the pages of decisions show of the texts in question."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from accounts.admin.columns import member_link
from boards.admin.columns import status_badge, text_link
from boards.models import Comment, Post
from moderation.models import Decision
from moderation.queries.cases import CaseFile, case_files
from moderation.services.decisions import AFTER
from polibat.staff.admin import Shown

# Whole texts on one page; of more there is a line each.
MOST_WHOLE = 20
DEEDS = {
    Decision.Verb.HIDE: ("숨깁니다", "숨긴 채로 둡니다"),
    Decision.Verb.DELETE: ("삭제합니다", "삭제한 채로 둡니다"),
    Decision.Verb.REPUBLISH: ("다시 게시합니다", "문제없음으로 보고 그대로 게시합니다"),
}


def cases_shown(
    verb: Decision.Verb | None, *, text_of: Callable[[models.Model], Post | Comment], is_dismissal: bool = False
) -> Callable[..., Shown]:
    """What a page that asks for the reason of `verb` (None: of taking back) shows of the texts of its rows."""

    def shown(rows: Iterable[models.Model], *, by: object) -> Shown:
        files = case_files(list(dict.fromkeys(text_of(row) for row in rows)))
        heading = _heading(files, verb, is_dismissal=is_dismissal)
        context = {"cases": _told(files), "is_brief": len(files) > MOST_WHOLE}
        return Shown(heading, "admin/moderation/_cases.html", context)

    return shown


def case_markup(target: Post | Comment, *, left_out: str = "") -> SafeString:
    """The file of one text as a part of a page; `left_out` is the public id of the report whose page it is."""
    (case,) = _told(case_files([target]))
    return render_to_string("admin/moderation/_case.html", {"case": case, "left_out": left_out, "is_in_row": True})


def _told(files: Iterable[CaseFile]) -> list[dict[str, Any]]:
    """The files with their people and texts as links."""
    return [
        {
            "file": file,
            "text": text_link(file.target),
            "author": member_link(file.target.author),
            "status": status_badge(file.target),
            "reports": [(report, member_link(report.reporter)) for report in file.reports],
        }
        for file in files
    ]


def _heading(files: list[CaseFile], verb: Decision.Verb | None, *, is_dismissal: bool) -> str:
    """What will be done to how many texts, and how many reports that settles."""
    if verb is None:
        return f"글 {len(files)}건을 조치 전의 상태로 되돌립니다. 처리된 신고는 다시 열리지 않습니다."
    done, kept = DEEDS[verb]
    still = [file for file in files if AFTER[verb] == file.target.status or _is_kept(file, verb)]
    deed = kept if files and len(still) == len(files) else done
    reports = sum(len(file.open_reports) for file in files)
    if is_dismissal:
        return f"글 {len(files)}건의 신고 {reports}건을 허위로 보아 기각합니다. 가려진 글은 다시 게시합니다."
    settled = f" 열려 있는 신고 {reports}건이 함께 처리됩니다." if reports else ""
    return f"글 {len(files)}건을 {deed}.{settled}"


def _is_kept(file: CaseFile, verb: Decision.Verb) -> bool:
    return verb == Decision.Verb.REPUBLISH and file.target.status in Post.LISTED
