"""Django's SQLite backend with the write gate in front of every transaction and every single write."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from dateline.lib.sqlite.gate import GateTimeout, WriteGate, gate_for

_READS = re.compile(
    r"\s*((SELECT|PRAGMA|EXPLAIN|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT|END)\b"
    r"|WITH\b(?!.*\b(INSERT|UPDATE|DELETE|REPLACE)\b))",
    re.I | re.S,
)
"""What passes by the gate: it reads, or belongs to a transaction that is inside already."""


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that writes only while it holds the gate of its file.

    Transactions are IMMEDIATE, so the gate is taken where one begins and given back where it ends.
    Raises `OperationalError` ("database is locked") when the gate stays shut for the whole `timeout` option.
    """

    _held: WriteGate | None = None

    @property
    def gate(self) -> WriteGate:
        return gate_for(str(self.settings_dict["NAME"]))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the gate for one statement outside a transaction; inside one it is held already."""
        if self._held or self.is_in_memory_db():
            yield
            return
        self._take_gate()
        try:
            yield
        finally:
            self._give_gate_back()

    def create_cursor(self, name: str | None = None) -> Any:
        return self.connection.cursor(factory=lambda connection: GatedCursor(connection, self))

    def _start_transaction_under_autocommit(self) -> None:
        if not self._held and not self.is_in_memory_db():
            self._take_gate()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._give_gate_back()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._give_gate_back()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._give_gate_back()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._give_gate_back()

    def _take_gate(self) -> None:
        gate, timeout = self.gate, float(self.settings_dict["OPTIONS"].get("timeout", 5))
        try:
            gate.acquire(timeout=timeout)
        except GateTimeout:
            raise OperationalError("database is locked") from None
        self._held = gate

    def _give_gate_back(self) -> None:
        gate, self._held = self._held, None
        if gate:
            gate.release()


class GatedCursor(base.SQLiteCursorWrapper):
    """A cursor whose writes outside a transaction pass the gate one by one.

    An `INSERT … RETURNING` ends when its row is fetched, just outside; SQLite's own lock covers that instant.
    """

    def __init__(self, connection: Any, wrapper: DatabaseWrapper) -> None:
        super().__init__(connection)
        self._wrapper = wrapper

    def execute(self, query: str, params: Any = None) -> Any:
        if _READS.match(query):
            return super().execute(query, params)
        with self._wrapper.writing():
            return super().execute(query, params)

    def executemany(self, query: str, param_list: Iterable[Any]) -> Any:
        with self._wrapper.writing():
            return super().executemany(query, param_list)
