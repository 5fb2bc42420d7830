"""Counter caches that can be proved: where a number is kept, and the same counted anew."""

from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True)
class Count:
    """A kept number: where it is kept, and the same counted anew.

    `counted` is a query of the key columns and the right values; a row that is kept and not counted should hold zeros.
    With `may_lack_rows` the table has a row only where there was something to count.
    """

    name: str
    table: str
    keys: tuple
    values: tuple
    counted: str
    may_lack_rows: bool = False

    def differing(self) -> int:
        """How many kept rows are wrong or missing."""
        return self._run(f"SELECT count(*) FROM ({self._differences()}) AS wrong", fetch=True)  # noqa: S608 - our own

    def repair(self) -> int:
        """Put the counted values in the place of the kept ones; how many rows were wrong."""
        keys, values = ", ".join(self.keys), ", ".join(self.values)
        changes = ", ".join(f"{value} = wrong.{value}" for value in self.values)
        same = " AND ".join(f"kept.{key} = wrong.{key}" for key in self.keys)
        wrong = self._differences()
        repaired = self._run(f"UPDATE {self.table} AS kept SET {changes} FROM ({wrong}) AS wrong WHERE {same}")  # noqa: S608 - our own
        if self.may_lack_rows:
            repaired += self._run(f"INSERT INTO {self.table} ({keys}, {values}) {wrong}")
        return repaired

    def _differences(self):
        keys = ", ".join(self.keys)
        right = ", ".join(f"coalesce(counted.{value}, 0) AS {value}" for value in self.values)
        wrong = " OR ".join(f"kept.{value} IS DISTINCT FROM coalesce(counted.{value}, 0)" for value in self.values)
        join = "FULL" if self.may_lack_rows else "RIGHT"
        return (
            f"SELECT {keys}, {right} FROM ({self.counted}) AS counted "  # noqa: S608 - our own names
            f"{join} JOIN {self.table} AS kept USING ({keys}) WHERE {wrong}"
        )

    def _run(self, statement, *, fetch=False):
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchone()[0] if fetch else cursor.rowcount
