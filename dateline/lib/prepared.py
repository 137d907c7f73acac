"""What is asked or stored so often that making its SQL costs more than running it: it is made once.

Django makes the SQL anew each time: a processor's millisecond for a story of a few columns, found in a tenth of one.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Expression, Field, Model, QuerySet
from django.db.models.sql import InsertQuery

Row = tuple[Any, ...]


class Given(Expression):
    """What stands in a prepared question for a value that is known when it is asked."""

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any, **_options: Any) -> tuple[str, Any]:
        return "%s", [self]


class Prepared:
    """A question made of a queryset of `values_list`, with a `Given` for each value that it depends on.

    It notes no tags: a page that is stored asks its querysets themselves.
    """

    def __init__(self, make: Callable[[], "QuerySet[Any, Row]"]) -> None:
        self._make = make
        self._made: dict[str, tuple[str, list[Any], Any]] = {}

    def rows(self, **given: Any) -> Sequence[Row]:
        """Return the rows, each with its columns as the queryset would give them. `given` has a value for each name."""
        if connection.vendor not in self._made:
            self._made[connection.vendor] = self._sql()
        sql, parameters, convert = self._made[connection.vendor]
        values = [
            each.output_field.get_db_prep_value(given[each.name], connection) if isinstance(each, Given) else each
            for each in parameters
        ]
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return [tuple(row) for row in convert(cursor.fetchall())]

    def _sql(self) -> tuple[str, list[Any], Any]:
        compiler = self._make().query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        converters = compiler.get_converters([column[0] for column in compiler.select])
        return sql, list(parameters), lambda rows: compiler.apply_converters(rows, converters) if converters else rows


class PreparedInsert:
    """The storing of one new row of a model whose key the database gives. It sends none of Django's signals."""

    def __init__(self, model: type[Model]) -> None:
        self._model = model
        self._fields = [field for field in model._meta.concrete_fields if not field.primary_key]
        self._made: dict[str, str] = {}

    def store(self, row: Model) -> None:
        """Store a row, which has its key and counts as stored from then on."""
        if connection.vendor not in self._made:
            self._made[connection.vendor] = self._sql(row)
        values = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in self._fields]
        with connection.cursor() as cursor:
            cursor.execute(self._made[connection.vendor], values)
            row.pk = cursor.fetchone()[0]
        row._state.adding, row._state.db = False, connection.alias

    def _sql(self, row: Model) -> str:
        query = InsertQuery(self._model)
        query.insert_values(self._fields, [row])
        compiler = query.get_compiler(connection=connection)
        compiler.returning_fields = [self._model._meta.pk]
        ((sql, _values),) = compiler.as_sql()
        return str(sql)
