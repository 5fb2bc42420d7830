"""The figures as cards: words, numbers, and the lists behind them."""

from backoffice.queries import drill_down
from insights.queries import labels
from insights.queries.metrics import DEVICES, SIGNED
from polibat.cache.fragments import Fragment

# Sixty to a page: filled in (decisions/0007).
_written_row = Fragment("backoffice/_written_row.html", slots="label number link change")


def of_members(found, period):
    """회원 누적 현황: members of each kind, and their change."""
    return [
        {
            "key": kind,
            "label": label,
            **found["cumulative"][kind],
            "list": drill_down.member_list(kind),
            "changes": drill_down.change_list(period, kind),
        }
        for kind, label in labels.KINDS.items()
    ]


def of_changes(found, period):
    """회원 상태 변경 현황: what became of members of each kind."""
    kinds = {**labels.KINDS, "total": "전체"}
    return [
        {
            "key": change,
            "label": label,
            "rows": [
                (words, found["changes"][change][kind], drill_down.change_list(period, kind, change))
                for kind, words in kinds.items()
            ],
        }
        for change, label in labels.CHANGES.items()
    ]


def of_boards(found, period):
    """게시글/댓글 누적 현황: what was written on each board."""
    return [
        {
            "key": board,
            "label": label,
            "rows": [
                _row(
                    words,
                    found["cumulative"][board][what]["current"],
                    _link(what, board, period),
                    change=found["cumulative"][board][what]["change"],
                    is_bold=True,
                )
                for what, words in labels.WRITTEN.items()
            ],
        }
        for board, label in labels.BOARDS.items()
    ]


def of_details(found, period):
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
                            _link(what, board, period, variation),
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


def _row(label, number, link, *, change=0, is_bold):
    """A row of a card as markup; nothing is linked where there is nothing to see."""
    return _written_row(
        label=label,
        number=f"{number:,}",
        link=link if number else "",
        change=f"{change:+,}" if change else "",
        is_bold=is_bold,
        is_more=change > 0,
    )


def _link(what, board, period, variation=None):
    return "" if what == "combined" else drill_down.text_list(what, board, period, variation)


def of_visitors(found):
    """누적 방문자수: everybody, then by device and by whether they were signed in."""
    return _groups(lambda name: {**found[name], "unit": "명"})


def of_average(found):
    """일평균 방문자수, in the same groups."""
    return _groups(lambda name: {"current": found[name]})


def _groups(numbers):
    def cards(names):
        return [{"key": name, "label": labels.VISITORS[name], **numbers(name)} for name in names]

    return {"total": cards(["total"])[0], "devices": cards(DEVICES), "signed": cards(SIGNED)}
