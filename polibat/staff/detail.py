"""The page of one row of a staff list: what stands there beside the row."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class RowDetail:
    """A row with what else its page shows; what that does not say, the row says."""

    row: Any

    def __getattr__(self, name: str) -> Any:
        return getattr(self.row, name)
