"""How a filter of a staff list stands in the panel of its table, and in addresses (spec L6, L8)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

ALL = "all"
YES_NO = [("1", "예"), ("0", "아니오")]


@dataclass(frozen=True)
class Panel:
    """The box of a filter: its `title`, and its `param` in the table's address where that is not the filter's name.

    `values` maps what stands in addresses to what the filter takes, where the two differ. `choices` gives values and
    words in place of the filter's own. `waiting` are filters that hold while nothing is chosen, called 처리 전: what
    staff come for; `all` stands for every row then. With `when_asked` the box is there while it is in use.
    """

    title: str
    param: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    choices: Callable[[], list] | list | None = None
    waiting: Mapping[str, str] = field(default_factory=dict)
    when_asked: bool = False

    def __deepcopy__(self, memo: dict) -> "Panel":
        """Itself: filters are copied for every request, and this never changes."""
        return self

    def of(self, choices: list[tuple[str, str]]) -> "Panel":
        """The same with `choices` of the filter, as they stand in addresses, unless it has its own."""
        if self.choices is not None:
            return self
        return replace(self, choices=[(self.in_address(key), words) for key, words in choices])

    def options(self) -> list[tuple[str, str]]:
        """Values in the address, and words."""
        return list(self.choices() if callable(self.choices) else self.choices or ())

    def in_address(self, value: str) -> str:
        """How the filter's `value` stands in an address."""
        return {wanted: key for key, wanted in self.values.items()}.get(value, value)

    def wanted(self, value: str) -> str:
        """What the filter takes for a value of an address."""
        return self.values.get(value, value)


def address_of(filter_set: Any, filters: Mapping[str, str]) -> dict[str, str]:
    """The parameters of the table's address that say the `filters` of a list."""
    query = {}
    for name, panel in panels_of(filter_set):
        if name in filters:
            query[panel.param or name] = panel.in_address(filters[name])
        elif panel.waiting:
            query[panel.param or name] = ALL
    return query


def panels_of(filter_set: Any) -> list[tuple[str, Panel]]:
    """The filters that stand in the panel, by name."""
    return [(name, own.panel) for name, own in filter_set.base_filters.items() if getattr(own, "panel", None)]
