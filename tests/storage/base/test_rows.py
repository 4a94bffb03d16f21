"""Records take columns by name, and say which is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from sqlalchemy import Connection, create_engine, literal, select

from storage.base.rows import from_row, from_rows


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    town: str
    offices: int = 0
    noted: str = field(default="", kw_only=True)


@dataclass(frozen=True, slots=True)
class Named:
    name: str


@pytest.fixture
def db() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


NAME, TOWN, OFFICES = (literal(one).label(one) for one in ("name", "town", "offices"))


def test_a_field_takes_the_column_of_its_name_whatever_the_order(db: Connection) -> None:
    swapped = select(TOWN, literal(3).label("offices"), NAME)
    wanted = Place("name", "town", 3)
    assert from_row(Place, db.execute(swapped).one()) == wanted
    assert from_rows(Place, db.execute(swapped)) == from_rows(Place, db.execute(swapped).all()) == (wanted,)


def test_what_no_column_holds_is_given(db: Connection) -> None:
    rows = select(TOWN, literal(3).label("many"))
    given = {"name": "given", "offices": 4}
    assert from_row(Place, db.execute(rows).one(), **given) == Place("given", "town", 4)
    assert from_rows(
        Place, db.execute(rows), name=lambda row: row.town.upper(), offices=lambda row: row.many + 1
    ) == (Place("TOWN", "town", 4),)


def test_columns_beside_the_fields_are_left_out(db: Connection) -> None:
    rows = select(literal(1).label("id"), TOWN, NAME, literal(3).label("offices"))
    assert from_rows(Place, db.execute(rows)) == (Place("name", "town", 3),)
    assert from_row(Named, db.execute(rows).one()) == Named("name")


def test_a_default_stands_where_every_column_is_a_field(db: Connection) -> None:
    assert from_row(Place, db.execute(select(TOWN, NAME)).one()) == Place("name", "town", 0)


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param((NAME, literal("").label("city")), id="a field without a column"),
        pytest.param((NAME, TOWN, literal(3).label("many")), id="a column that is no field, and a default"),
        pytest.param((NAME, TOWN, literal(3)), id="a column without a name, and a default"),
    ],
)
def test_a_column_with_another_name_is_refused(db: Connection, columns: tuple[object, ...]) -> None:
    query = select(*columns)  # type: ignore[call-overload]
    with pytest.raises(TypeError, match="Place lacks"):
        from_rows(Place, db.execute(query))
    with pytest.raises(TypeError, match="Place lacks"):
        from_row(Place, db.execute(query).one())


def test_a_query_without_rows_is_looked_at_as_well(db: Connection) -> None:
    assert from_rows(Place, db.execute(select(NAME, TOWN).where(NAME == ""))) == ()
    assert from_rows(Place, []) == ()
    with pytest.raises(TypeError, match="Place lacks"):
        from_rows(Place, db.execute(select(NAME).where(NAME == "")))
