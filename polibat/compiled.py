"""Querysets that are compiled once.

Turning a queryset into SQL costs Django several times what answering it costs PostgreSQL. What every page asks is
therefore made into SQL once a process and shape, and later only given other values. The queryset stays the one place
that says what is asked; nothing but its values may depend on the request.
"""

from uuid import UUID

from django.db import connections
from django.db.models.query import get_related_populators

# Values that no row has; where they turn up among the parameters, the values of a call belong.
STAND_INS = {
    int: lambda place: -(2**62) + place,
    str: "\x1a{}".format,
    UUID: lambda place: UUID(int=place),
}


class CompiledQuery:
    """`build(**values)` gives a queryset of model instances; calling gives its instances for other values.

    A value is a number, a text, a UUID or a list of numbers for `__in`. An empty list is taken to match nothing.
    """

    def __init__(self, build):
        """Keep how the queryset is built; it is built when it is first asked."""
        self._build = build
        self._shapes = {}

    def __call__(self, **values):
        """The instances for `values`, as a list."""
        if any(value == [] for value in values.values()):
            return []
        values = {name: _padded(value) if isinstance(value, list) else value for name, value in values.items()}
        shape = tuple((name, len(value) if isinstance(value, list) else type(value)) for name, value in values.items())
        plan = self._shapes.get(shape)
        if plan is None:
            plan = self._shapes[shape] = _Plan(self._build, values)
        return plan.instances(values)

    def first(self, **values):
        """The first instance for `values`, or None."""
        return next(iter(self(**values)), None)


def _padded(numbers):
    """Lists of nearly the same length share a plan: the last number is repeated up to a power of two."""
    return numbers + numbers[-1:] * ((1 << (len(numbers) - 1).bit_length()) - len(numbers))


class _Plan:
    """One queryset as SQL, and how its rows become instances (what `ModelIterable` does after each compilation)."""

    def __init__(self, build, values):
        self._slots = {}
        queryset = build(**{name: self._stand_in(name, value) for name, value in values.items()})
        self._db = queryset.db
        compiler = queryset.query.get_compiler(self._db)
        self._sql, self._params = compiler.as_sql()
        self._convert = compiler.apply_converters
        self._converters = compiler.get_converters([column for column, _, _ in compiler.select])
        info = compiler.klass_info
        first, last = info["select_fields"][0], info["select_fields"][-1]
        self._own = slice(first, last + 1)
        self._model = info["model"]
        self._names = [column.target.attname for column, _, _ in compiler.select[self._own]]
        self._related = get_related_populators(info, compiler.select, self._db)
        self._annotations = list(compiler.annotation_col_map.items())

    def _stand_in(self, name, value):
        if isinstance(value, list):
            return [self._slot(int, (name, place)) for place in range(len(value))]
        return self._slot(next(kind for kind in STAND_INS if isinstance(value, kind)), (name, None))

    def _slot(self, kind, key):
        stand_in = STAND_INS[kind](len(self._slots))
        self._slots[stand_in] = key
        return stand_in

    def _value(self, param, values):
        key = self._slots.get(param) if isinstance(param, tuple(STAND_INS)) else None
        if key is None:
            return param
        name, place = key
        return values[name] if place is None else values[name][place]

    def instances(self, values):
        """Ask with these values."""
        with connections[self._db].cursor() as cursor:
            cursor.execute(self._sql, [self._value(param, values) for param in self._params])
            rows = cursor.fetchall()
        if self._converters:
            rows = self._convert(rows, self._converters)
        return [self._instance(row) for row in rows]

    def _instance(self, row):
        instance = self._model.from_db(self._db, self._names, row[self._own])
        for related in self._related:
            related.populate(row, instance)
        for name, place in self._annotations:
            setattr(instance, name, row[place])
        return instance
