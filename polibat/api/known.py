"""Lists that are asked for again and again with the same few filters: made into SQL once."""

from polibat.cache.statements import CompiledQuery


class KnownRows:
    """The rows that `build()` gives, in their order; nothing of them may depend on who asks or on the time.

    Takes the place of a queryset in `Pagination`, for the first page and for what comes behind a cursor.
    """

    def __init__(self, build):
        """Look at the order of the rows once."""
        self.build = build
        rows = build()
        self.model = rows.model
        self.order = order_of(rows)
        self._statements = {}

    def first(self, number):
        """The first `number` rows."""
        return self._ask("first", number, lambda: self.build()[:number], {})

    def after(self, condition, values, number):
        """The next `number` rows that fulfil `condition(*values)`."""

        def build(**given):
            return self.build().filter(condition(*given.values()))[:number]

        return self._ask("after", number, build, {f"value{place}": value for place, value in enumerate(values)})

    def _ask(self, kind, number, build, values):
        if (kind, number) not in self._statements:
            self._statements[kind, number] = CompiledQuery(build)
        return self._statements[kind, number](**values)


def order_of(rows):
    """The names of the columns by which `rows` are ordered."""
    return [str(name) for name in rows.query.order_by or rows.model._meta.ordering]
