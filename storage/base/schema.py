"""Shared by all tables: naming, UTC instants, JSON that keeps Chinese readable. No table lives here."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DDL, BigInteger, DateTime, Dialect, Integer, MetaData, event
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

# Names are needed to drop constraints in Alembic's batch mode.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[datetime]):
    """An instant: UTC-aware in Python, whatever the database keeps."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive datetimes; store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give UTC back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# SQLite grows rowids only for INTEGER keys; PostgreSQL should not run out of 32 bits.
Key = BigInteger().with_variant(Integer(), "sqlite")


class Base(DeclarativeBase):
    """Base class of all tables."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: dict[Any, Any] = {datetime: Instant()}  # noqa: RUF012


def without_statistics(model: type[Base], *columns: str) -> None:
    """Keep values of these columns (without any: of all) out of PostgreSQL's planner statistics.

    ANALYZE copies samples of a table into the catalog `pg_statistic`, where they outlive the rows.
    """
    table: Any = model.__table__
    for name in columns or table.columns.keys():
        alter: Any = DDL(f'ALTER TABLE "{table.name}" ALTER COLUMN "{name}" SET STATISTICS 0')  # type: ignore[no-untyped-call]
        event.listen(table, "after_create", alter.execute_if(dialect="postgresql"))
