"""Tables of what follows a decision: measures, withdrawals, requests to take up work again, their photos;
places named in public (曝光地区), where the plan names places besides enterprises."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Date, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.base.schema import Base, Key

_OPEN = text("state = 'open'")
_ASKING = text("state IN ('draft', 'asked')")
_GOING_ON = text("state IN ('proposed', 'agreed')")


class Measure(Base):
    """A decision of an office about an enterprise, and its execution.

    `kind`: suspend (停产整顿), penalty (处罚), closure (提请关闭), refusal (拒不整改, stated by an officer).
    `state`: open; done: work was resumed, the fine was paid, the enterprise is closed, the refusal is over;
    annulled: it was withdrawn (`Withdrawal`).
    `since_on`, `ended_on`: whole local days, of a penalty the day of its paper and of its payment.

    `jurisdiction_id`: the office that decided, and decides what follows. `number`: 文号 of its paper.
    `penalty` (its kind) and `amount_fen` (hundredths of a yuan) are of penalties.
    """

    __tablename__ = "measures"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))
    escalation_id: Mapped[int] = mapped_column(Key, ForeignKey("escalations.id"))
    enterprise_id: Mapped[int] = mapped_column(Key, ForeignKey("enterprises.id"))
    jurisdiction_id: Mapped[int] = mapped_column(Key, ForeignKey("jurisdictions.id"))
    state: Mapped[str] = mapped_column(String(8), default="open")
    reason: Mapped[str] = mapped_column(Text)
    number: Mapped[str] = mapped_column(String(60), default="")
    penalty: Mapped[str] = mapped_column(String(12), default="")
    amount_fen: Mapped[int | None] = mapped_column(BigInteger)
    since_on: Mapped[date] = mapped_column(Date)
    made_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    made_at: Mapped[datetime]
    ended_on: Mapped[date | None] = mapped_column(Date)
    ended_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    __table_args__ = (
        UniqueConstraint("escalation_id", "kind"),
        Index("ix_measures_open", "enterprise_id", "kind", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_measures_enterprise", "enterprise_id"),
    )


class Withdrawal(Base):
    """The withdrawal of a measure (撤销决定): it was in force no longer from the local day `withdrawn_on` on.

    `cause`: error (the office found its decision wrong), review (行政复议), court, other; `text` says more.
    `number`: 文号 of the paper by which it was withdrawn. `jurisdiction_id`: the office that withdrew it,
    which may be above the one that decided.
    """

    __tablename__ = "withdrawals"
    measure_id: Mapped[int] = mapped_column(Key, ForeignKey("measures.id"), primary_key=True)
    jurisdiction_id: Mapped[int] = mapped_column(Key, ForeignKey("jurisdictions.id"))
    cause: Mapped[str] = mapped_column(String(8))
    text: Mapped[str] = mapped_column(Text, default="")
    number: Mapped[str] = mapped_column(String(60), default="")
    withdrawn_on: Mapped[date] = mapped_column(Date)
    withdrawn_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    withdrawn_at: Mapped[datetime]


class Resumption(Base):
    """A request to take up work again (复产申请) after a suspension. `state`: draft, asked, agreed, refused;
    lapsed: the suspension was withdrawn.

    `answer`: why it was refused. There is one draft or open request a suspension.
    """

    __tablename__ = "resumptions"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    measure_id: Mapped[int] = mapped_column(Key, ForeignKey("measures.id"))
    state: Mapped[str] = mapped_column(String(8), default="draft")
    text: Mapped[str] = mapped_column(Text)
    written_by: Mapped[int] = mapped_column(Key, ForeignKey("people.id"))
    written_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    decided_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]
    __table_args__ = (
        Index(
            "uq_resumptions_asking", "measure_id", unique=True, sqlite_where=_ASKING, postgresql_where=_ASKING
        ),
        Index("ix_resumptions_measure", "measure_id"),
    )


class ResumptionPhoto(Base):
    """A photo of a request to take up work again; `sha256` names the stored bytes."""

    __tablename__ = "resumption_photos"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    resumption_id: Mapped[int] = mapped_column(Key, ForeignKey("resumptions.id"))
    sha256: Mapped[str] = mapped_column(String(64))
    original_sha256: Mapped[str] = mapped_column(String(64))
    mime: Mapped[str] = mapped_column(String(60))
    added_by: Mapped[int] = mapped_column(Key, ForeignKey("people.id"))
    added_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("resumption_id", "original_sha256"),)


class PlaceExposure(Base):
    """A place that the office above it names in public in a campaign. `state`: proposed (waits for a second
    person), agreed, dropped (not agreed to, or withdrawn later)."""

    __tablename__ = "place_exposures"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    campaign_id: Mapped[int] = mapped_column(Key, ForeignKey("campaigns.id"))
    office_id: Mapped[int] = mapped_column(Key, ForeignKey("jurisdictions.id"))
    place_id: Mapped[int] = mapped_column(Key, ForeignKey("jurisdictions.id"))
    reason: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(8), default="proposed")
    proposed_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    proposed_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]
    __table_args__ = (
        Index(
            "uq_place_exposures_place",
            "campaign_id",
            "place_id",
            unique=True,
            sqlite_where=_GOING_ON,
            postgresql_where=_GOING_ON,
        ),
    )
