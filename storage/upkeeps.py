"""Upkeeps: an enterprise's own recurring dates: maintenance of equipment, the next medical examination."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Key

_ACTIVE = text("state = 'active'")


class Upkeep(Base):
    """One kind of recurring date of an enterprise. `state`: active, stopped (by its owner).

    `last_on`: when it was done last, from an answer or a tap; `due_on`: the next time, whole local days.
    """

    __tablename__ = "upkeeps"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(Key, ForeignKey("enterprises.id"))
    kind: Mapped[str] = mapped_column(String(20))
    last_on: Mapped[date] = mapped_column(Date)
    every_months: Mapped[int]
    due_on: Mapped[date] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(8), default="active")
    changed_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    changed_at: Mapped[datetime]
    __table_args__ = (
        UniqueConstraint("enterprise_id", "kind"),
        Index("ix_upkeeps_due", "due_on", sqlite_where=_ACTIVE, postgresql_where=_ACTIVE),
    )
