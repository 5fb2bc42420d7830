"""Public ids, rows that are only ever added, and the order in which rows are gone through."""
