"""Public ids, and rows that are only ever added."""
