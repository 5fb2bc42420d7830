"""The figures as cards: words, numbers, and the lists behind them."""

from collections.abc import Callable, Iterable
from typing import Any

from backoffice.queries import drill_down
from insights.queries import labels
from insights.queries.metrics import DEVICES, SIGNED
from polibat.cache.fragments import Fragment

# Sixty to a page: filled in (decisions/0007).
_written_row = Fragment("backoffice/_written_row.html", slots="label number link change change_link")


def of_members(found: dict[str, Any]) -> list[dict[str, Any]]:
    """회원 누적 현황: members of each kind, and their net change, which is no number of rows."""
    return [
        {
            "key": kind,
            "label": label,
            **found["cumulative"][kind],
            "list": _link(found["cumulative"][kind]["current"], drill_down.members, kind),
        }
        for kind, label in labels.KINDS.items()
    ]


def of_changes(found: dict[str, Any], period: str) -> list[dict[str, Any]]:
    """회원 상태 변경 현황: what became of members of each kind."""
    kinds = {**labels.KINDS, "total": "전체"}
    return [
        {
            "key": change,
            "label": label,
            "rows": [
                (words, number, _link(number, drill_down.changes, period, kind, change))
                for kind, words in kinds.items()
                for number in (found["changes"][change][kind],)
            ],
        }
        for change, label in labels.CHANGES.items()
    ]


def of_boards(found: dict[str, Any], period: str) -> list[dict[str, Any]]:
    """게시글/댓글 누적 현황: all that was written on each board, and what of it in the period."""
    return [
        {
            "key": board,
            "label": label,
            "rows": [
                _row(
                    words,
                    found["cumulative"][board][what]["current"],
                    what,
                    rows=(drill_down.texts, what, board),
                    change=found["cumulative"][board][what]["change"],
                    changed=(drill_down.texts, what, board, period),
                    is_bold=True,
                )
                for what, words in labels.WRITTEN.items()
            ],
        }
        for board, label in labels.BOARDS.items()
    ]


def of_details(found: dict[str, Any], period: str) -> list[dict[str, Any]]:
    """게시글/댓글 변동 상세현황: what happened on each board."""
    return [
        {
            "key": board,
            "label": label,
            "boxes": [
                {
                    "key": variation,
                    "label": words,
                    "rows": [
                        _row(
                            name,
                            found["changes"][board][variation][what],
                            what,
                            rows=(drill_down.texts, what, board, period)
                            if variation == "new"
                            else (drill_down.events, variation, what, board, period),
                            is_bold=what == "combined",
                        )
                        for what, name in labels.WRITTEN.items()
                    ],
                }
                for variation, words in labels.VARIATIONS.items()
            ],
        }
        for board, label in labels.BOARDS.items()
    ]


def _row(
    label: str,
    number: int,
    what: str,
    *,
    rows: tuple[Any, ...],
    is_bold: bool,
    change: int = 0,
    changed: tuple[Any, ...] = (),
) -> str:
    """A row of a card as markup; posts and comments have lists, which their sum has not."""
    has_list = what != "combined"
    return _written_row(
        label=label,
        number=f"{number:,}",
        link=_link(number, *rows) if has_list else "",
        change=f"{change:+,}" if change else "",
        change_link=_link(change, *changed) if has_list else "",
        is_bold=is_bold,
        is_more=change > 0,
    )


def _link(number: int, *rows: Any) -> str:
    """The address of the rows behind `number`; of none, nothing."""
    return drill_down.address(*rows) if number else ""


def of_visitors(found: dict[str, Any]) -> dict[str, Any]:
    """누적 방문자수: everybody, then by device and by whether they were signed in."""
    return _groups(lambda name: {**found[name], "unit": "명"})


def of_average(found: dict[str, Any]) -> dict[str, Any]:
    """일평균 방문자수, in the same groups."""
    return _groups(lambda name: {"current": found[name]})


def _groups(numbers: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
    def cards(names: Iterable[str]) -> list[dict[str, Any]]:
        return [{"key": name, "label": labels.VISITORS[name], **numbers(name)} for name in names]

    return {"total": cards(["total"])[0], "devices": cards(DEVICES), "signed": cards(SIGNED)}
