"""Rectifications: how a finding is put right: at once, or by a plan (措施、责任人、资金、期限)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Date, ForeignKey, Index, String, Text, case
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Key


class Rectification(Base):
    """One a finding. `kind`: at_once, plan. `state`: open, done (waits for the office), accepted.

    `first_due_on` stays when the day is moved. `rejections`: how often the office did not accept it, the last
    time at `rejected_at` because of `rejection`: what is to show it has to be newer.

    An empty `measure`: the office set the day, the owner has not said yet how it is put right, by whom, for
    how much.

    `due_on` is a whole local day, itself included; `funds_fen` are hundredths of a yuan.
    """

    __tablename__ = "rectifications"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    finding_id: Mapped[int] = mapped_column(Key, ForeignKey("findings.id"), unique=True)
    enterprise_id: Mapped[int] = mapped_column(Key, ForeignKey("enterprises.id"))
    kind: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(10), default="open")
    measure: Mapped[str] = mapped_column(Text)
    responsible: Mapped[str] = mapped_column(String(64), default="")
    funds_fen: Mapped[int] = mapped_column(BigInteger, default=0)
    due_on: Mapped[date] = mapped_column(Date)
    first_due_on: Mapped[date] = mapped_column(Date)
    beyond_reason: Mapped[str] = mapped_column(Text, default="")
    """Why it ends after the self-check phase."""
    objection: Mapped[str] = mapped_column(Text, default="", server_default="")
    """With which words a reviewer overturned the answer; the day is the office's then. Nobody's measure."""
    planned_by: Mapped[int] = mapped_column(Key, ForeignKey("people.id"))
    planned_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    done_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    rejections: Mapped[int] = mapped_column(default=0, server_default="0")
    rejected_at: Mapped[datetime | None]
    rejection: Mapped[str] = mapped_column(Text, default="", server_default="")
    __table_args__ = (
        Index("ix_rectifications_due", "state", "due_on"),
        Index("ix_rectifications_enterprise", "enterprise_id", "state", "due_on"),
    )


def matter() -> Any:
    """What messages call a rectification: its measure; while there is none, the reviewer's objection."""
    return case((Rectification.measure == "", Rectification.objection), else_=Rectification.measure)
