"""Prepared statements: querysets that are compiled to SQL, and planned by PostgreSQL, once.

Turning a queryset into SQL costs Django several times what answering it costs PostgreSQL. What every page asks is
therefore compiled once a process and shape, and later only given other values. The queryset stays the one place that
says what is asked; nothing but its values may depend on the request.
"""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeAlias, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, NotSupportedError, connections, router
from django.db.backends.postgresql.base import ServerBindingCursor  # pyright: ignore[reportAttributeAccessIssue] - not in the stubs
from django.db.models import Model, Q, QuerySet
from django.db.models.query import ModelIterable, get_related_populators  # pyright: ignore[reportAttributeAccessIssue] - not in the stubs
from django.utils.functional import cached_property
from psycopg.sql import Literal
from psycopg.types.numeric import Int8

Scalar: TypeAlias = int | str | UUID | datetime
Value: TypeAlias = Scalar | list[int]
Row: TypeAlias = tuple[Any, ...]
Build: TypeAlias = Callable[..., QuerySet]
# Where a value of a call belongs: its name, and its place in a list.
Slot: TypeAlias = tuple[str, int | None]
M = TypeVar("M", bound=Model)

PLACEHOLDER = re.compile("%[s%]")
# Values that no row has; where they turn up among the parameters, the values of a call belong.
STAND_INS: dict[type, Callable[[int], Scalar]] = {
    int: lambda place: -(2**62) + place,
    str: "\x1a{}".format,
    UUID: lambda place: UUID(int=place),
    datetime: lambda place: datetime(9000, 1, 1, tzinfo=UTC) + timedelta(seconds=place),
}


def fetch_all(sql: str, params: Sequence[Any] | dict[str, Any], *, using: str = DEFAULT_DB_ALIAS) -> list[Row]:
    """Return the rows of a statement."""
    with connections[using].cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def fetch_all_prepared(sql: str, params: Sequence[Any] | dict[str, Any], *, using: str = DEFAULT_DB_ALIAS) -> list[Row]:
    """Return the rows of a statement that PostgreSQL plans once a connection (unless `DATABASE_PREPARE` is off).

    Worth it where planning costs more than answering; what the statement always says must stand in it, not in `params`.
    """
    with connections[using].cursor() as cursor:
        connection = connections[using].connection
        if connection.prepare_threshold is not None:
            cursor.cursor = ServerBindingCursor(connection)
        try:
            cursor.execute(sql, params)
        except NotSupportedError:
            # A migration changed the type of a column since. In a transaction the rollback makes PostgreSQL forget too.
            if connections[using].in_atomic_block:
                raise
            cursor.execute("DEALLOCATE ALL")
            cursor.execute(sql, params)
        return cursor.fetchall()


class Plans:
    """The compiled statements of one question, by the shape of the values that it is asked with.

    Holds SQL and never the queryset from which it was made, so nothing of whoever asked first stays in it.
    """

    def __init__(self, *, is_prepared: bool = True) -> None:
        """Begin empty. Where the values decide which plan is good, the statements must not be prepared."""
        self._is_prepared = is_prepared
        self._plans: dict[Row, _Plan] = {}
        # Of a list: the columns by which its rows are ordered.
        self.order: list[str] | None = None

    def rows(self, build: Build, values: dict[str, Value], *, key: Row = ()) -> list[Any]:
        """Return the rows of `build(**values)`; `key` tells apart what is built differently."""
        if any(value == [] for value in values.values()):
            return []
        values = {name: _padded(value) if isinstance(value, list) else value for name, value in values.items()}
        shape = tuple((name, len(value) if isinstance(value, list) else type(value)) for name, value in values.items())
        plan = self._plans.get((*key, shape))
        if plan is None:
            plan = self._plans[*key, shape] = _Plan(build, values, is_prepared=self._is_prepared)
        return plan.rows({name: _typed(value) for name, value in values.items()})


class PreparedQuery:
    """`build(**values)` gives a queryset of instances or of `values_list()`; calling gives its rows for other values.

    A value is a number, a text, a UUID, a moment or a list of numbers for `__in`. An empty list matches nothing.
    """

    def __init__(self, build: Build, *, is_prepared: bool = True) -> None:
        """Keep how the queryset is built; it is built when it is first asked.

        Where the values decide which plan is good, it must not be prepared.
        """
        self._build = build
        self._plans = Plans(is_prepared=is_prepared)

    def __call__(self, **values: Value) -> list[Any]:
        """Return the rows for `values`."""
        return self._plans.rows(self._build, values)

    def first(self, **values: Value) -> Any:
        """Return the first row for `values`, or None."""
        return next(iter(self(**values)), None)


class PreparedList:
    """The rows of a list for one caller, answered by statements that it shares with others.

    Takes the place of a queryset in `Pagination`, for the first page and for what comes behind a cursor. `plans` may be
    shared by callers for whom the rows are the same at any time; what `build()` gives is each caller's own.
    """

    def __init__(self, model: type[Model], build: Callable[[], QuerySet], plans: Plans) -> None:
        """Keep how the rows of `model` are built; they are built when no plan has them yet."""
        self.model = model
        self.build = build
        self._plans = plans

    @property
    def order(self) -> list[str]:
        """The names of the columns by which the rows are ordered."""
        if self._plans.order is None:
            self._plans.order = order_of(self.build())
        return self._plans.order

    def first(self, number: int) -> list[Any]:
        """Return the first `number` rows."""
        return self._plans.rows(lambda: self.build()[:number], {}, key=("first", number))

    def after(self, condition: Callable[..., Q], values: Sequence[Scalar], number: int) -> list[Any]:
        """Return the next `number` rows that fulfil `condition(*values)`."""

        def build(**given: Scalar) -> QuerySet:
            return self.build().filter(condition(*given.values()))[:number]

        named: dict[str, Value] = {f"value{place}": value for place, value in enumerate(values)}
        return self._plans.rows(build, named, key=("after", number))


def order_of(rows: QuerySet) -> list[str]:
    """Return the names of the columns by which `rows` are ordered."""
    return [str(name) for name in rows.query.order_by or rows.model._meta.ordering]


class PreparedInsert(Generic[M]):
    """`INSERT` of one new instance of a model, made into SQL once; what `save(force_insert=True)` does."""

    def __init__(self, model: type[M]) -> None:
        """Keep the model; which columns it has is asked at the first insert."""
        self._model = model

    @cached_property
    def _fields(self) -> list[Any]:
        return [field for field in self._model._meta.local_concrete_fields if not field.primary_key]

    @cached_property
    def _sql(self) -> str:
        columns = ", ".join(f'"{field.column}"' for field in self._fields)
        marks = ", ".join(["%s"] * len(self._fields))
        options = self._model._meta
        return f'INSERT INTO "{options.db_table}" ({columns}) VALUES ({marks}) RETURNING "{options.pk.column}"'  # noqa: S608

    def __call__(self, instance: M) -> None:
        """Store `instance`, which has its primary key from then on."""
        using = router.db_for_write(self._model, instance=instance)
        values = [
            _typed(field.get_db_prep_save(field.pre_save(instance, add=True), connections[using]))
            for field in self._fields
        ]
        ((instance.pk,),) = fetch_all_prepared(self._sql, values, using=using)
        instance._state.adding, instance._state.db = False, using  # noqa: SLF001 - as a saved one has it


def _typed(value: Any) -> Any:
    """Numbers of one width, however large they are: a statement is prepared for the types of its values."""
    if isinstance(value, list):
        return [Int8(number) for number in value]
    return Int8(value) if type(value) is int else value


def _padded(numbers: list[int]) -> list[int]:
    """Lists of nearly the same length share a plan: the last number is repeated up to a power of two."""
    return numbers + numbers[-1:] * ((1 << (len(numbers) - 1).bit_length()) - len(numbers))


class _Plan:
    """One queryset as SQL, and how its rows become instances (what `ModelIterable` does after each compilation)."""

    def __init__(self, build: Build, values: dict[str, Value], *, is_prepared: bool) -> None:
        self._is_prepared = is_prepared
        self._slots: dict[Scalar, Slot] = {}
        queryset = build(**{name: self._stand_in(name, value) for name, value in values.items()})
        self._db = queryset.db
        compiler = queryset.query.get_compiler(self._db)
        self._sql, self._places = self._with_constants(*compiler.as_sql())
        self._convert = compiler.apply_converters
        self._converters = compiler.get_converters([column for column, _, _ in compiler.select])
        self._are_instances = issubclass(queryset._iterable_class, ModelIterable)  # noqa: SLF001 - nothing else tells
        if not self._are_instances:
            return
        info = compiler.klass_info
        first, last = info["select_fields"][0], info["select_fields"][-1]
        self._own = slice(first, last + 1)
        self._model = info["model"]
        self._names = [column.target.attname for column, _, _ in compiler.select[self._own]]
        self._related = get_related_populators(info, compiler.select, self._db)
        self._annotations = list(compiler.annotation_col_map.items())

    def _stand_in(self, name: str, value: Value) -> Value:
        if isinstance(value, list):
            return [self._slot(int, (name, place)) for place in range(len(value))]
        return self._slot(next(kind for kind in STAND_INS if isinstance(value, kind)), (name, None))

    def _slot(self, kind: type, key: Slot) -> Any:
        stand_in = STAND_INS[kind](len(self._slots))
        self._slots[stand_in] = key
        return stand_in

    def _with_constants(self, sql: str, params: Sequence[Any]) -> tuple[str, list[Slot]]:
        """The SQL with everything but the values of a call written out, and where these belong.

        A prepared statement is planned without its values; what is always the same has to be known by then, or else
        partial indexes would not be used.
        """
        rest, places = iter(params), []

        def written(match: re.Match[str]) -> str:
            if match[0] == "%%":
                return "%%"
            param = next(rest)
            key = self._slots.get(param) if isinstance(param, tuple(STAND_INS)) else None
            if key is not None:
                places.append(key)
                return "%s"
            return Literal(param).as_string(connections[self._db].connection).replace("%", "%%")

        connections[self._db].ensure_connection()
        return PLACEHOLDER.sub(written, sql), places

    def rows(self, values: dict[str, Any]) -> list[Any]:
        """Return the rows for these values."""
        params = [values[name] if place is None else values[name][place] for name, place in self._places]
        rows = (fetch_all_prepared if self._is_prepared else fetch_all)(self._sql, params, using=self._db)
        if self._converters:
            rows = self._convert(rows, self._converters)
        if not self._are_instances:
            return [tuple(row) for row in rows]
        return [self._instance(row) for row in rows]

    def _instance(self, row: Sequence[Any]) -> Model:
        instance = self._model.from_db(self._db, self._names, row[self._own])
        for related in self._related:
            related.populate(row, instance)
        for name, place in self._annotations:
            setattr(instance, name, row[place])
        return instance
