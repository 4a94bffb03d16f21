"""The table of extensions, and the end of a question nobody needs an answer to any more."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Text, text, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import Mapped, mapped_column

from storage import office_mail
from storage.base import Base, Key

_ASKED = text("state = 'asked'")


class Extension(Base):
    """One question. `state`: asked, granted, refused, withdrawn, moot (put right before it was decided). The
    rectification's `first_due_on` stays.

    `from_on`: the day it was due when asked; `wanted_on`, `granted_on`: whole local days.
    """

    __tablename__ = "extensions"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    finding_id: Mapped[int] = mapped_column(Key, ForeignKey("findings.id"))
    enterprise_id: Mapped[int] = mapped_column(Key, ForeignKey("enterprises.id"))
    state: Mapped[str] = mapped_column(String(10), default="asked")
    from_on: Mapped[date] = mapped_column(Date)
    wanted_on: Mapped[date] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(Text)
    asked_by: Mapped[int] = mapped_column(Key, ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    granted_on: Mapped[date | None] = mapped_column(Date)
    answer: Mapped[str] = mapped_column(Text, default="")
    decided_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]
    __table_args__ = (
        Index("ix_extensions_finding", "finding_id"),
        # One open question a finding; and what an office has to decide.
        Index("uq_extensions_asked", "finding_id", unique=True, sqlite_where=_ASKED, postgresql_where=_ASKED),
        Index("ix_extensions_asked", "enterprise_id", sqlite_where=_ASKED, postgresql_where=_ASKED),
    )


async def end_question(db: AsyncConnection, now: datetime, finding_id: int, state: str) -> int | None:
    """Close the open question of a finding as `state` (withdrawn or moot) and take back what offices were to
    be told of it; its id, None where there is none.
    """
    ended = (
        await db.execute(
            update(Extension)
            .where(Extension.finding_id == finding_id, Extension.state == "asked")
            .values(state=state, decided_at=now)
            .returning(Extension.id)
        )
    ).scalar()
    if ended is not None:
        await office_mail.take_back_of(db, f"extension:{ended}")
    return ended
