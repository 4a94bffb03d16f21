"""Duties of offices: which occurrence of a campaign's duty was done, where and by whom."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Key


class DutyMark(Base):
    """A duty done by the office of a place. `due_on`: due day of the occurrence (monthly ones have many)."""

    __tablename__ = "duty_marks"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    campaign_id: Mapped[int] = mapped_column(Key, ForeignKey("campaigns.id"))
    code: Mapped[str] = mapped_column(String(40))
    jurisdiction_id: Mapped[int] = mapped_column(Key, ForeignKey("jurisdictions.id"))
    due_on: Mapped[date] = mapped_column(Date)
    done_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    done_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(String(200), default="")
    __table_args__ = (UniqueConstraint("campaign_id", "code", "jurisdiction_id", "due_on"),)
