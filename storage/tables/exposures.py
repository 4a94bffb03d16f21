"""Table of places to be named in public (曝光地区), where the plan names places besides enterprises."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.base.schema import Base, Key

_GOING_ON = text("state IN ('proposed', 'agreed')")


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
