"""The table of addresses at which people are told that something waits for them on the page."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.base.schema import Base, Key


class NudgeAddress(Base):
    """An address that a person gave for nudges. `kind`: sms, email, wecom (the key of a group's robot).

    Until the code that was sent there is typed, `confirmed_at` is empty and nothing else is sent there.
    """

    __tablename__ = "nudge_addresses"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    person_id: Mapped[int] = mapped_column(Key, ForeignKey("people.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    address: Mapped[str] = mapped_column(String(200))
    code: Mapped[str | None] = mapped_column(String(6))
    """Six digits sent to it; empty once confirmed or spent."""
    code_until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    nudged_on: Mapped[date | None] = mapped_column(Date)
    """The last local day on which a nudge went there."""
    failed_at: Mapped[datetime | None]
    """When it was refused for good; nothing is sent there until it is given again."""
    problem: Mapped[str | None] = mapped_column(String(80))
