"""The peer's one table: an answer of a person, committed by itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """All tables."""


class Answer(Base):
    """One answer of one person."""

    __tablename__ = "answers"
    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[int]
    question: Mapped[int]
    verdict: Mapped[str]


async def open_database(path: str) -> Callable[[int, int, str], Awaitable[None]]:
    """A function that commits one answer: person, question, verdict."""
    engine = create_async_engine(f"sqlite+aiosqlite:///{path}")

    @event.listens_for(engine.sync_engine, "connect")
    def use_wal(connection: Any, _: Any) -> None:
        connection.execute("PRAGMA journal_mode=WAL").close()

    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    session_of = async_sessionmaker(engine, expire_on_commit=False)

    async def save(person: int, question: int, verdict: str) -> None:
        async with session_of() as session, session.begin():
            session.add(Answer(person=person, question=question, verdict=verdict))

    return save
