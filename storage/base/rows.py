"""Records from rows of a query, joined by name: a field takes the column of its own name.

`Kind(*row)` joins them by position: two columns of one type could be swapped without an error. A column whose
name differs from its field is labelled in the query: `Enterprise.name.label("enterprise")`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import MISSING, fields
from functools import cache
from itertools import starmap
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import Result

_Kind = TypeVar("_Kind")
_Row = Any
"""A row of SQLAlchemy, whose type would count its columns."""


def from_row(kind: Callable[..., _Kind], row: _Row, /, **given: Any) -> _Kind:
    """The record (a dataclass) of one row; `given`: fields that no column holds, or with another value.

    Columns that are no field are left out, unless a field of `kind` would then take its default. Fields that
    are keyword-only keep theirs.

    Raises:
        TypeError: a field without a column.
    """
    order = _order(kind, tuple(row._fields), tuple(given))  # public, in spite of its name
    return kind(*order((*row, *given.values())))


def from_rows(
    kind: Callable[..., _Kind],
    rows: Result[*tuple[Any, ...]] | Sequence[_Row],
    /,
    **given: Callable[[_Row], Any],
) -> tuple[_Kind, ...]:
    """The records of all rows of one query; `given`: functions that compute a field from the row.

    Names are looked up once a query, so that a record costs what `Kind(*row)` does.

    Raises:
        TypeError: a field without a column; see `from_row`.
    """
    if isinstance(rows, Result):
        names: Sequence[str] = tuple(rows.keys())
        rows = rows.all()
    elif rows:
        names = tuple(rows[0]._fields)
    else:
        return ()
    order = _order(kind, names, tuple(given))
    if given:
        compute = tuple(given.values())
        return tuple(kind(*order((*row, *[one(row) for one in compute]))) for row in rows)
    return tuple(starmap(kind, map(order, rows)))


@cache
def _order(
    kind: Any, columns: tuple[str, ...], given: tuple[str, ...]
) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    """A function that puts the values of columns, followed by the given ones, into the order of the
    fields."""
    places: dict[str, int] = {}
    for place, name in enumerate(columns):
        if places.setdefault(name, place) != place:
            raise TypeError(f"two columns are named {name}")
    places |= {name: len(columns) + place for place, name in enumerate(given)}
    wanted = {one.name: one for one in fields(kind) if one.init and not one.kw_only}
    lacking = [name for name in wanted if name not in places]
    left = [name for name in places if name not in wanted]
    required = [
        name
        for name in lacking
        if wanted[name].default is MISSING and wanted[name].default_factory is MISSING
    ]
    taken = [name for name in wanted if name in places]
    if required or (lacking and left) or taken != list(wanted)[: len(taken)]:
        raise TypeError(f"{kind.__name__} lacks the columns {lacking}; no field is named {left}")
    if len(taken) < 2:
        return lambda values: tuple(values[places[name]] for name in taken)
    return itemgetter(*(places[name] for name in taken))
