"""Definition of a kind of event. Kinds stand in the modules beside this one, all listed in `registry`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, FunctionElement, Select, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from storage.base.schema import Instant, Key

ENTERPRISE: Any = bindparam("enterprise", type_=Key)
"""The enterprise whose record is read."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of event in the record of an enterprise.

    `key`: the sentence of the catalogs. `rows`: the events of the enterprise bound as `ENTERPRISE`. Columns:
    `id`, of its own within the kind; `at`, the instant; `on`, the local day, where only a day is known (`at`
    is then `Noon` of it). All others are what the sentence is given (`documents.papers.history_words` says
    codes among them in words). `owner`: the enterprise's own people may know of it. What does not say so is
    the office's alone. `office`: what an office may know of it, where that is not all.
    """

    key: str
    rows: Select[*tuple[Any, ...]]
    owner: bool
    office: ColumnElement[bool] | None = None


class Noon(FunctionElement[datetime]):
    """The noon (UTC) of a local day: an instant that falls on that day in every zone from UTC-11 to
    UTC+11."""

    type = Instant()
    inherit_cache = True


@compiles(Noon, "sqlite")
def _noon_sqlite(element: Noon, compiler: SQLCompiler, **given: Any) -> str:
    return f"({compiler.process(element.clauses, **given)} || ' 12:00:00.000000')"


@compiles(Noon, "postgresql")
def _noon_postgresql(element: Noon, compiler: SQLCompiler, **given: Any) -> str:
    return f"(({compiler.process(element.clauses, **given)} + time '12:00') AT TIME ZONE 'UTC')"
